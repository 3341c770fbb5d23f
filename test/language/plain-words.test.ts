/** Comments, messages, test titles and pages use plain words: a native technical writer would have no objection. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WORDS } from './words.js';

const ROOTS = ['src', 'test', 'docs', 'bin', 'README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'];

describe('plain words', () => {
  it.each(ROOTS)('in %s', (root) => {
    const files = listTexts(root);
    expect(files.length).toBeGreaterThan(0);
    expect(files.flatMap((file) => findWords(file, readFileSync(file, 'utf8')))).toEqual([]);
  });

  it('reports the line, the words and what to write instead', () => {
    const text = ['fine', '/** It is mended, where there is none. */'].join('\n');
    expect(findWords('a.ts', text)).toEqual(['a.ts:2: "mended": fix, correct']);
  });

  it('leaves identifiers alone', () => {
    expect(findWords('a.ts', 'const nobody_1 = x.mend, isWhom, lest-2;')).toEqual([]);
  });

  it.each([
    ['the key by which a row is found', '"by which"'],
    ['so many rows of it', '"so many"'],
    ['`journal/`, which is none', '"is none"'],
    ['whatever the order', '"whatever"'],
    ['if all is well', '"all is well"'],
  ])('finds it in: %s', (text, found) => {
    expect(findWords('a.md', text)).toEqual([expect.stringContaining(found)]);
  });
});

/** The text files of a folder, or the file itself, in order. */
function listTexts(root: string): readonly string[] {
  if (/\.md$/.test(root)) return [root];
  return (
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:ts|js|mjs|md)$/.test(name))
      .map((name) => join(root, name))
      // The list itself, and its examples.
      .filter((path) => !path.startsWith('test/language/'))
      .sort()
  );
}

/** `file:line: "words": suggestion` for each match. */
function findWords(file: string, text: string): readonly string[] {
  return text
    .split('\n')
    .flatMap((line, at) =>
      WORDS.flatMap(({ pattern, instead }) =>
        [...line.matchAll(pattern)].map(([found]) => `${file}:${at + 1}: "${found}": ${instead}`),
      ),
    );
}
