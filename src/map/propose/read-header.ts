/** A header becomes the field that its words name. */
import { toComparable } from '../field-names.js';
import { toTarget, toTargetName } from '../header.js';
import { findWord, splitWord, type Word } from './words.js';

export interface HeaderGuess {
  /** As `--map` writes it. */
  readonly field: string;
  /** The place among several columns of one field: parts of a street, or phones. */
  readonly order: number;
  /** How much the words say; above `MOST_BY_WORDS` for a name that is recognised without a mapping. */
  readonly weight: number;
}

/** The weight of words that were put together. */
export const MOST_BY_WORDS = 0.95;

/** The weight of another known name of a field. */
const KNOWN_ALIAS = 0.98;

/** The field that a header names; undefined for one with any word that is not known. */
export function readHeader(header: string): HeaderGuess | undefined {
  const target = toTarget(header);
  const field = target === undefined ? undefined : toTargetName(target);
  const { words, index } = toWords(header);
  const guess = words === undefined ? undefined : guessField(words, index);
  if (field === undefined) return guess;
  const weight = toComparable(header) === toComparable(field) ? 1 : KNOWN_ALIAS;
  return { field, order: guess?.field === field ? guess.order : index, weight };
}

/** Whether the words may speak of other people, or of a second one of something: its values are no evidence, then. */
export function isOfOthers(header: string): boolean {
  const forms = toForms(header);
  return forms.some((form) => {
    const word = findWord(form);
    return word === 'email' || word === 'second' || OTHERS.has(form);
  });
}

const OTHERS: ReadonlySet<string> = new Set(
  (
    'vendor supplier seller manager mgr agent rep referrer referral referred sponsor parent spouse partner emergency ' +
    'created updated modified changed owner by employee staff support verkaeufer berater vertreter responsable vendeur ' +
    'vendedor venditore verkoper gestor agente'
  ).split(' '),
);

interface HeaderWords {
  /** Undefined: one of them is unknown. */
  readonly words: readonly Word[] | undefined;
  /** A number at the end, such as the 2 of `addr2`; 0 without one. */
  readonly index: number;
}

function toWords(header: string): HeaderWords {
  const forms = toForms(header);
  const last = forms.at(-1) ?? '';
  const index = /^\d$/.test(last) ? Number(last) : 0;
  const named = index === 0 ? forms : forms.slice(0, -1);
  const words = named.map((form) => {
    const word = findWord(form);
    return word === undefined ? splitWord(form) : [word];
  });
  const known = words.filter((word) => word !== undefined);
  return { index, words: known.length > 0 && known.length === words.length ? known.flat() : undefined };
}

/** The words of a header, without accents and in lower case. */
function toForms(header: string): readonly string[] {
  return (
    header
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .replaceAll('ß', 'ss')
      .replace(/(\p{Ll})(?=\p{Lu})|(\p{Lu})(?=\p{Lu}\p{Ll})|(\p{L})(?=\d)/gu, '$& ')
      .toLowerCase()
      // e-mail, e_mail: one word.
      .replace(/(^|[^\p{L}])e[\s_.-]*mail/gu, '$1email')
      .split(/[^\p{L}\d]+/u)
      .filter((form) => form !== '')
  );
}

/** Qualifiers that change nothing about which field it is. */
const ASIDE: ReadonlySet<Word> = new Set(['customer', 'account', 'main', 'filler', 'second']);

/** Which words make which field: each list is all words but those aside, in alphabetical order. */
const FIELDS: readonly (readonly [field: string, order: number, words: string])[] = [
  ['email', 0, 'email|address email'],
  ['phone', 0, 'phone|number phone'],
  ['phone', 20, 'mobile|mobile number|mobile phone|mobile number phone'],
  ['name', 0, 'name|full name|full nom|nom|name nom'],
  ['firstName', 0, 'first|first name|first nom'],
  ['lastName', 0, 'last|last name|last nom'],
  [
    'address.street',
    0,
    'street|address|address street|name street|address line|line street|address full|address postal',
  ],
  ['address.street', 5, 'house|house number|number street'],
  ['address.city', 0, 'city|city name|address city'],
  ['address.state', 0, 'state|name state|code state|address state'],
  [
    'address.zipcode',
    0,
    'zip|code zip|number zip|code postal|number postal|address zip|address code postal|address code zip',
  ],
  ['address.country', 0, 'country|code country|country name|address country|country nom'],
  ['description', 0, 'note'],
];

function guessField(all: readonly Word[], index: number): HeaderGuess | undefined {
  const words = [...new Set(all.filter((word) => !ASIDE.has(word)))].sort();
  const key = words.join(' ');
  const isSecond = all.includes('second') || index > 1;
  for (const [field, order, lists] of FIELDS) {
    if (!lists.split('|').includes(key)) continue;
    // Several phones and lines of a street are one value; a second one of another field is not the customer's first.
    if (field === 'address.street' && all.includes('second')) return undefined;
    if (isSecond && field !== 'phone' && field !== 'address.street') return undefined;
    // The name of a user or an account may be what somebody logs in with, or a company's.
    if (field === 'name' && all.includes('account')) return undefined;
    return { field, order: order + index + (all.includes('second') ? 10 : 0), weight: MOST_BY_WORDS };
  }
  return isSecond ? undefined : guessId(all, key);
}

/** `cust_id`, `kunden_nr`, `id`: the number of an account may be a bank's. */
function guessId(all: readonly Word[], key: string): HeaderGuess | undefined {
  const isOfCustomer = all.includes('customer');
  const weights: Readonly<Record<string, number>> = isOfCustomer
    ? { id: 0.95, 'id number': 0.95, number: 0.9, code: 0.85, 'code id': 0.85 }
    : { id: all.includes('account') ? 0.85 : 0.8 };
  const weight = Object.hasOwn(weights, key) ? weights[key] : undefined;
  return weight === undefined ? undefined : { field: 'externalId', order: 0, weight };
}
