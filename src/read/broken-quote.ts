/** Telling a quote that was never closed from a cell of many lines. */

const QUOTE = '"';

/**
 * Whether a cell of these is a quoted one that runs over a line end and is not closed where it should be: the next quote of
 * the file, some rows on, has "closed" it, and those rows would be lost in it.
 *
 * A cell that csv-parse read strictly stands in the record's text in its quoted form; one that it read leniently does not.
 */
export function hasBrokenQuote(cells: readonly string[], toText: () => string): boolean {
  return cells.some(
    (cell) => cell.startsWith(QUOTE) && /[\r\n]/.test(cell) && !toText().includes(toQuoted(cell)),
  );
}

function toQuoted(cell: string): string {
  return QUOTE + cell.replaceAll(QUOTE, QUOTE + QUOTE) + QUOTE;
}
