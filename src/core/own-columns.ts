/** What the columns of a file that this tool wrote say about its cells. */
import { fromTextFormula } from './formula.js';

/** `export` writes the first, an import the second, for its undo. */
const MARKS = ['bulk_meta_data', 'bulk_undo'] as const;
/** Those of fixup.csv. A part of results.csv has others, or fewer. */
const FIXUP: ReadonlySet<string> = new Set(['bulk_row', 'bulk_status']);

/**
 * Whether the cells are values of the API, or such as an import took already: each word and each formula is meant as it is.
 */
export function holdsFinalValues(columns: readonly string[]): boolean {
  const names = new Set(columns.map((column) => column.trim().toLowerCase()));
  const ofTool = [...names].filter((name) => name.startsWith('bulk_'));
  const isFixup = ofTool.length === FIXUP.size && ofTool.every((name) => FIXUP.has(name));
  return isFixup || MARKS.some((mark) => names.has(mark));
}

/** Returns a function that gives the text of a cell: of a formula that is only a text, what a spreadsheet shows. */
export function makeTextReader(columns: readonly string[]): (cell: string) => string {
  return holdsFinalValues(columns) ? (cell) => cell : fromTextFormula;
}
