import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PAGES, readPage, toHeadings, toProse, type Page } from './pages.js';

const OTHERS = ['SECURITY.md', 'CHANGELOG.md', 'CONTRIBUTING.md'].filter((path) => existsSync(path));

/** The pages whose links are looked at. */
const LINKING: readonly Page[] = [
  ...PAGES,
  ...OTHERS.map((path) => ({ path, text: readFileSync(path, 'utf8') })),
];

interface Link {
  readonly from: string;
  readonly target: string;
  /** Of a link within the project: the file that it leads to, and the anchor there. */
  readonly path: string;
  readonly anchor: string;
}

const isRemote = ({ target }: Link): boolean => target.startsWith('https:');

const toLinks = ({ path: from, text }: Page): Link[] =>
  [
    ...toProse(text)
      .join('\n')
      .replaceAll(/`[^`\n]*`/g, '')
      .matchAll(/\]\(([^)\s]+)\)/g),
  ].map(([, target = '']) => {
    const [file = '', anchor = ''] = target.split('#');
    return { from, target, path: file === '' ? from : normalize(join(dirname(from), file)), anchor };
  });

const LINKS = LINKING.flatMap(toLinks);
const LOCAL = LINKS.filter((link) => !isRemote(link));

/** Anchors as GitHub makes them: lower case, punctuation dropped, `-` for spaces, a number on repeats. */
function toAnchors(path: string): string[] {
  const seen = new Map<string, number>();
  return toHeadings(readFileSync(path, 'utf8')).map(({ title }) => {
    const anchor = title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(/\s/g, '-');
    const repeats = seen.get(anchor) ?? 0;
    seen.set(anchor, repeats + 1);
    return repeats === 0 ? anchor : `${anchor}-${repeats}`;
  });
}

/** The pages that a reader reaches from one page by links. */
function findReached(path: string, reached = new Set<string>()): Set<string> {
  if (reached.has(path)) return reached;
  reached.add(path);
  for (const link of LOCAL) {
    if (link.from === path && link.path.endsWith('.md')) findReached(link.path, reached);
  }
  return reached;
}

describe('links of the docs', () => {
  it('are found', () => {
    expect(LINKS.length).toBeGreaterThan(100);
    expect(LOCAL.filter(({ from }) => from === 'README.md').length).toBeGreaterThan(10);
  });

  it('lead to files that are there', () => {
    expect(LOCAL.map(({ path }) => path)).toContain('LICENSE');
    expect(LOCAL.filter(({ path }) => !existsSync(path))).toEqual([]);
  });

  it('lead to headings that are there', () => {
    const anchored = LOCAL.filter(({ anchor, path }) => anchor !== '' && existsSync(path));
    expect(anchored.length).toBeGreaterThan(50);
    expect(anchored.filter(({ anchor, path }) => !toAnchors(path).includes(anchor))).toEqual([]);
  });

  it('are to the project and the vendor only', () => {
    const hosts = LINKS.filter(isRemote).map(({ target }) => new URL(target).hostname);
    expect(hosts.filter((host) => !/(^|\.)bitpowr\.com$/.test(host))).toEqual([]);
  });

  it('lead from README to every page, and from the contents page to each in one step', () => {
    const docs = PAGES.map(({ path }) => path).filter((path) => path !== 'README.md');
    expect(docs.filter((path) => !findReached('README.md').has(path))).toEqual([]);
    const contents = new Set(LOCAL.filter(({ from }) => from === 'docs/README.md').map(({ path }) => path));
    expect(docs.filter((path) => path !== 'docs/README.md' && !contents.has(path))).toEqual([]);
  });
});

describe('README', () => {
  it('fits into 200 lines', () => {
    expect(readPage('README.md').text.split('\n').length).toBeLessThanOrEqual(201);
  });

  it.each([
    ['map my columns', 'docs/guides/map-columns.md', ''],
    ['rate limits', 'docs/guides/rate-limits.md', ''],
    ['schedule a nightly job', 'docs/guides/nightly.md', ''],
    ['resolve the status conflict', 'docs/guides/troubleshooting.md', 'conflicts'],
    ['undo an import', 'docs/guides/dry-run-apply-undo.md', 'undo-revert-a-run'],
  ])('leads to how to %s in one step', (_task, path, anchor) => {
    const links = LOCAL.filter(({ from }) => from === 'README.md');
    expect(links.map((link) => [link.path, link.anchor])).toContainEqual([path, anchor]);
  });
});
