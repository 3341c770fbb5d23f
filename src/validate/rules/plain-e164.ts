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
  readonly isNumber: (national: string) => boolean;
}

interface CallingCode {
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

/** `undefined` for digits that are not a calling code. */
const callingCodes = new Map<string, CallingCode | undefined>();

/**
 * True only if `parsePhoneNumberFromString` would return a valid number written exactly like the text. False decides
 * nothing: the text may be written in another way, or begin with a prefix; then ask the library.
 */
export function isPlainE164(text: string): boolean {
  if (!/^\+[1-9]\d{6,14}$/.test(text)) return false;
  // No calling code is a prefix of another one.
  for (let end = 2; end <= 4; end += 1) {
    const code = toCallingCode(text.slice(1, end));
    if (code !== undefined) return isNumberOf(code, text.slice(end));
  }
  return false;
}

function isNumberOf({ prefix, countries }: CallingCode, national: string): boolean {
  if (prefix?.test(national) === true) return false;
  for (const { leadingDigits, isNumber } of countries) {
    if (leadingDigits === undefined ? isNumber(national) : leadingDigits.test(national))
      return leadingDigits === undefined || isNumber(national);
  }
  return false;
}

function toCallingCode(digits: string): CallingCode | undefined {
  if (!callingCodes.has(digits)) callingCodes.set(digits, compile(digits));
  return callingCodes.get(digits);
}

function compile(digits: string): CallingCode | undefined {
  const source = new Metadata() as unknown as PlanSource;
  const countries = source.hasCallingCode(digits) ? source.getCountryCodesForCallingCode(digits) : undefined;
  const main = countries?.[0];
  if (countries === undefined || main === undefined) return undefined;
  return { prefix: toStart(toPlan(main).nationalPrefixForParsing()), countries: countries.map(toCountry) };
}

function toCountry(code: CountryCode): Country {
  const plan = toPlan(code);
  const general = toWhole(plan.nationalNumberPattern());
  const types = TYPES.flatMap((name) => {
    const type = plan.type(name);
    if (type === undefined || type.pattern() === '') return [];
    return [{ lengths: type.possibleLengths(), pattern: toWhole(type.pattern()) }];
  });
  return {
    leadingDigits: toStart(plan.leadingDigits()),
    isNumber: (national) =>
      general.test(national) &&
      types.some(({ lengths, pattern }) => lengths.includes(national.length) && pattern.test(national)),
  };
}

function toPlan(code: CountryCode): NumberingPlan {
  const metadata = new Metadata();
  metadata.selectNumberingPlan(code);
  return metadata.numberingPlan as unknown as NumberingPlan;
}

function toWhole(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`);
}

/** The library's "none" is undefined, null, 0 or an empty text. */
function toStart(pattern: string | undefined): RegExp | undefined {
  return pattern ? new RegExp(`^(?:${pattern})`) : undefined;
}
