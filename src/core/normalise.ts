/** Cleans cells for sending: removes what copying and spreadsheets leave behind. Normalising twice changes nothing more. */

/** Matches any character but printable ASCII; most cells have none and only need a trim. */
const NOT_PLAIN = /[^ -~]/;

/** Dropped at the ends: all spaces, zero-width characters, and writing-direction marks (as in phones copied from contacts). */
const EDGE = /[\s\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/;

/** Text that may have line breaks (as `\n`): descriptions, streets, values of metaData. */
export function normaliseText(text: string): string {
  if (!NOT_PLAIN.test(text)) return text.trim();
  return trimEdges(text.normalize('NFC')).replace(/\r\n?/g, '\n');
}

/** Text of one line: each break or tab, with the spaces around it, becomes one space. Other inner spaces stay. */
export function normaliseLine(text: string): string {
  if (!NOT_PLAIN.test(text)) return text.trim();
  const trimmed = normaliseText(text);
  if (!/[\t\n\v\f\u2028\u2029]/.test(trimmed)) return trimmed;
  return trimmed.replace(/\s+/g, (run) => (/[\t\n\v\f\u2028\u2029]/.test(run) ? ' ' : run));
}

/** One line without the apostrophe that spreadsheets put before text that looks like a number (`'+234…`, `'01234`). */
export function normaliseNumberText(text: string): string {
  const line = normaliseLine(text);
  if (beginsPlain(line)) return line;
  let start = 0;
  while (start < line.length && isApostropheOrEdge(line.charAt(start))) start += 1;
  return start === 0 ? line : line.slice(start);
}

/**
 * An id, which is never changed but at its edges: spaces, and the apostrophe that programs such as Shopify write before a number, so
 * that spreadsheets keep it as text (`'6852121231`).
 */
export function normaliseId(text: string): string {
  return withoutTextMark(normaliseText(text));
}

/** The apostrophes with which a spreadsheet keeps a number as text. */
export const TEXT_MARKS = "'’‘`";
const MARKED_NUMBER = new RegExp(`^[${TEXT_MARKS}][+-]?\\d+$`);

/** Without the apostrophe before a number. */
export function withoutTextMark(text: string): string {
  if (beginsPlain(text)) return text;
  return MARKED_NUMBER.test(text) ? text.slice(1) : text;
}

/** With a letter or a digit of ASCII. */
function beginsPlain(line: string): boolean {
  const first = line.charCodeAt(0);
  const letter = first | 0x20;
  return (letter >= 0x61 && letter <= 0x7a) || (first >= 0x30 && first <= 0x39);
}

function isApostropheOrEdge(char: string): boolean {
  return /['’‘`]/.test(char) || EDGE.test(char);
}

// A loop, because /\s+$/ takes quadratic time on a long run of spaces inside a cell.
function trimEdges(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && EDGE.test(text.charAt(start))) start += 1;
  while (end > start && EDGE.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}
