/** The JSON column of metaData: an object of plain JSON, small and shallow, without keys that reach into prototypes. */
import { FORBIDDEN_KEYS, type JsonValue, type MetaData } from '../../core/customer.js';
import { parseJson } from '../../core/parse-json.js';
import { showText, type Finding } from '../finding.js';
import { isNullWord, toNullOption } from '../null-words.js';
import { checkControlCharacters } from './control-characters.js';

/** Maximum nesting; the object itself is level one. Our own limit: the vendor publishes none. */
const DEEPEST = 8;
/** Bytes of the metaData as JSON in UTF-8. Our own limit: far above any use, far below the vendor's 25 MB per request. */
export const LARGEST_BYTES = 64 * 1024;

export type MetaDataReading =
  { readonly ok: true; readonly metaData: MetaData } | { readonly ok: false; readonly finding: Finding };

/** The object in a JSON cell, or why it can't be sent. */
export function toMetaData(text: string): MetaDataReading {
  if (Buffer.byteLength(text) > LARGEST_BYTES) return toRefusal(toTooLarge());
  const value = toJson(text);
  if (!isObject(value)) {
    const finding = toInvalid(`expected a JSON object such as {"plan":"gold"}, found ${showText(text)}.`);
    return toRefusal({ ...finding, ...toHint(text) });
  }
  const finding = checkJson(value, 1);
  return finding === undefined ? { ok: true, metaData: value } : toRefusal(finding);
}

/** A key that is not allowed in metaData. */
export function checkMetaDataKey(key: string): Finding | undefined {
  if (!FORBIDDEN_KEYS.has(key)) return checkControlCharacters(key, false);
  return toInvalid(`expected keys that do not reach into prototypes, found ${showText(key)}.`);
}

/** A metaData of more than 64 KiB. */
export function checkMetaDataSize(metaData: MetaData): Finding | undefined {
  return Buffer.byteLength(JSON.stringify(metaData)) > LARGEST_BYTES ? toTooLarge() : undefined;
}

/** A finding `metadata_invalid` with this message. */
export function toInvalid(message: string): Finding {
  return { code: 'metadata_invalid', message };
}

function toTooLarge(): Finding {
  return toInvalid(`expected metaData of at most ${LARGEST_BYTES} bytes, found more.`);
}

function toHint(text: string): Pick<Finding, 'hint' | 'suggestion'> {
  if (isNullWord(text) || text === '\\N')
    return { hint: `Pass ${toNullOption(text)}, or leave the cell empty.` };
  if (!text.startsWith('[') || toJson(text) === undefined) return {};
  const suggestion = `{"list":${text}}`;
  return { hint: `An array needs a key: write ${showText(suggestion)}.`, suggestion };
}

function toRefusal(finding: Finding): MetaDataReading {
  return { ok: false, finding };
}

function toJson(text: string): unknown {
  // A cell that is neither an object nor an array needs no parser, and so no exception.
  if (!text.startsWith('{') && !text.startsWith('[')) return undefined;
  return parseJson(text);
}

function isObject(value: unknown): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function checkJson(value: JsonValue, depth: number): Finding | undefined {
  if (typeof value === 'string') return checkControlCharacters(value, true);
  if (typeof value === 'number') return checkNumber(value);
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > DEEPEST) return toInvalid(`expected metaData of at most ${DEEPEST} levels, found more.`);
  // JSON.parse makes `__proto__` an own key, so that it appears here like any other.
  for (const [key, inner] of Object.entries<JsonValue>(value)) {
    const finding = checkMetaDataKey(key) ?? checkJson(inner, depth + 1);
    if (finding !== undefined) return finding;
  }
  return undefined;
}

function checkNumber(value: number): Finding | undefined {
  if (Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))) return undefined;
  return {
    code: 'metadata_number',
    message: 'expected numbers that JSON readers keep exactly (up to 9007199254740991), found a larger one.',
  };
}
