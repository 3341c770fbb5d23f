/** Fields that are one line by nature: a line break or another cell in them shows that a quote swallowed something. */
import { showText, type Finding } from '../finding.js';

const BREAK = /\r\n|[\n\r\v\u0085\u2028\u2029]/;
const EMAIL = String.raw`[^\s@,;|<>"]+@[^\s@,;|<>"]+\.[^\s@,;|<>"]+`;
/** An email with a delimiter beside it. */
const BESIDE_DELIMITER = new RegExp(String.raw`[,;\t|]\s*${EMAIL}\s*(?:$|[,;\t|])|^\s*${EMAIL}\s*[,;\t|]`);

/** A line break within a (trimmed) cell of one line that begins on `line` of the source. */
export function checkLineBreak(text: string, line: number): Finding | undefined {
  if (!BREAK.test(text)) return undefined;
  const count = text.split(new RegExp(BREAK, 'g')).length;
  return {
    code: 'line_break',
    message: `expected one line, found ${count} in the row that begins on line ${line}: ${showText(text)}.`,
  };
}

/** Another cell in a cell, recognised by an email with a delimiter beside it. */
export function checkSwallowedCell(text: string): Finding | undefined {
  if (!BESIDE_DELIMITER.test(text)) return undefined;
  return {
    code: 'rows_swallowed',
    message: `expected one value, found an email with a delimiter beside it: ${showText(text)}.`,
  };
}
