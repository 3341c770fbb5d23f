/** What the first bytes of a source say about the rest. Pure; guesses nothing that the bytes don't show. */

import { looksLikeJson } from './json/looks-like.js';

/** The kind of content, by its first bytes; `text` for what may be a table. */
export type Content =
  'text' | 'json' | 'sqlite' | 'gzip' | 'zip' | { readonly refused: string; readonly hint: string };

export function detectContent(sample: Buffer): Content {
  const signed = SIGNATURES.find(([bytes]) => sample.subarray(0, bytes.length).equals(bytes))?.[1];
  return signed ?? (looksLikeJson(toStartText(sample)) ? 'json' : 'text');
}

/** The beginning as text, in an encoding that shows itself. */
function toStartText(sample: Buffer): string {
  const { encoding, bomBytes } = detectEncoding(sample);
  const start = sample.subarray(bomBytes, bomBytes + 4096);
  if (encoding === 'utf-8') return start.toString('utf8');
  const even = start.subarray(0, start.length & ~1);
  return (encoding === 'utf-16be' ? Buffer.from(even).swap16() : even).toString('utf16le');
}

const SAVE_AS = 'Open it in a spreadsheet program, save it as .xlsx or as "CSV UTF-8", and give that file.';
const UNPACK = 'Unpack it, and give the file that is in it.';

const SIGNATURES: readonly (readonly [Buffer, Content])[] = [
  [Buffer.from('PK\x03\x04', 'latin1'), 'zip'],
  [Buffer.from('PK\x05\x06', 'latin1'), 'zip'],
  [Buffer.from([0x1f, 0x8b]), 'gzip'],
  [
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0]),
    {
      refused: 'a workbook that is protected by a password, or of the old kind (.xls)',
      hint: `Take the password away (File, Info, Protect Workbook), or: ${SAVE_AS}`,
    },
  ],
  [Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), { refused: 'compressed with zstd', hint: UNPACK }],
  [Buffer.from('BZh'), { refused: 'compressed with bzip2', hint: UNPACK }],
  [Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]), { refused: 'compressed with xz', hint: UNPACK }],
  [Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]), { refused: 'a 7z archive', hint: UNPACK }],
  [Buffer.from('Rar!\x1a\x07', 'latin1'), { refused: 'a RAR archive', hint: UNPACK }],
  [Buffer.from('PAR1'), { refused: 'a Parquet file', hint: 'Export it as CSV.' }],
  [Buffer.from('SQLite format 3\0', 'latin1'), 'sqlite'],
  [Buffer.from('%PDF-'), { refused: 'a PDF', hint: 'Ask for the table as .xlsx or CSV.' }],
  [Buffer.from('{\\rtf'), { refused: 'a text document (RTF)', hint: 'Ask for the table as .xlsx or CSV.' }],
];

/** Text that is not a table: many programs export such files as .xls or .csv. */
export function detectMarkup(utf8: Buffer): string | undefined {
  const text = utf8.toString('utf8', 0, 1024).trimStart();
  if (/^<\?xml\b/i.test(text)) return 'XML';
  return /^<(!doctype\s+html|html|head|meta|table|style)\b/i.test(text) ? 'a web page (HTML)' : undefined;
}

export interface DetectedEncoding {
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be';
  /** Length of the byte order mark. */
  readonly bomBytes: number;
}

/** The encoding by byte order mark, else UTF-16 by the parity of its NUL bytes, else UTF-8 (to be checked in full). */
export function detectEncoding(sample: Buffer): DetectedEncoding {
  if (sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf)
    return { encoding: 'utf-8', bomBytes: 3 };
  if (sample[0] === 0xff && sample[1] === 0xfe) return { encoding: 'utf-16le', bomBytes: 2 };
  if (sample[0] === 0xfe && sample[1] === 0xff) return { encoding: 'utf-16be', bomBytes: 2 };
  const [even, odd] = countNulsByParity(sample);
  // In UTF-16 every ASCII letter has a NUL next to it, always on the same side; half of that leaves room for other scripts.
  const many = sample.length / 4;
  if (odd > many && even === 0) return { encoding: 'utf-16le', bomBytes: 0 };
  if (even > many && odd === 0) return { encoding: 'utf-16be', bomBytes: 0 };
  return { encoding: 'utf-8', bomBytes: 0 };
}

function countNulsByParity(sample: Buffer): readonly [even: number, odd: number] {
  const counts: [number, number] = [0, 0];
  for (let at = sample.indexOf(0); at >= 0; at = sample.indexOf(0, at + 1)) {
    if (at % 2 === 0) counts[0] += 1;
    else counts[1] += 1;
  }
  return counts;
}

export interface SepLine {
  readonly delimiter: string;
  /** Length including its line end. */
  readonly bytes: number;
}

/** Excel's own first line `sep=;`, which sets the delimiter and is not part of the table. */
export function detectSepLine(sample: Buffer): SepLine | undefined {
  const text = sample.toString('utf8', 0, 32);
  const [line, delimiter] = /^"?sep=([^"\r\n])"?(?:\r\n|\n|\r)/i.exec(text) ?? [];
  return line === undefined || delimiter === undefined
    ? undefined
    : { delimiter, bytes: Buffer.byteLength(line, 'utf8') };
}

/**
 * What ends a line: `lf` (LF or CRLF, in any mix; a lone CR is part of a cell), or `cr` (a lone CR, as old Macs write it,
 * and the other two). Decided by the first line end outside quotes.
 */
export type LineEnding = 'lf' | 'cr';

/** The line ending of the file; `lf` if the sample has none. */
export function detectLineEnding(sample: Buffer): LineEnding {
  let quoted = false;
  for (let at = 0; at < sample.length; at += 1) {
    const byte = sample[at];
    if (byte === 0x22) quoted = !quoted;
    else if (!quoted && byte === 0x0a) return 'lf';
    // At the very end of the sample it can't be distinguished from CRLF, which is more common.
    else if (!quoted && byte === 0x0d) return at + 1 < sample.length && sample[at + 1] !== 0x0a ? 'cr' : 'lf';
  }
  return 'lf';
}
