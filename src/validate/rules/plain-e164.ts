/**
 * Whether a text is already a valid number in E.164, by libphonenumber's own patterns, compiled once per calling code. The
 * library compiles its patterns again for every number, which takes longer than all other checks of a row.
 */
import { Metadata, type CountryCode } from 'libphonenumber-js/max';

/** The parts of a numbering plan that the library has but does not declare. */
interface NumberingPlan {
  nationalNumberPattern(): string;
  nationalPrefixForParsing(): string | undefined;
  leadingDigits(): string | undefined;
  possibleLengths(): readonly number[];
  type(name: string): { pattern(): string; possibleLengths(): readonly number[] } | undefined;
}

interface PlanSource {
  hasCallingCode(code: string): boolean;
  getCountryCodesForCallingCode(code: string): readonly CountryCode[] | undefined;
}

interface Country {
  /** Numbers with this beginning are this country's; the countries without it are distinguished by number type. */
  readonly leadingDigits: RegExp | undefined;
  /** What a number of this many digits looks like. Absent: no number has as many. */
  readonly byLength: readonly (RegExp | undefined)[];
}

interface CallingCode {
  readonly digits: number;
  /** What may be a prefix that is not part of the number. */
  readonly prefix: RegExp | undefined;
  readonly countries: readonly Country[];
}

const TYPES = [
  'FIXED_LINE',
  'MOBILE',
  'PREMIUM_RATE',
  'TOLL_FREE',
  'SHARED_COST',
  'VOIP',
  'PERSONAL_NUMBER',
  'PAGER',
  'UAN',
  'VOICEMAIL',
];

/**
 * By the first three digits, because no calling code is longer, or a prefix of another one. `undefined` for digits that do not
 * begin with one.
 */
const callingCodes = new Map<string, CallingCode | undefined>();
const compiled = new Map<string, CallingCode | undefined>();
const MOST_DIGITS = 15;

/**
 * True only if `parsePhoneNumberFromString` would return a valid number written exactly like the text. False decides
 * nothing: the text may be written in another way, or begin with a prefix; then ask the library.
 */
export function isPlainE164(text: string): boolean {
  if (!/^\+[1-9]\d{6,14}$/.test(text)) return false;
  const code = toCallingCode(text.slice(1, 4));
  return code !== undefined && isNumberOf(code, text.slice(1 + code.digits));
}

function isNumberOf({ prefix, countries }: CallingCode, national: string): boolean {
  if (prefix?.test(national) === true) return false;
  for (const { leadingDigits, byLength } of countries) {
    const isItsOwn = leadingDigits?.test(national);
    if (isItsOwn === false) continue;
    const isNumber = byLength[national.length]?.test(national) === true;
    if (isNumber || isItsOwn === true) return isNumber;
  }
  return false;
}

function toCallingCode(begin: string): CallingCode | undefined {
  const known = callingCodes.get(begin);
  if (known !== undefined || callingCodes.has(begin)) return known;
  const found = findCallingCode(begin);
  callingCodes.set(begin, found);
  return found;
}

function findCallingCode(begin: string): CallingCode | undefined {
  const digits = [1, 2, 3].map((length) => begin.slice(0, length));
  return digits.map(compileOnce).find((code) => code !== undefined);
}

/** Many beginnings have the same calling code. */
function compileOnce(digits: string): CallingCode | undefined {
  if (!compiled.has(digits)) compiled.set(digits, compile(digits));
  return compiled.get(digits);
}

function compile(digits: string): CallingCode | undefined {
  const source = new Metadata() as unknown as PlanSource;
  const countries = source.hasCallingCode(digits) ? source.getCountryCodesForCallingCode(digits) : undefined;
  const main = countries?.[0];
  if (countries === undefined || main === undefined) return undefined;
  const prefix = toStart(toPlan(main).nationalPrefixForParsing());
  return { digits: digits.length, prefix, countries: countries.map(toCountry) };
}

function toCountry(code: CountryCode): Country {
  const plan = toPlan(code);
  const types = TYPES.flatMap((name) => plan.type(name) ?? []).filter((type) => type.pattern() !== '');
  const byLength = Array.from({ length: MOST_DIGITS }, (_, length) => {
    const patterns = types.flatMap((type) => (type.possibleLengths().includes(length) ? type.pattern() : []));
    return patterns.length === 0 ? undefined : toWhole(plan.nationalNumberPattern(), patterns);
  });
  return { leadingDigits: toStart(plan.leadingDigits()), byLength };
}

function toPlan(code: CountryCode): NumberingPlan {
  const metadata = new Metadata();
  metadata.selectNumberingPlan(code);
  return metadata.numberingPlan as unknown as NumberingPlan;
}

/** Both `general` and one of the patterns for the whole of a number. */
function toWhole(general: string, patterns: readonly string[]): RegExp {
  return new RegExp(`^(?=(?:${general})$)(?:${patterns.map((one) => `(?:${one})`).join('|')})$`);
}

/** The library's "none" is undefined, null, 0 or an empty text. */
function toStart(pattern: string | undefined): RegExp | undefined {
  return pattern ? new RegExp(`^(?:${pattern})`) : undefined;
}
