/** Bodies of successful answers: the envelope around the records. */
import { parseJson } from '../core/parse-json.js';
import type { Answer } from './exchange.js';

/** The content of a 2xx body. `refusal`: JSON that reports an error, despite the status. */
export type Parsed =
  { readonly kind: 'json'; readonly json: unknown } | { readonly kind: 'refusal' | 'empty' | 'not_json' };

/** The record or records found in an answer; `problem` completes "…, but". */
export type FoundRecord<T> =
  { readonly kind: 'found'; readonly value: T } | { readonly kind: 'missing'; readonly problem: string };

/** Finds what the caller needs in the JSON of a successful answer. */
export type ReadAnswer<T> = (json: unknown, answer: Answer) => FoundRecord<T>;

const REFUSAL_WORDS: ReadonlySet<string> = new Set(['error', 'fail', 'failed', 'failure', 'false']);

/** The JSON of a successful answer, or what it is instead. */
export function parseSuccess(body: string): Parsed {
  const text = body.startsWith('\uFEFF') ? body.slice(1) : body;
  const json = parseJson(text);
  // Not JSON: a proxy's page, or an answer that was cut short.
  if (json === undefined) return { kind: text.trim() === '' ? 'empty' : 'not_json' };
  return isRefusal(json) ? { kind: 'refusal' } : { kind: 'json', json };
}

// Plain tests rather than schemas: nearly every answer fails them, and zod builds an error each time, which took a third of
// the client's CPU.
function isRefusal(json: unknown): boolean {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return false;
  const fields = json as Readonly<Record<string, unknown>>;
  if ([fields['status'], fields['success'], fields['ok']].some(isNo)) return true;
  return saysError(fields) && !hasRecords(fields);
}

/** Whether an answer that mentions an error has what was asked for as well: a list, or a record with a uid. */
function hasRecords(fields: Readonly<Record<string, unknown>>): boolean {
  if ((fields['data'] ?? null) !== null) return true;
  const found = toRecordCandidate(fields);
  return typeof found === 'object' && found !== null && hasUid(found);
}

/** A word, or an HTTP status, that means no. */
function isNo(value: unknown): boolean {
  if (typeof value === 'string') return REFUSAL_WORDS.has(value.toLowerCase());
  return value === false || (typeof value === 'number' && value >= 400 && value < 600);
}

/** Whether an answer mentions an error: `{ "statusCode": 400, "error": "Bad Request" }`. */
function saysError({ error, errors, statusCode }: Readonly<Record<string, unknown>>): boolean {
  if (isNo(statusCode)) return true;
  return [error, errors].some((said) =>
    typeof said === 'object' && said !== null ? Object.keys(said).length > 0 : Boolean(said),
  );
}

/** Names that may wrap an answer's one record. `address` is also a part of a customer, which then has a uid itself. */
const WRAPPERS = ['data', 'customer', 'address', 'subAccount', 'sub_account', 'account', 'record', 'result'];

/**
 * The one record of an answer, in any envelope: the body itself, in `data`, alone in a list, or under its own name
 * (`{ "data": { "customer": { … } } }`). The first object with a uid is the record; without one, the innermost is returned.
 */
export function toRecordCandidate(json: unknown): unknown {
  let at = json;
  for (let depth = 0; depth < 4; depth += 1) {
    if (Array.isArray(at)) {
      if (at.length !== 1) return at;
      at = (at as unknown[])[0];
      continue;
    }
    if (typeof at !== 'object' || at === null || hasUid(at)) return at;
    const fields = at as Readonly<Record<string, unknown>>;
    const name = WRAPPERS.find((wrapper) => Object.hasOwn(fields, wrapper));
    if (name === undefined) return at;
    at = fields[name];
  }
  return at;
}

function hasUid(value: object): boolean {
  const { uid } = value as { readonly uid?: unknown };
  return (typeof uid === 'string' && uid !== '') || typeof uid === 'number';
}
