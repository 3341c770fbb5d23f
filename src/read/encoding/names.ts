/** The encodings that a source may have, by name. */
import { BulkError } from '../../core/errors.js';

/** The names used in the summary and in messages; iconv knows the same names. */
export const ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'iso-8859-1',
  'macintosh',
  'windows-1250',
  'windows-1251',
  'iso-8859-2',
  'iso-8859-15',
] as const;

export type Encoding = (typeof ENCODINGS)[number];

/** Aliases, ignoring case, `-`, `_` and spaces. */
const ALIASES: ReadonlyMap<string, Encoding> = new Map<string, Encoding>([
  ...ENCODINGS.map((name) => [toComparable(name), name] as const),
  ['ascii', 'utf-8'],
  ['usascii', 'utf-8'],
  ['utf8bom', 'utf-8'],
  // Little-endian, as on Windows; a byte order mark that says otherwise takes precedence.
  ['utf16', 'utf-16le'],
  ['unicode', 'utf-16le'],
  ['cp1252', 'windows-1252'],
  ['1252', 'windows-1252'],
  ['ansi', 'windows-1252'],
  ['latin1', 'iso-8859-1'],
  ['latin2', 'iso-8859-2'],
  ['latin9', 'iso-8859-15'],
  ['macroman', 'macintosh'],
  ['mac', 'macintosh'],
  ['cp1250', 'windows-1250'],
  ['cp1251', 'windows-1251'],
]);

/** The encoding for a name as people type it. Throws `encoding_unknown`, with the list of names. */
export function parseEncoding(name: string): Encoding {
  const encoding = ALIASES.get(toComparable(name));
  if (encoding !== undefined) return encoding;
  throw new BulkError(
    'encoding_unknown',
    `Expected \`encoding\` to be one of ${ENCODINGS.join(', ')}, got ${JSON.stringify(name)}.`,
    { hint: 'Leave --encoding out, or save the file as UTF-8 (in Excel: Save As, "CSV UTF-8").' },
  );
}

function toComparable(name: string): string {
  return name.toLowerCase().replaceAll(/[-_ ]/g, '');
}
