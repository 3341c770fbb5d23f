/** Extracts one readable line from the body of any error answer. */
import { STATUS_TEXTS } from '../core/http-statuses.js';
import { parseJson } from '../core/parse-json.js';

const MAX_LENGTH = 500;
/** Characters examined; the rest of a proxy's page adds nothing, and the patterns below stay cheap. */
const MAX_TEXT = 16_384;

export interface ErrorBody {
  readonly status: number;
  /** The Content-Type header. */
  readonly contentType: string | undefined;
  readonly body: string;
}

/** Removes secrets from what the server says. */
export type Redact = (text: string) => string;

/**
 * The server's description of the error: one line of at most 500 characters, without control characters, never empty.
 * Secrets are removed before anything is truncated: half a token would not be found any more.
 */
export function toErrorMessage({ status, contentType, body }: ErrorBody, redact: Redact): string {
  const text = redact(body)
    .replace(/^\uFEFF/, '')
    .trim();
  if (text === '') return `${toStatusText(status)}, with an empty body`;
  const json = parseJson(text);
  if (json !== undefined) {
    const said = toLine(collect(json, 0), redact);
    if (said !== '') return said;
    // Records are other people's: a message quotes none.
    if (text.includes('"uid"')) return `${toStatusText(status)}, without a message`;
    return toLine(`${toStatusText(status)}: ${text.slice(0, MAX_TEXT)}`, redact);
  }
  if (/\bhtml\b/i.test(contentType ?? '') || text.startsWith('<')) {
    const said = toLine(toHtmlText(text.slice(0, MAX_TEXT)), redact);
    return said === ''
      ? `${toStatusText(status)}, with an HTML page`
      : toLine(`${toStatusText(status)}: ${said}`, redact);
  }
  return toLine(text.slice(0, MAX_TEXT), redact) || `${toStatusText(status)}, with an unreadable body`;
}

/** `HTTP 422 Unprocessable Entity`. */
export function toStatusText(status: number): string {
  const words = STATUS_TEXTS[status];
  return words === undefined ? `HTTP ${status}` : `HTTP ${status} ${words}`;
}

/** Text on one line, bounded, without control and direction characters, and without the secrets that these may have hidden. */
export function toLine(text: string, redact: Redact): string {
  const line = text
    .slice(0, MAX_TEXT)
    // With the u flag only unpaired surrogates match.
    .replace(/[\uD800-\uDFFF]/gu, '\uFFFD')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g, '')
    .trim();
  const clean = redact(line);
  if (clean.length <= MAX_LENGTH) return clean;
  // Do not cut through a character of two units.
  return `${clean.slice(0, MAX_LENGTH - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Keys that may hold a message, the likeliest first. `status` ("error") says nothing. */
const SAYING = [
  'message',
  'error',
  'error_description',
  'detail',
  'description',
  'title',
  'reason',
  'msg',
  'constraints',
];
const LISTING = ['errors', 'details', 'issues', 'violations'];
const NAMING = ['field', 'property', 'path', 'param'];
const CODING = ['code', 'errorCode', 'error_code'];

function collect(json: unknown, depth: number): string {
  if (typeof json === 'string') return json.trim();
  if (typeof json === 'number' || json === null || json === undefined || depth > 5) return '';
  if (Array.isArray(json)) return joinDistinct(json.map((entry) => collect(entry, depth + 1)));
  if (typeof json !== 'object') return '';
  const fields = json as Readonly<Record<string, unknown>>;
  // A record, whose description is not a message.
  if ('uid' in fields) return '';
  const said = firstOf(SAYING, fields, depth);
  const listed = firstOf(LISTING, fields, depth);
  const parts = joinDistinct([said, listed], ': ');
  if (parts === '')
    return depth === 0 && 'data' in fields ? collect(fields['data'], 1) : collectValues(fields, depth);
  const code = CODING.map((name) => fields[name]).find((value) => typeof value === 'string' && value !== '');
  const field = depth === 0 ? '' : toFieldName(fields);
  const named = field === '' || parts.includes(field) ? parts : `${field}: ${parts}`;
  return typeof code === 'string' && !named.includes(code) ? `${named} (${code})` : named;
}

function firstOf(names: readonly string[], fields: Readonly<Record<string, unknown>>, depth: number): string {
  for (const name of names) {
    const text = collect(fields[name], depth + 1);
    if (text !== '') return text;
  }
  return '';
}

/** `{ "email": ["is taken"] }`: below the top level, an object without any known key lists messages by field. */
function collectValues(fields: Readonly<Record<string, unknown>>, depth: number): string {
  if (depth === 0) return '';
  const entries = Object.entries(fields).map(([name, value]) => {
    const text = collect(value, depth + 1);
    return text === '' ? '' : `${name}: ${text}`;
  });
  return joinDistinct(entries);
}

function toFieldName(fields: Readonly<Record<string, unknown>>): string {
  for (const name of NAMING) {
    const value = fields[name];
    if (typeof value === 'string') return value.trim();
    if (Array.isArray(value)) return value.filter((part) => typeof part === 'string').join('.');
  }
  return '';
}

function joinDistinct(texts: readonly string[], by = '; '): string {
  const distinct = [...new Set(texts.filter((text) => text !== ''))];
  const [first, second] = distinct;
  if (distinct.length === 2 && first !== undefined && second !== undefined && second.includes(first))
    return second;
  return distinct.join(by);
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

function toHtmlText(html: string): string {
  const title = /<title[^<>]*>([^<]*)/i.exec(html)?.[1]?.trim() ?? '';
  const bare = html.replace(/<(script|style|title)\b[^]*?<\/\1\s*>/gi, ' ').replace(/<[^<>]*>/g, ' ');
  const text = joinDistinct([title, bare.replace(/\s+/g, ' ').trim()], ' – ');
  return text.replace(
    /&(?:#(\d{1,6})|(\w{2,5}));/g,
    (whole, number: string | undefined, name: string | undefined) =>
      number === undefined
        ? (ENTITIES[name ?? ''] ?? whole)
        : String.fromCodePoint(Math.min(Number(number), 0x10ffff)),
  );
}
