/** Columns that are probably a key of the customer, but are not called so. */
import type { MatchKey } from '../core/types.js';
import { toComparable, USES_BY_NAME } from './field-names.js';
import { suggestName, toEditDistance } from '../core/suggest.js';
import { undecorate } from './undecorate.js';

/** The key that a column of this name probably is, as databases, CRMs and other languages call it, or by a typing error. */
export function nearKey(name: string): MatchKey | undefined {
  const comparable = toComparable(undecorate(name));
  if (/^bitpowr.*(?:id|ref)$/.test(comparable)) return 'uid';
  if (EMAIL.test(comparable)) return 'email';
  if (IDS.some((pattern) => pattern.test(comparable))) return 'externalId';
  return nearByLetters(comparable);
}

const EMAIL =
  /^(?:(?:primary|main|work|business|office|home|personal|private|contact|customer|client|user|cust|company|billing|login|account|member|your|kunden?)?(?:e?mails?)(?:ad+r?(?:es+e?)?|addr|adres|id|1)?|correo|correoelectr[oó]nico|courriel|adress?e?e?mail|adresse[eé]lectronique|indirizzoemail|postaelettronica|epost(?:ad+ress?e?)?|eposta|sähköposti|эл(?:ектронная)?почта|почта|电子邮件|邮箱|メール|メールアドレス|이메일)$/;

const ID_WORD =
  'id(?:ent(?:ifier)?)?|no|nr|num(?:ber|mer)?|code|key|ref(?:erence)?(?:no|id|number)?|uid|uuid|guid|pk';

const IDS: readonly RegExp[] = [
  // The primary key of a table of people in the user's own database.
  /^(?:user|contact|account|member|person|record|lead)?id$/,
  /^(?:uuid|guid|pk|primarykey|rowid|objectid)$/,
  new RegExp(
    `^(?:external|cust(?:omer)?s?|client|user|member|patient|student|subscriber|legacy|crm|kunden?|klant)(?:${ID_WORD})$`,
  ),
  // "Ext. No" is an extension of a phone, "Source Code" where the customer came from.
  /^(?:ext|extern|source|original|foreign|internal|old)(?:id|uid|uuid|ref|reference|key)$/,
  /^(?:id|no|nr|num|n[uú]mero|c[oó]digo|code)(?:de)?(?:cust(?:omer)?|client[ei]?|user|kunde)$/,
  /^asiakasnumero$/,
];

const KEYS_BY_NAME: ReadonlyMap<string, MatchKey> = new Map(
  [...USES_BY_NAME].flatMap(([name, use]) =>
    use === 'externalId' || use === 'email' || use === 'uid' ? [[name, use] as const] : [],
  ),
);

/** Two wrong letters are many for a short name, and for one with another ending ("Customer Note", "Customer No"). */
function nearByLetters(comparable: string): MatchKey | undefined {
  // Most names, and cells that are taken for names, are near to none of the keys' few names.
  if (comparable.length < 5 || suggestName(comparable, KEYS_BY_NAME.keys()) === undefined) return undefined;
  const near = suggestName(comparable, USES_BY_NAME.keys());
  const use = near === undefined ? undefined : KEYS_BY_NAME.get(near);
  if (near === undefined || use === undefined) return undefined;
  return toEditDistance(comparable, near) < 2 || comparable.endsWith(near.slice(-2)) ? use : undefined;
}
