import { describe, expect, it } from 'vitest';
import {
  confirm,
  drop,
  insist,
  isFull,
  toRetryMs,
  toUnsavedValues,
} from '../../../src/review/page/fix/outbox.js';

const edit = (id: string, value: string) => ({
  id,
  base: 4,
  ops: [{ op: 'set' as const, row: 1, at: 2, value }],
  values: [{ row: 1, at: 2, value }],
});

describe('edits that are not saved yet', () => {
  const outbox = [edit('a', 'first'), edit('b', 'second')];

  it('show the newest value of a cell', () => {
    expect(toUnsavedValues(outbox).get(1)?.get(2)).toBe('second');
  });

  it('are based on the revision of the edit before, once that is saved', () => {
    expect(confirm(outbox, 'a', 5)).toEqual([{ ...edit('b', 'second'), base: 5 }]);
  });

  it('get a new id where the person insists, and go where the person gives up', () => {
    expect(insist(outbox, 'a', { id: 'c', base: 9 }).map(({ id, base }) => [id, base])).toEqual([
      ['c', 9],
      ['b', 4],
    ]);
    expect(drop(outbox, 'a').map(({ id }) => id)).toEqual(['b']);
  });

  it('are at most 100, and are sent again after 1, 2, 4, then every 8 seconds', () => {
    expect([99, 100].map((length) => isFull(Array.from({ length }, () => edit('a', ''))))).toEqual([
      false,
      true,
    ]);
    expect([0, 1, 2, 3, 9].map(toRetryMs)).toEqual([1000, 2000, 4000, 8000, 8000]);
  });
});
