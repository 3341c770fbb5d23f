/** An address that is one typo away from a known domain: `gmial.com`, `yahoo.con`. */
import { showText, type Finding } from '../finding.js';

/** Providers whose addresses are so common that a near-identical domain is nearly always a typo. */
const PROVIDERS: readonly string[] = [
  'gmail',
  'yahoo',
  'hotmail',
  'outlook',
  'icloud',
  'googlemail',
  'protonmail',
];
/** These exist only with `.com`, so that `gmail.co` and `gmail.cm` are typos too. */
const ONLY_COM = /^(?:gmail|icloud|googlemail)\.(?:co|cm|om|cam|net|org)$/;
/** Real domains that resemble a provider's: `mail.com`, `ymail.com`, `email.com`, `cloud.com`. */
const REAL = /^(?:.?mail|cloud)$/;
/** Top-level domains that do not exist and resemble one that does. */
const WRONG_ENDS: ReadonlyMap<string, string> = new Map([
  ...['con', 'cmo', 'ocm', 'comm', 'coom', 'ccom', 'vom', 'xom', 'cpm', 'cim', 'cok', 'coml', 'comn'].map(
    (end): [string, string] => [end, 'com'],
  ),
  ...['nte', 'nett', 'ent'].map((end): [string, string] => [end, 'net']),
  ...['ogr', 'orgg', 'rog'].map((end): [string, string] => [end, 'org']),
]);

/** There are few distinct domains and many rows. Cleared when full. */
const MOST_REMEMBERED = 10_000;
const remembered = new Map<string, string>();
/** Remembered for a domain that is no typo. */
const AS_MEANT = '';

/** A domain that is one typo away from a well-known one; the email itself is well-formed. */
export function checkEmailTypo(email: string): Finding | undefined {
  const at = email.lastIndexOf('@');
  const domain = email.slice(at + 1);
  let meant = remembered.get(domain);
  if (meant === undefined) {
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    meant = toMeantDomain(domain.toLowerCase()) ?? AS_MEANT;
    remembered.set(domain, meant);
  }
  if (meant === AS_MEANT) return undefined;
  const suggestion = `${email.slice(0, at)}@${meant}`;
  return {
    code: 'email_typo',
    message: `expected a domain such as ${meant}, found ${showText(email)}, which is one slip off it.`,
    hint: `If it is a slip, write ${showText(suggestion)}.`,
    suggestion,
  };
}

function toMeantDomain(domain: string): string | undefined {
  const dot = domain.lastIndexOf('.');
  const name = domain.slice(0, dot);
  const end = domain.slice(dot + 1);
  const rightEnd = WRONG_ENDS.get(end);
  if (rightEnd !== undefined) return `${toMeantName(name) ?? name}.${rightEnd}`;
  if (ONLY_COM.test(domain)) return `${name}.com`;
  if (end !== 'com') return undefined;
  const meant = toMeantName(name);
  return meant === undefined ? undefined : `${meant}.com`;
}

function toMeantName(name: string): string | undefined {
  if (PROVIDERS.includes(name) || REAL.test(name)) return undefined;
  return PROVIDERS.find((provider) => isOneSlipOff(name, provider));
}

/** One letter more, less or different, or two neighbours swapped. */
function isOneSlipOff(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  const longest = Math.min(a.length, b.length) - start;
  while (end < longest && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const restOfA = a.slice(start, a.length - end);
  const restOfB = b.slice(start, b.length - end);
  if (restOfA.length <= 1 && restOfB.length <= 1) return true;
  return restOfA.length === 2 && restOfB.length === 2 && restOfA === `${restOfB[1]}${restOfB[0]}`;
}
