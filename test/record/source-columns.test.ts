import { describe, expect, it } from 'vitest';
import { toSourceColumns } from '../../src/record/table/source-columns.js';

describe('toSourceColumns', () => {
  it('keeps the columns of the source as written, blanks, doubles and empty names included', () => {
    expect(toSourceColumns([' Name', 'E-mail', '', 'Name']).names).toEqual([' Name', 'E-mail', '', 'Name']);
  });

  it('leaves out what begins with bulk_, in any case, and the cells under it', () => {
    const sourceColumns = toSourceColumns(['bulk_row', 'name', 'BULK_Status', 'bulky', 'bulk']);
    expect(sourceColumns.names).toEqual(['name', 'bulky', 'bulk']);
    expect(sourceColumns.toSourceCells(['1', 'Ada', 'failed', 'x', 'y'])).toEqual(['Ada', 'x', 'y']);
  });

  it('pads a row that is too short', () => {
    expect(toSourceColumns(['a', 'b', 'c']).toSourceCells(['1'])).toEqual(['1', '', '']);
  });

  it('gives the cells beyond the header, without empty ones at the end', () => {
    const sourceColumns = toSourceColumns(['a']);
    expect(sourceColumns.toExtraCells(['1'])).toEqual([]);
    expect(sourceColumns.toExtraCells(['1', '', 'x', ''])).toEqual(['', 'x']);
    // The row must not look sound when it is read again.
    expect(sourceColumns.toExtraCells(['1', '', ''])).toEqual(['(empty)']);
  });

  it('gives the extra cells that an earlier run kept, before new ones', () => {
    const sourceColumns = toSourceColumns(['a', 'bulk_row', 'bulk_extra_1', 'bulk_extra_2']);
    expect(sourceColumns.toExtraCells(['1', '1', 'x', 'y', 'z'])).toEqual(['x', 'y', 'z']);
    expect(sourceColumns.toExtraCells(['1', '1', 'x', ''])).toEqual(['x']);
  });
});
