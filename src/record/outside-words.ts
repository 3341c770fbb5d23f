/** What a masked message keeps of the words of a server: those of a fixed list, and nothing else. */
import { STATUS_TEXTS } from '../core/http-statuses.js';

export interface KeptText {
  /** Texts with a token in their place; the longest first. Compared without regard to case. */
  readonly tokens: ReadonlyMap<string, string>;
  /** Words of these are left out, also where the list has them: a person may be called Grace Must. */
  readonly cells: readonly string[];
  /** Kept as they are: uids. */
  readonly open: readonly string[];
  readonly status: number | undefined;
  /** Token of an email or of a long number. */
  readonly mask: (kind: 'email' | 'phone', text: string) => string;
}

const HIDDEN = '***';

/** Kept as written here: in lower case within a sentence, with a capital at its start. No names of people. */
const WORDS = new Set(
  `a about accepted access account accounts address addresses again all allowed already an and another answer answered any api
  array as asked asset assets at attribute authorized bad be been before being belongs between blank boolean both but by can
  cannot carries chain characters check clashes conflict conflicts constraint contain contains correct could country create
  created currency customer customers data database date default deleted did digits disabled does duplicate duplicated each
  email empty enabled entity entry enum error exceeds exist existed existing exists expected expired external failed failure
  false fewer field fields for forbidden format found from gateway given greater has have header how id identifier ids if in
  incorrect index input insert integer internal invalid is isn it its json key keys label least length less letters limit list
  lists listed longer made maximum may message method minimum missing mode more most must name network new next no none not
  nothing null number numeric object of often on one only optional or organisation organization other out parameter parse parsed
  path permission permitted phone please possible postal postcode property provided query reached read received record recognise
  records refused refuses rejected reported request requested required requires resource response retry row rows same say says
  schema send sent server service should size something still string sub-account sub-accounts such supported syntax taken text
  than that the there they this time timeout times to token too tries twice type types unable unauthorized unavailable under
  unexpected unique unknown unprocessable unsupported update updated usable use used uuid validation value values violates wallet
  was were what when where whether which whose with within without wrong zip zipcode
  which's another's connection cut complete proper came reading its came late body redirect followed credential base url page
  pages`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Kept in exactly this form. */
const NAMES = new Set([
  ...[
    'externalId',
    'metaData',
    'accountId',
    'subAccountId',
    'customerId',
    'assetType',
    'addressType',
    'orderBy',
  ],
  ...[
    'perPage',
    'isChangeAddress',
    'createdAt',
    'updatedAt',
    'API',
    'HTTP',
    'HTML',
    'JSON',
    'ID',
    'URL',
    'UUID',
    'ISO',
  ],
  ...['GET', 'POST', 'DELETE', 'TEST', 'BTC', 'BITCOIN', 'COUNTRY', 'EMAIL'],
]);

const EMAIL = '[^\\s`"\'<>(),;:=]+@[^\\s`"\'<>(),;:=]+';
const LONG_NUMBER = '\\+?\\d[\\d ().-]{6,}\\d';
const STATUS = `HTTP \\d{3}(?: (?:${Object.values(STATUS_TEXTS).join('|')}))?`;
const WORD = "[\\p{L}\\p{M}\\p{N}_]+(?:[-'’.][\\p{L}\\p{M}\\p{N}_]+)*";
/** Signs between words; every other one is hidden. */
const SIGN = '[\\s.,:;!?()\\[\\]{}"\'`/…–=-]';

const ONE_SIGN = new RegExp(`^${SIGN}$`, 'u');
const ONE_STATUS = new RegExp(`^${STATUS}$`, 'u');
const ONE_NUMBER = new RegExp(`^${LONG_NUMBER}$`, 'u');

/**
 * Keeps only harmless words of a message; tokens replace the row's own cells, emails and long numbers, and `***`
 * for everything else: `*** clashes with ***`.
 */
export function keepHarmless(text: string, kept: KeptText): string {
  const tokens = new Map([...kept.tokens].map(([cell, token]) => [cell.toLowerCase(), token]));
  const own = new Set(kept.cells.flatMap((cell) => cell.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []));
  const literal = [...kept.tokens.keys(), ...kept.open.filter((uid) => uid !== '')].map(
    (known) => `(?<![\\p{L}\\p{M}\\p{N}])${escape(known)}(?![\\p{L}\\p{M}\\p{N}])`,
  );
  const parts = new RegExp([...literal, EMAIL, STATUS, LONG_NUMBER, WORD, SIGN, '.'].join('|'), 'giu');
  let isStart = true;
  const said = text.replace(parts, (part) => {
    const shown = toShown(part, { tokens, own, kept, isStart });
    if (!/^[\s"'`(]$/.test(part)) isStart = /^[.:;!?]$/.test(part);
    return shown;
  });
  return said.replace(/\*\*\*(?:[\s.,:;!?()[\]{}"'`/…–=-]*\*\*\*)+/g, HIDDEN);
}

interface Part {
  readonly tokens: ReadonlyMap<string, string>;
  readonly own: ReadonlySet<string>;
  readonly kept: KeptText;
  /** Of a sentence. */
  readonly isStart: boolean;
}

function toShown(part: string, { tokens, own, kept, isStart }: Part): string {
  const token = tokens.get(part.toLowerCase());
  if (token !== undefined) return token;
  if (kept.open.includes(part) || ONE_SIGN.test(part) || ONE_STATUS.test(part)) return part;
  if (part.includes('@')) return kept.mask('email', part);
  if (ONE_NUMBER.test(part)) return kept.mask('phone', part);
  if (part === String(kept.status)) return part;
  return isHarmless(part, own, isStart) ? part : HIDDEN;
}

/** `CUSTOMER_EXISTS` is harmless if all its parts are. */
function isHarmless(part: string, own: ReadonlySet<string>, isStart: boolean): boolean {
  const words = part.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  if (words.some((word) => own.has(word))) return false;
  if (NAMES.has(part) || WORDS.has(part)) return true;
  if (/^[A-Z]+(?:_[A-Z]+)+$/.test(part)) return words.every((word) => WORDS.has(word));
  if (part.includes('.')) return part.split('.').every((name) => NAMES.has(name) || WORDS.has(name));
  return isStart && /^\p{Lu}\p{Ll}+$/u.test(part) && WORDS.has(part.toLowerCase());
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
