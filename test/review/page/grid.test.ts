import { describe, expect, it } from 'vitest';
import type { SourceColumn } from '../../../src/review/wire.js';
import {
  stretch,
  toGridColumns,
  toOffsets,
  toShownColumns,
  withWidths,
} from '../../../src/review/page/fix/columns.js';
import { parseWidths } from '../../../src/review/page/fix/column-widths.js';
import { toGridAction } from '../../../src/review/page/fix/grid-keys.js';
import { assignSlots } from '../../../src/review/page/fix/slots.js';

const NO_KEYS = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };

const column = (at: number, field: string, part?: number): SourceColumn => ({
  at,
  name: `c${at}`,
  samples: ['value'],
  filled: 1,
  field,
  ...(part === undefined ? {} : { part }),
  why: '',
  state: 'decided',
  proposals: [],
  isKey: false,
  rivals: [],
  unknownValues: 0,
});

describe('the grid', () => {
  it('writes what is typed, also with AltGr, and never acts on a single letter', () => {
    for (const key of 'aÄ?1 ñ')
      expect(toGridAction({ ...NO_KEYS, key })).toEqual({ kind: 'edit', text: key });
    expect(toGridAction({ ...NO_KEYS, key: '@', ctrlKey: true, altKey: true })).toEqual({
      kind: 'edit',
      text: '@',
    });
    expect(toGridAction({ ...NO_KEYS, key: 'Shift', shiftKey: true })).toBe(undefined);
  });

  it('takes Cmd for Ctrl', () => {
    for (const name of ['ctrlKey', 'metaKey'])
      expect(toGridAction({ ...NO_KEYS, key: 'Z', [name]: true, shiftKey: true })).toEqual({ kind: 'redo' });
  });

  it('has the name first: its own column, or one that is made of several', () => {
    const measure = (text: string): number => text.length * 8;
    const first = (...columns: SourceColumn[]) => toGridColumns(columns, measure).map(({ at }) => at);
    expect(first(column(0, 'email'), column(1, 'name'))).toEqual([1, 0]);
    expect(first(column(0, 'name', 1), column(1, 'name', 2))).toEqual([-1, 0, 1]);
    expect(first(column(0, 'email'))).toEqual([0]);
  });

  it('draws the columns that a view of this width shows, and no others', () => {
    const columns = Array.from({ length: 30 }, (_, at) => ({ at, name: '', note: '', width: 100 }));
    const offsets = toOffsets(columns);
    expect(toShownColumns(offsets, { left: 0, width: 556 })).toEqual([1, 4]);
    expect(toShownColumns(offsets, { left: 250, width: 556 })).toEqual([3, 7]);
    expect(toShownColumns(offsets, { left: 2500, width: 556 })).toEqual([26, 29]);
  });

  it('is wider where there is room, but not much', () => {
    const columns = Array.from({ length: 4 }, (_, at) => ({ at, name: '', note: '', width: 100 }));
    const widths = (width: number) => stretch(columns, width).map((column) => column.width);
    expect(widths(400)).toEqual([100, 100, 100, 100]);
    expect(widths(496)).toEqual([110, 110, 110, 110]);
    expect(widths(2000)).toEqual([140, 140, 140, 140]);
  });

  it('leaves a width that the person chose as it is, and stretches the others', () => {
    const columns = Array.from({ length: 4 }, (_, at) => ({ at, name: '', note: '', width: 100 }));
    const chosen = withWidths(columns, parseWidths('[[1,60]]'));
    expect(stretch(chosen, 2000).map(({ width }) => width)).toEqual([140, 60, 140, 140]);
    for (const text of [null, '', '{}', '[[1]]', '[["1",2]]', '[[1,2]'])
      expect(parseWidths(text).size, String(text)).toBe(0);
    expect(toGridAction({ ...NO_KEYS, key: 'ArrowRight', altKey: true, shiftKey: true })).toEqual({
      kind: 'widen',
      by: 16,
    });
  });

  it('hands the node of a row that leaves to one that comes', () => {
    const before = assignSlots(new Map(), [0, 1, 2]);
    const after = assignSlots(before, [1, 2, 3]);
    expect([...after]).toEqual([
      [1, 1],
      [2, 2],
      [3, 0],
    ]);
  });
});
