/** Distinguishes a quote that was never closed from a cell of many lines. */

const QUOTE = '"';

/**
 * Whether one of the cells is quoted, spans a line end and is not closed where it should be: a later quote of the file,
 * some rows on, has "closed" it, and those rows would be lost in the cell.
 *
 * A cell that csv-parse read strictly appears in the record's text in its quoted form; one that it read leniently does not.
 */
export function hasBrokenQuote(cells: readonly string[], toText: () => string): boolean {
  return cells.some(
    (cell) => cell.startsWith(QUOTE) && /[\r\n]/.test(cell) && !toText().includes(toQuoted(cell)),
  );
}

function toQuoted(cell: string): string {
  return QUOTE + cell.replaceAll(QUOTE, QUOTE + QUOTE) + QUOTE;
}
