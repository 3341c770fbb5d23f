/** Errors that an earlier run found in its source, and that the cells of results.csv and rejected.csv don't show. */
import { saysTooManyCells } from '../core/column-count.js';
import { toSourceError } from '../core/source-errors.js';
import type { SourceDoubt } from '../core/types.js';
import { isBlank } from './records/record.js';

const FRAME = 'expected a corrected row; an earlier run found:';
const HINT = 'Correct the row, and then empty its cell bulk_error_code.';

/** The doubt of a row that an earlier run refused with this code, for this reason; undefined: its cells show the error. */
export function toKeptDoubt(code: string, reason: string, line: number): SourceDoubt | undefined {
  const known = toSourceError(code.trim());
  if (known === undefined) return undefined;
  // A reason that was read from such a file already is not framed twice.
  const framedAt = reason.toLowerCase().lastIndexOf(FRAME);
  const found = reason.slice(framedAt < 0 ? 0 : framedAt + FRAME.length).trim();
  return { code: known, line, message: `${FRAME} ${found === '' ? known : found}`, hint: HINT };
}

/** Returns a function that gives such a doubt of a row; undefined if the columns have no place for its code. */
export function makeKeptDoubts(
  columns: readonly string[],
): ((cells: readonly string[], line: number) => SourceDoubt | undefined) | undefined {
  const names = columns.map((name) => name.trim().toLowerCase());
  const codeAt = names.indexOf('bulk_error_code');
  const reasonAt = names.indexOf('bulk_error');
  if (codeAt < 0 || reasonAt < 0) return undefined;
  const lastAt = names.findLastIndex((name) => !name.startsWith('bulk_'));
  const extra = [...names.keys()].filter((at) => names[at]?.startsWith('bulk_extra_'));
  // Of too many cells, those beyond the header are left; of too few, the last is empty.
  const isShort = (cells: readonly string[], reason: string): boolean =>
    !saysTooManyCells(reason) && isBlank(cells[lastAt]) && extra.every((at) => isBlank(cells[at]));
  return (cells, line) => {
    const code = cells[codeAt] ?? '';
    const reason = cells[reasonAt] ?? '';
    if (code === '' || (code === 'column_count' && !isShort(cells, reason))) return undefined;
    return toKeptDoubt(code, reason, line);
  };
}
