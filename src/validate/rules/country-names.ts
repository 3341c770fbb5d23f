/** The countries by their names and codes, in any language that the country list supports. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { LocaleData } from 'i18n-iso-countries';
import { later } from '../../core/later.js';

// The package's main entry loads all its languages, 10 MB that few sources need.
const CODES = 'i18n-iso-countries/codes.json';
const loadCodes = later<readonly (readonly [alpha2: string, alpha3: string, ...more: string[]])[]>(CODES);
const loadLanguages = later<readonly string[]>('i18n-iso-countries/supportedLocales.json');

/** Names in use that the list lacks: short forms, parts of the United Kingdom, former names, other scripts. */
const ALSO_KNOWN: Readonly<Record<string, string>> = {
  GB: 'UK, GB-ENG, GB-SCT, GB-WLS, GB-NIR, England, Scotland, Wales, Northern Ireland, Great Britain, Britain, 英國',
  US: 'US of A, United States, The States, 美國',
  AE: 'UAE, Emirates',
  SA: 'KSA, المملكة العربية السعودية',
  ZA: 'RSA',
  CN: 'PRC, 中國',
  TW: 'ROC, Taiwan, 臺灣, 台灣',
  CD: 'DRC, DR Congo, Democratic Republic of Congo, Congo Kinshasa',
  CG: 'Congo Brazzaville, Republic of Congo',
  CF: 'CAR',
  PG: 'PNG',
  IE: 'ROI, Republic of Ireland',
  GR: 'EL',
  NL: 'Holland',
  MM: 'Burma',
  SZ: 'Swaziland',
  MK: 'Macedonia, FYROM',
  CV: 'Cape Verde',
  CI: 'Ivory Coast',
  TL: 'East Timor',
  CZ: 'Czech Republic',
  TR: 'Turkey',
  KR: 'South Korea, Republic of Korea, 韓國',
  KP: 'North Korea',
  RU: 'Russia',
  VN: 'Vietnam',
  LA: 'Laos',
  SY: 'Syria',
  IR: 'Iran',
  MD: 'Moldova',
  BN: 'Brunei',
  TZ: 'Tanzania, Zanzibar',
  BO: 'Bolivia',
  VE: 'Venezuela',
  FM: 'Micronesia',
  PS: 'Palestine',
  VA: 'Vatican, Vatican City',
  XK: 'Kosovo',
  HK: 'Hong Kong, Hong Kong SAR, 香港',
  MO: 'Macau, Macao, Macau SAR, 澳門',
  SK: 'Slovak Republic',
  AT: 'Oesterreich',
  NG: 'Naijiria, Orile-ede Naijiria, Nigeriya',
  TH: 'ประเทศไทย, 泰國',
  DE: '德國',
  FR: '法國',
};

/** Countries, and parts of them, that have no code of their own, or names of two countries. */
const WITHOUT_CODE = ['Congo', 'Korea', 'Somaliland'];

/** What may precede a short name, in folded form: `the`, `Federal Republic of`, `Kingdom of the`, … */
const LEAD =
  /^(?:the)?(?:(?:federal|democratic|peoples|socialist|islamic|arab|united|plurinational|bolivarian|cooperative|oriental)*(?:republic|kingdom|states?|commonwealth|principality|grandduchy|sultanate)of)?(?:the)?/;

/** There are few countries and many rows; folding a name takes long. */
const MOST_REMEMBERED = 1000;

/** The code of a country, empty for a name that has no code or that two countries share; undefined for an unknown name. */
export type CountryNames = (text: string) => string | undefined;

/**
 * Codes and English names are checked first: the names in the other languages take some 20 ms and 20 MB to load, and most sources
 * need none of them.
 */
