import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { codesOf } from './support.js';

interface Case {
  readonly value: string;
  readonly source: string;
  readonly expected: string;
}

/** The lines of `lists/<name>.txt`, each with its source and the code that it must give. */
function readList(name: string): Case[] {
  const text = readFileSync(new URL(`./lists/${name}.txt`, import.meta.url), 'utf8');
  const at = { source: '', expected: '' };
  return text.split('\n').flatMap((line): Case[] => {
    const [, key, said = ''] = /^## (source|expect): (.+)$/.exec(line) ?? [];
    if (key === 'source') at.source = said;
    if (key === 'expect') at.expected = said;
    if (key !== undefined || line === '') return [];
    const value = line.replaceAll(/\\u\{([0-9A-F]+)\}/g, (_all, point: string) =>
      String.fromCodePoint(Number.parseInt(point, 16)),
    );
    return [{ value, ...at }];
  });
}

const FIELDS = ['email', 'name', 'phone'] as const;
const GOOD = FIELDS.flatMap((field) => readList(`${field}s-good`).map((one) => ({ field, ...one })));
const BAD = FIELDS.flatMap((field) => readList(`${field}s-bad`).map((one) => ({ field, ...one })));

it('the lists have at least 200 values each, all different, each with its source', () => {
  for (const list of [GOOD, BAD]) {
    expect(list.length).toBeGreaterThanOrEqual(200);
    expect(new Set(list.map(({ field, value }) => `${field} ${value}`)).size).toBe(list.length);
    expect(list.filter(({ source }) => source === '')).toEqual([]);
  }
});

describe('no false alarm', () => {
  it.each(GOOD)('on the $field $value', ({ field, value }) => {
    expect(codesOf(field, value)).toEqual([]);
  });
});

describe('no miss', () => {
  it.each(BAD)('of the $field $value, which gives $expected', ({ field, value, expected }) => {
    expect(codesOf(field, value)).toEqual([expected]);
  });
});
