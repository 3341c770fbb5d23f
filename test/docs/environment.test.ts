import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ALL_TEXT, readNames } from './pages.js';

/** For tests alone. */
const isSeam = (name: string): boolean => /^BITPOWR_BULK_(KILL_AT|TEST_.*)$/.test(name);

function findVariables(text: string): string[] {
  const names = [...text.matchAll(/\bBITPOWR_[A-Z]+(?:_[A-Z]+)*\b/g)].map(([name]) => name);
  return [...new Set(names)].filter((name) => !isSeam(name)).sort();
}

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join('src', name), 'utf8'))
  .join('\n');

describe('docs on the environment', () => {
  it('has every variable that the program reads', () => {
    const variables = findVariables(sources);
    expect(variables).toContain('BITPOWR_TOKEN');
    expect(readNames('docs/reference/environment.md', 'Environment variables').sort()).toEqual(variables);
  });

  it('names no other variable anywhere', () => {
    expect(findVariables(ALL_TEXT)).toEqual(findVariables(sources));
  });
});
