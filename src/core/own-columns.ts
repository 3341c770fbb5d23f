/** What the columns of a file that this tool wrote say about its cells. */
import { fromTextFormula } from './formula.js';

/** `export` writes the first, an import the second, for its undo. */
const MARKS: ReadonlySet<string> = new Set(['bulk_meta_data', 'bulk_undo']);

/** Whether the cells are values that the API gave: no database wrote them, so each word and each formula is meant as it is. */
export function holdsApiValues(columns: readonly string[]): boolean {
  return columns.some((column) => MARKS.has(column.trim().toLowerCase()));
}

/** Returns a function that gives the text of a cell: of a formula that is only a text, what a spreadsheet shows. */
export function makeTextReader(columns: readonly string[]): (cell: string) => string {
  return holdsApiValues(columns) ? (cell) => cell : fromTextFormula;
}
