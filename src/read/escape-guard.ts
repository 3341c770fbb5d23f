/**
 * Backslash escapes, before and after csv-parse. Its option `escape` has no effect outside quotes, and drops the backslash of
 * every other escape, so that `\n` would become `n`. So what must not look like syntax is replaced before parsing by a control
 * character that no program writes, and all escapes are read in the parsed cells.
 */

const BACKSLASH = 0x5c;
const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;
/** Device controls 1 to 4. */
const FOR_QUOTE = 0x11;
const FOR_LF = 0x12;
const FOR_CR = 0x13;
const FOR_DELIMITER = 0x14;

/**
 * Returns a function that takes the text in chunks, and replaces each quote, line end and delimiter after a backslash. The
 * length stays the same. The line feed of an escaped CRLF is replaced, too.
 */
export function guardEscapes(delimiter: string): (utf8: Buffer) => Buffer {
  const guards = new Map([
    [QUOTE, FOR_QUOTE],
    [LF, FOR_LF],
    [CR, FOR_CR],
  ]);
  // A delimiter beyond ASCII has more than one byte; no program escapes one.
  if (delimiter !== '' && delimiter.charCodeAt(0) < 0x80) guards.set(delimiter.charCodeAt(0), FOR_DELIMITER);
  let last: 'text' | 'backslash' | 'escapedCr' = 'text';
  return (utf8) => {
    if (last === 'text' && !utf8.includes(BACKSLASH)) return utf8;
    const guarded = Buffer.from(utf8);
    for (let at = 0; at < guarded.length; at += 1) {
      const byte = guarded[at] ?? 0;
      if (last === 'backslash') {
        guarded[at] = guards.get(byte) ?? byte;
        last = byte === CR ? 'escapedCr' : 'text';
      } else if (last === 'escapedCr' && byte === LF) {
        guarded[at] = FOR_LF;
        last = 'text';
      } else last = byte === BACKSLASH ? 'backslash' : 'text';
    }
    return guarded;
  };
}

const GUARDED_LF = String.fromCharCode(FOR_LF);
const GUARDED_CR = String.fromCharCode(FOR_CR);
const GUARDED_CRLF = GUARDED_CR + GUARDED_LF;

/** What each character means after a backslash: the letters of PostgreSQL and MySQL. Any other character means itself. */
const MEANING: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['Z', '\u001A'],
  [String.fromCharCode(FOR_QUOTE), '"'],
  [GUARDED_LF, '\n'],
  [GUARDED_CR, '\r'],
  [GUARDED_CRLF, '\r\n'],
]);

const ESCAPE = new RegExp(`\\\\(${GUARDED_CRLF}|[^])`, 'gu');
const LINE_END = new RegExp(`\\\\(?:${GUARDED_CRLF}|[${GUARDED_LF}${GUARDED_CR}])`, 'g');
const GUARDED_DELIMITER = String.fromCharCode(FOR_DELIMITER);

/** The text of a guarded cell. A backslash at its very end stays. */
export function readEscapes(cell: string, delimiter: string): string {
  if (!cell.includes('\\')) return cell;
  return cell.replace(ESCAPE, (_all, escaped: string) =>
    escaped === GUARDED_DELIMITER ? delimiter : (MEANING.get(escaped) ?? escaped),
  );
}

/** The line ends of the file in a guarded cell. */
export function countGuardedLines(cell: string): number {
  return cell.includes('\\') ? (cell.match(LINE_END)?.length ?? 0) : 0;
}
