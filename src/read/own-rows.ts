/** Rows of a file that this tool wrote: a cell is what it was before it was made safe, and an error is kept. */
import { fromFormulaSafe } from '../core/formula.js';
import type { SourceRow } from '../core/types.js';
import { isOwnHeader } from './header.js';
import { makeKeptDoubts } from './kept-errors.js';

/** Returns a function that reads such a row; undefined if another program wrote the file. */
export function makeOwnRows(columns: readonly string[]): ((row: SourceRow) => SourceRow) | undefined {
  if (!isOwnHeader(columns)) return undefined;
  const findKept = makeKeptDoubts(columns);
  return (row) => {
    const cells = row.cells.map(fromFormulaSafe);
    const kept = findKept?.(cells, row.line);
    return kept === undefined ? { ...row, cells } : { ...row, cells, doubts: [...(row.doubts ?? []), kept] };
  };
}
