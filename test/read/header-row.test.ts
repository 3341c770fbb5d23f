import { expect, it } from 'vitest';
import { findHeaderByNames } from '../../src/read/header-row.js';

const NAMES = new Set(['name', 'email']);

function ask(rows: readonly (readonly string[])[]) {
  const asked: string[] = [];
  const at = findHeaderByNames(
    rows.map((cells, line) => ({ line: line + 1, cells })),
    0,
    (name) => {
      asked.push(name);
      return NAMES.has(name);
    },
  );
  return { at, asked };
}

it('looks at no other row than the first, if that names columns', () => {
  const rows = [
    ['name', 'email'],
    ['Ann', 'ann@example.com'],
  ];
  expect(ask(rows)).toEqual({ at: 0, asked: ['name', 'email'] });
});

it('finds the names below a title', () => {
  expect(ask([['Customers of May'], ['name', 'email'], ['Ann', 'ann@example.com']]).at).toBe(1);
});

it('takes the first row where none names columns', () => {
  expect(
    ask([
      ['a', 'b'],
      ['c', 'd'],
    ]).at,
  ).toBe(0);
});
