/** Chooses the encoding of a source: the user's choice, else detected from its bytes. */
import { BulkError } from '../../core/errors.js';
import type { SourceDoubt } from '../../core/types.js';
import type { SourceBytes } from '../bytes.js';
import { detectEncoding } from '../detect.js';
import { SAVE_AS_UTF8 } from '../options.js';
import type { Sample } from '../sample.js';
import type { Decode } from './decoded.js';
import { findEscaped } from './escaped.js';
import { findEncoding, type Encoding } from './find-encoding.js';
import { toForeignWords } from './likely.js';
import { isUtf8Throughout, survey } from './survey.js';
import { assertWestern } from './western/assert.js';

export interface ChosenEncoding extends Encoding {
  /** Length of the byte order mark. */
  readonly bomBytes: number;
  /** The encoding was guessed. */
  readonly doubt?: SourceDoubt;
}

/**
 * Without the user's choice: the byte order mark; UTF-16 by its NULs; else UTF-8. What is not UTF-8 throughout is read as
 * Windows-1252 if its words are plainly Western. A long pipe can't be read twice: it is read as UTF-8, and the first invalid
 * byte ends the run.
 *
 * Throws `encoding_unclear` where the words are not; `encoding_unknown` for an unknown name, or for one that the byte order
 * mark contradicts.
 */
export async function chooseEncoding(
  bytes: SourceBytes,
  sample: Sample,
  wanted: string | undefined,
): Promise<ChosenEncoding> {
  const detected = detectEncoding(sample.bytes);
  if (wanted !== undefined) return toWanted(wanted, detected, bytes.name);
  const found = { ...(await findEncoding(detected.encoding)), bomBytes: detected.bomBytes };
  if (detected.bomBytes > 0 || detected.encoding !== 'utf-8') return found;
  assertNotEscaped(sample.bytes, bytes.name);
  const reread = toReread(bytes, sample);
  if (reread === undefined || (await isUtf8Throughout(reread()))) return found;
  return guess(reread(), bytes.name, found);
}

/** The bytes again from the beginning: those of a file, or a pipe that is read already. */
function toReread({ reread }: SourceBytes, sample: Sample): (() => Pick<SourceBytes, 'read'>) | undefined {
  if (reread !== undefined || !sample.complete) return reread;
  return () => {
    const chunks = [sample.bytes];
    return { read: () => Promise.resolve(chunks.pop()) };
  };
}

function assertNotEscaped(sample: Buffer, name: string): void {
  const escaped = findEscaped(sample);
  if (escaped === undefined) return;
  throw new BulkError(
    'encoding_unclear',
    `${name} is text in ${escaped.name}: its letters are written with ASCII characters.`,
    { hint: `${escaped.hint} If that is wrong, pass --encoding utf-8.` },
  );
}

/** `utf8` where the file is damaged UTF-8, in which the first invalid byte is reported. */
async function guess(
  bytes: Pick<SourceBytes, 'read'>,
  name: string,
  utf8: ChosenEncoding,
): Promise<ChosenEncoding> {
  const seen = await survey(bytes);
  if (seen.isDamagedUtf8) return withHint(utf8, seen.mixedHint);
  await assertWestern(seen, name);
  const encoding = await findEncoding('windows-1252');
  const [first = { line: 1, text: '' }] = seen.lines;
  const message = `${name} is not UTF-8 and was read as Windows-1252, because its accented letters fit.`;
  const doubt: SourceDoubt = {
    code: 'encoding_guessed',
    line: first.line,
    value: toForeignWords(first.text),
    message,
  };
  return { ...encoding, bomBytes: 0, doubt };
}

/** Reports a fault with this hint. */
function withHint(encoding: ChosenEncoding, hint: string | undefined): ChosenEncoding {
  const makeDecode = (): Decode => {
    const decode = encoding.makeDecode();
    return (chunk, isLast) => ({ ...decode(chunk, isLast), hint });
  };
  return { ...encoding, makeDecode };
}

async function toWanted(
  wanted: string,
  detected: ReturnType<typeof detectEncoding>,
  name: string,
): Promise<ChosenEncoding> {
  const encoding = await findEncoding(wanted);
  if (detected.bomBytes === 0) return { ...encoding, bomBytes: 0 };
  if (encoding.name === detected.encoding || /^utf-?16$/i.test(wanted))
    return { ...(await findEncoding(detected.encoding)), bomBytes: detected.bomBytes };
  throw new BulkError(
    'encoding_unknown',
    `${name} begins with the byte order mark of ${detected.encoding}, but --encoding says ${encoding.name}.`,
    { hint: `Pass --encoding ${detected.encoding}. If the mark is wrong: ${SAVE_AS_UTF8}` },
  );
}
