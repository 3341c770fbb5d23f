/** Finds quotes where CSV allows none: csv-parse leaves them in the text. */

const QUOTE = '"';

/**
 * The positions of the cells with a quote that csv-parse read leniently. A cell that it read strictly appears in the record's
 * text in its quoted form.
 */
export function findMisquoted(cells: readonly string[], toText: () => string): readonly number[] {
  const found: number[] = [];
  let text: string | undefined;
  for (let at = 0; at < cells.length; at += 1) {
    const cell = cells[at] ?? '';
    if (cell.includes(QUOTE) && !(text ??= toText()).includes(toQuoted(cell))) found.push(at);
  }
  return found;
}

/**
 * Whether a quoted cell spans a line end and is not closed where it should be: a later quote of the file, some rows on, has
 * "closed" it, and those rows would be lost in the cell.
 */
export function isBrokenQuote(cell: string | undefined): boolean {
  return cell?.startsWith(QUOTE) === true && /[\r\n]/.test(cell);
}

function toQuoted(cell: string): string {
  return QUOTE + cell.replaceAll(QUOTE, QUOTE + QUOTE) + QUOTE;
}
