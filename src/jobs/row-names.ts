/** Whom the rows that a page shows are about. */
import type { Mapping, SourceRow } from '../core/types.js';
import { readSourceRow } from '../journal/source-rows.js';
import type { SqlFile } from '../journal/open.js';
import { makeRowNamer } from '../map/row-name.js';
import type { RowMask } from '../record/masked.js';

/** Returns a function that names a row as a page may show it; empty if the row has no name. */
export function makeShownName(mapping: Mapping, mask: RowMask | undefined): (row: SourceRow) => string {
  const toName = makeRowNamer(mapping);
  return (row) => {
    const name = toName(row);
    if (name === undefined) return '';
    return mask === undefined ? name.text : mask.field(name.field, name.text);
  };
}

/** The same for rows of a journal, by number; empty for the header. */
export function makeNameFinder(
  file: SqlFile,
  toName: (row: SourceRow) => string,
): (rowNumber: number) => string {
  return (rowNumber) => {
    const row = readSourceRow(file, rowNumber);
    return row === undefined ? '' : toName(row);
  };
}
