import { describe, expect, it } from 'vitest';
import { toOwnColumns } from '../../src/record/source-columns.js';

describe('toOwnColumns', () => {
  it('keeps the columns of the source as written, blanks, doubles and empty names included', () => {
    expect(toOwnColumns([' Name', 'E-mail', '', 'Name']).names).toEqual([' Name', 'E-mail', '', 'Name']);
  });

  it('leaves out what begins with bulk_, in any case, and the cells under it', () => {
    const own = toOwnColumns(['bulk_row', 'name', 'BULK_Status', 'bulky', 'bulk']);
    expect(own.names).toEqual(['name', 'bulky', 'bulk']);
    expect(own.toOwnCells(['1', 'Ada', 'failed', 'x', 'y'])).toEqual(['Ada', 'x', 'y']);
  });

  it('pads a row that is too short', () => {
    expect(toOwnColumns(['a', 'b', 'c']).toOwnCells(['1'])).toEqual(['1', '', '']);
  });

  it('gives the cells beyond the header, without empty ones at the end', () => {
    const own = toOwnColumns(['a']);
    expect(own.toExtraCells(['1'])).toEqual([]);
    expect(own.toExtraCells(['1', '', 'x', ''])).toEqual(['', 'x']);
    // The row must not look sound when it is read again.
    expect(own.toExtraCells(['1', '', ''])).toEqual(['(empty)']);
  });

  it('gives the extra cells that an earlier run kept, before new ones', () => {
    const own = toOwnColumns(['a', 'bulk_row', 'bulk_extra_1', 'bulk_extra_2']);
    expect(own.toExtraCells(['1', '1', 'x', 'y', 'z'])).toEqual(['x', 'y', 'z']);
    expect(own.toExtraCells(['1', '1', 'x', ''])).toEqual(['x']);
  });
});
