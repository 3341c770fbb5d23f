/** The text that spreadsheets copy: one line for each row, with tabs between its cells. Pure. */

/** A cell in quotes, such as one with a line break in it; or a cell as it is. Then what ends it. */
const CELL = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/gy;

/** Without it, the quotes are the cell's own: spreadsheets quote only cells that need it. */
const NEEDS_QUOTES = /[\t\r\n]|""/;

/** Rows of cells, without the end of line after the last row. */
export function toBlock(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  const whole = text.replace(/(\r\n|\n|\r)$/, '');
  for (const [, quoted, plain = '', end] of whole.matchAll(CELL)) {
    rows.at(-1)?.push(quoted === undefined ? plain : unquote(quoted));
    if (end === '') break;
    if (end !== '\t') rows.push([]);
  }
  return rows;
}

function unquote(quoted: string): string {
  return NEEDS_QUOTES.test(quoted) ? quoted.replaceAll('""', '"') : `"${quoted}"`;
}
