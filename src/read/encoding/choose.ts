/** Chooses the encoding of a source: the user's choice, else detected from its bytes. */
import { BulkError } from '../../core/errors.js';
import type { SourceBytes } from '../bytes.js';
import { detectEncoding } from '../detect.js';
import type { Sample } from '../sample.js';
import { parseEncoding, type Encoding } from './names.js';
import { isLikelyWindows1252, isUtf8Throughout } from './survey.js';

export interface ChosenEncoding {
  readonly encoding: Encoding;
  /** Length of the byte order mark. */
  readonly bomBytes: number;
  /** What a person should know about the choice. */
  readonly note?: string;
}

/**
 * Without the user's choice: the byte order mark; UTF-16 by its NULs; else UTF-8. A file that is not UTF-8 throughout is
 * read as Windows-1252 if it can be. A pipe can't be read twice: it is read as UTF-8, and the first invalid byte ends the
 * run.
 *
 * Throws `encoding_unknown` for an unknown name, or for one that the byte order mark contradicts.
 */
export async function chooseEncoding(
  bytes: SourceBytes,
  sample: Sample,
  wanted: string | undefined,
): Promise<ChosenEncoding> {
  const detected = detectEncoding(sample.bytes);
  if (wanted !== undefined) return toWanted(wanted, detected, bytes.name);
  if (detected.bomBytes > 0 || detected.encoding !== 'utf-8' || bytes.reread === undefined) return detected;
  if (await isUtf8Throughout(bytes.reread())) return detected;
  if (!(await isLikelyWindows1252(bytes.reread()))) return detected;
  return {
    encoding: 'windows-1252',
    bomBytes: 0,
    note:
      `${bytes.name} is not UTF-8 and was read as Windows-1252. ` +
      'If accented letters come out wrong, pass --encoding, such as --encoding macintosh.',
  };
}

function toWanted(wanted: string, detected: ChosenEncoding, name: string): ChosenEncoding {
  const encoding = parseEncoding(wanted);
  if (detected.bomBytes === 0) return { encoding, bomBytes: 0 };
  if (encoding === detected.encoding || /^utf-?16$/i.test(wanted)) return detected;
  throw new BulkError(
    'encoding_unknown',
    `${name} begins with the byte order mark of ${detected.encoding}, but --encoding says ${encoding}.`,
    { hint: 'Leave --encoding out.' },
  );
}
