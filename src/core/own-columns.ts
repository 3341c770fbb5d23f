/** What the columns of a file that this tool wrote say about its cells. */
import { fromTextFormula } from './formula.js';

/** `export` writes the first, an import the second, for its undo. */
const MARKS = ['bulk_meta_data', 'bulk_undo'] as const;

/**
 * Whether the cells are values of the API, or such as an import took already: each word and each formula is meant as it is. A
 * fixup.csv has the status of its rows, but no line of a source, as results.csv and rejected.csv have.
 */
export function holdsFinalValues(columns: readonly string[]): boolean {
  const names = new Set(columns.map((column) => column.trim().toLowerCase()));
  const isFixup = names.has('bulk_status') && !names.has('bulk_line') && !names.has('bulk_error_code');
  return isFixup || MARKS.some((mark) => names.has(mark));
}

/** Returns a function that gives the text of a cell: of a formula that is only a text, what a spreadsheet shows. */
export function makeTextReader(columns: readonly string[]): (cell: string) => string {
  return holdsFinalValues(columns) ? (cell) => cell : fromTextFormula;
}