export function makeCountryNames(): CountryNames {
  let usual: ReadonlyMap<string, string> | undefined;
  let all: NamesByLetter | undefined;
  const find = (folded: string): string | undefined => {
    const short = folded.replace(LEAD, '');
    usual ??= toUsualNames();
    const known = usual.get(folded) ?? usual.get(short);
    if (known !== undefined) return known;
    all ??= new NamesByLetter(loadLanguages());
    return all.find(folded) ?? all.find(short);
  };
  const remembered = new Map<string, string>();
  return (text) => {
    const known = remembered.get(text);
    if (known !== undefined) return known;
    const found = find(fold(text));
    if (found !== undefined && remembered.size < MOST_REMEMBERED) remembered.set(text, found);
    return found;
  };
}

function toUsualNames(): ReadonlyMap<string, string> {
  const names = new Map(toFolded(listNames('en')));
  for (const name of WITHOUT_CODE) names.set(fold(name), '');
  for (const [code, list] of Object.entries(ALSO_KNOWN)) {
    for (const name of list.split(', ')) names.set(fold(name), code);
  }
  for (const [alpha2, alpha3] of loadCodes()) {
    names.set(fold(alpha2), alpha2).set(fold(alpha3), alpha2);
  }
  return names;
}

type Named = readonly [name: string, code: string];

/** The usual English name of each country, in order of the alphabet. */
export function listCountries(): string[] {
  const names = new Map([...listNames('en')].toReversed().map(([name, code]) => [code, name]));
  return [...names.values()].sort();
}

/** Of the file itself: the package's own functions copy all names of a language, twice, and `require` looks for each file. */
function* listNames(language: string): Generator<Named> {
  const folder = dirname(createRequire(import.meta.url).resolve(CODES));
  const file = readFileSync(join(folder, 'langs', `${language}.json`), 'utf8');
  for (const [code, names] of Object.entries((JSON.parse(file) as LocaleData).countries)) {
    if (typeof names === 'string') yield [names, code];
    else for (const name of names) yield [name, code];
  }
}

/** To fold all names of all languages takes longer than to start the program, so only those with the wanted letter are folded. */
class NamesByLetter {
  readonly #listed = new Map<string, Named[]>();
  readonly #folded = new Map<string, ReadonlyMap<string, string>>();

  constructor(languages: readonly string[]) {
    for (const language of languages) for (const named of listNames(language)) this.#add(named);
  }

  find(folded: string): string | undefined {
    const letter = toFirstLetter(folded);
    let names = this.#folded.get(letter);
    if (names === undefined) this.#folded.set(letter, (names = toFolded(this.#listed.get(letter) ?? [])));
    return names.get(folded);
  }

  #add(named: Named): void {
    const letter = toFirstLetter(named[0]);
    const alike = this.#listed.get(letter);
    if (alike === undefined) this.#listed.set(letter, [named]);
    else alike.push(named);
  }
}

/** The first letter of the folded name. */
function toFirstLetter(name: string): string {
  const code = name.charCodeAt(0) | 0x20;
  if (code >= 0x61 && code <= 0x7a) return String.fromCharCode(code);
  for (const letter of name) {
    let first = firstLetters.get(letter);
    if (first === undefined) firstLetters.set(letter, (first = fold(letter).charAt(0)));
    if (first !== '') return first;
  }
  return '';
}

/** Of the letters that begin the names of the list: some hundreds. */
const firstLetters = new Map<string, string>();

function toFolded(all: Iterable<Named>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [name, code] of all) {
    const folded = fold(name);
    names.set(folded, (names.get(folded) ?? code) === code ? code : '');
  }
  // A country without a name in some language leaves an empty one.
  names.delete('');
  return names;
}

/**
 * The comparable form of names: no case, accents, spaces or punctuation; `&` and `St.` written out. A slash stays: without
 * it, `N/A` would be Namibia.
 */
function fold(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('&', 'and')
    .replaceAll('ß', 'ss')
    .replaceAll('ı', 'i')
    .replace(/\bst\.?\s/g, 'saint')
    .replace(/[^\p{L}\p{N}/]/gu, '');
}
