import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { README, toHeadings, toProse } from './pages.js';

const LINKS = [
  ...toProse(README)
    .join('\n')
    .matchAll(/\]\(([^)\s]+)\)/g),
].map(([, target = '']) => target);

/** Anchors as GitHub makes them: lower case, punctuation dropped, `-` for spaces, a number on repeats. */
function toAnchors(): string[] {
  const seen = new Map<string, number>();
  return toHeadings().map(({ title }) => {
    const anchor = title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(/\s/g, '-');
    const repeats = seen.get(anchor) ?? 0;
    seen.set(anchor, repeats + 1);
    return repeats === 0 ? anchor : `${anchor}-${repeats}`;
  });
}

describe('links of README', () => {
  it('are found', () => {
    expect(LINKS.length).toBeGreaterThan(10);
  });

  it('lead to headings that are there', () => {
    const anchors = LINKS.filter((target) => target.startsWith('#')).map((target) => target.slice(1));
    expect(anchors.length).toBeGreaterThan(5);
    expect(anchors.filter((anchor) => !toAnchors().includes(anchor))).toEqual([]);
  });

  it('lead to files that are there', () => {
    const files = LINKS.filter((target) => !/^(#|https:)/.test(target)).map((target) =>
      target.replace(/#.*$/, ''),
    );
    expect(files).toContain('LICENSE');
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });

  it('are to the project and the vendor only', () => {
    const hosts = LINKS.filter((target) => target.startsWith('https:')).map(
      (target) => new URL(target).hostname,
    );
    expect(hosts.filter((host) => !/(^|\.)bitpowr\.com$/.test(host))).toEqual([]);
  });
});
