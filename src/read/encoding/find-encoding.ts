/** Finds the decoder for the name of an encoding: Node's own, else that of iconv-lite, which is loaded only then. */
import { BulkError } from '../../core/errors.js';
import { SAVE_AS_UTF8 } from '../options.js';
import { makeUtf8Decode } from './utf8-decode.js';
import type { Decode } from './decoded.js';
import { makeMultiByteDecode } from './multi-byte.js';
import { isMultiByte, OLD_ENCODINGS, STANDARD_ENCODINGS, toKnownName } from './names.js';
import { makeSingleByteDecode, toCharacters, type Characters } from './single-byte.js';
import { makeUtf16Decode } from './utf16.js';

export interface Encoding {
  /** As in the summary and in messages; `--encoding` takes it. */
  readonly name: string;
  /** A decoder for one pass through the bytes. */
  readonly makeDecode: () => Decode;
}

export const UTF_8: Encoding = { name: 'utf-8', makeDecode: makeUtf8Decode };

/** The encoding for a name as people type it. Throws `encoding_unknown`, with the list of names. */
export async function findEncoding(typed: string): Promise<Encoding> {
  const name = toKnownName(typed) ?? toStandardName(typed);
  const standard = name === undefined ? undefined : toStandard(name);
  const encoding = standard ?? (await toOld(name ?? typed));
  if (encoding !== undefined) return encoding;
  throw new BulkError('encoding_unknown', toUnknown(typed), { hint: SAVE_AS_UTF8 });
}

function toUnknown(typed: string): string {
  const names = [STANDARD_ENCODINGS, OLD_ENCODINGS]
    .map((list) => list.join(', '))
    .join('; of DOS and old Macs: ');
  return `Expected \`--encoding\` to be the name of an encoding, got ${JSON.stringify(typed)}. Names: ${names}.`;
}

/** Any label of the WHATWG standard, such as `x-sjis`. */
function toStandardName(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    // No label of the standard.
    return undefined;
  }
}

function toStandard(name: string): Encoding | undefined {
  if (name === 'utf-8') return UTF_8;
  if (name === 'utf-16le' || name === 'utf-16be') return { name, makeDecode: () => makeUtf16Decode(name) };
  if (toStandardName(name) === undefined) return undefined;
  if (isMultiByte(name)) return { name, makeDecode: () => makeMultiByteDecode(name) };
  const characters = toCharacters(name);
  return { name, makeDecode: () => makeSingleByteDecode(characters) };
}

/** Encodings of one byte that only iconv-lite has. */
async function toOld(name: string): Promise<Encoding | undefined> {
  const { default: iconv } = await import('iconv-lite');
  if (!iconv.encodingExists(name)) return undefined;
  const decoded = Array.from({ length: 256 }, (_byte, at) => iconv.decode(Buffer.from([at]), name));
  const keepsAscii = decoded.slice(0, 0x80).every((text, at) => text === String.fromCharCode(at));
  if (!keepsAscii || decoded.some((text) => text.length !== 1)) return undefined;
  const characters: Characters = decoded.map((text) => (text === '\uFFFD' ? undefined : text));
  return { name: name.toLowerCase(), makeDecode: () => makeSingleByteDecode(characters) };
}
