/** Whether a text names a country, in any language that the country list supports. */
import { createRequire } from 'node:module';
import countries from 'i18n-iso-countries/index.js';
import { showText, type Finding } from '../finding.js';

// The package's main entry loads all its languages on import, 10 MB that few sources need; JSON is loaded by `require`.
const require = createRequire(import.meta.url);

/** Names in use that the list lacks: short forms, parts of the United Kingdom, former names, other scripts. */
const ALSO_KNOWN = [
  'UK, GB-ENG, GB-SCT, GB-WLS, GB-NIR, England, Scotland, Wales, Northern Ireland, Great Britain, Britain',
  'US of A, United States, The States, UAE, Emirates, KSA, RSA, PRC, ROC, DRC, CAR, PNG, ROI, EL',
  'Holland, Burma, Swaziland, Macedonia, FYROM, Cape Verde, Ivory Coast, East Timor, Czech Republic, Turkey',
  'DR Congo, Democratic Republic of Congo, Congo Kinshasa, Congo Brazzaville, Republic of Congo, Congo',
  'Korea, South Korea, North Korea, Republic of Korea, Russia, Vietnam, Laos, Syria, Iran, Moldova, Brunei',
  'Tanzania, Bolivia, Venezuela, Micronesia, Palestine, Vatican, Vatican City, Kosovo, Taiwan, Hong Kong',
  'Hong Kong SAR, Macau, Macao, Macau SAR, Republic of Ireland, Slovak Republic, Somaliland, Zanzibar',
  'Oesterreich, Naijiria, Orile-ede Naijiria, Nigeriya, ประเทศไทย, المملكة العربية السعودية',
  '中國, 臺灣, 台灣, 美國, 英國, 韓國, 德國, 法國, 泰國, 香港, 澳門',
];

/** What may precede a short name, in folded form: `the`, `Federal Republic of`, `Kingdom of the`, … */
const LEAD =
  /^(?:the)?(?:(?:federal|democratic|peoples|socialist|islamic|arab|united|plurinational|bolivarian|cooperative|oriental)*(?:republic|kingdom|states?|commonwealth|principality|grandduchy|sultanate)of)?(?:the)?/;

/** There are few countries and many rows; folding a name takes long. */
const MOST_REMEMBERED = 1000;

/**
 * Returns a function that reports what is odd about a country. Codes and English names are checked first: the names in the
 * other languages take some 40 ms and 20 MB, and most sources need none of them.
 */
export function makeCountryCheck(): (text: string) => Finding | undefined {
  const usual = toUsualNames();
  let all: ReadonlySet<string> | undefined;
  const isKnown = (folded: string): boolean => {
    const short = folded.replace(LEAD, '');
    if (usual.has(folded) || usual.has(short)) return true;
    all ??= toAllNames();
    return all.has(folded) || all.has(short);
  };
  const remembered = new Set<string>();
  return (text) => {
    if (remembered.has(text)) return undefined;
    if (isKnown(fold(text))) {
      if (remembered.size < MOST_REMEMBERED) remembered.add(text);
      return undefined;
    }
    return {
      code: 'country_unknown',
      message: `expected a country's name or ISO code, such as Nigeria or NG, found ${showText(text)}.`,
    };
  };
}

function toUsualNames(): ReadonlySet<string> {
  countries.registerLocale(require('i18n-iso-countries/langs/en.json') as countries.LocaleData);
  const names = new Set(ALSO_KNOWN.flatMap((line) => line.split(', ').map(fold)));
  for (const [alpha2, alpha3] of Object.entries(countries.getAlpha2Codes())) {
    names.add(fold(alpha2)).add(fold(alpha3));
  }
  addNames(names, 'en');
  return names;
}

function toAllNames(): ReadonlySet<string> {
  // This entry registers every language in the same list.
  require('i18n-iso-countries/entry-node.js');
  const names = new Set<string>();
  for (const language of countries.getSupportedLanguages()) addNames(names, language);
  return names;
}

function addNames(names: Set<string>, language: string): void {
  for (const all of Object.values(countries.getNames(language, { select: 'all' }))) {
    for (const name of all) names.add(fold(name));
  }
  // A country without a name in some language leaves an empty one.
  names.delete('');
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
