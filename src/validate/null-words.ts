/** Words that programs write for "no value": `NULL`, `nan`, `undefined`, and the `\N` of databases. */
import type { PlainField } from '../core/types.js';
import { showText, type Finding } from './finding.js';

/**
 * Spellings of programs. `Null`, `none` and `Nan` are missing: people, towns and plans have these names; `N/A` is what a
 * person writes.
 */
const WORDS: ReadonlySet<string> = new Set([
  ...['NULL', 'null', '(null)', '(NULL)', '[NULL]', '[null]', '<null>', '<NULL>', 'nil', 'NIL', '<nil>'],
  ...['None', 'nan', 'NaN', '-nan', 'NaT', '<NA>', '#NULL', 'undefined'],
]);

/** What JavaScript, Power Query and PowerShell write for a list or a record that has no place in a cell. */
const PLACEHOLDERS: ReadonlySet<string> = new Set([
  ...['[object Object]', '[Record]', '[List]', '[Table]', '[Binary]', 'System.Object[]', 'System.String[]'],
  ...['System.Collections.Hashtable', 'Microsoft.ActiveDirectory.Management.ADPropertyValueCollection'],
]);

/** Fields that a person fills in; elsewhere a person's "not available" is reported by the field's own rule, or is a text. */
const NOT_AVAILABLE_FIELDS: ReadonlySet<PlainField | undefined> = new Set<PlainField>([
  ...(['externalId', 'name', 'address.street', 'address.city', 'address.state'] as const),
]);
const NOT_AVAILABLE = /^n\/a$/i;
/** What R writes. In `address.state` it is Naples. */
const R_WORD = 'NA';

/** Words that are part of a name only if a program joined it of its parts. */
const IN_NAME = /(?:NULL|null|\(null\)|None|nan|NaN|undefined|\[object Object\]|\\N)(?=\s|$)/g;

/** A pattern that gives no positions takes a fraction of the time. */
const HAS_WORD = new RegExp(IN_NAME.source);

const KEYS: ReadonlySet<PlainField | undefined> = new Set<PlainField>([
  ...(['uid', 'externalId', 'email', 'subAccountId'] as const),
]);

/** Fields whose own rule refuses such a word, and names it. */
const OWN_RULE: ReadonlySet<PlainField | undefined> = new Set<PlainField>(['metaData', 'provisionAddress']);

const LONGEST = Math.max(...Array.from([...WORDS, ...PLACEHOLDERS], ({ length }) => length));
/** The first two characters of the words. Nearly every value has others. */
const BEGINNINGS: ReadonlySet<number> = new Set(
  Array.from([...WORDS, ...PLACEHOLDERS, 'N/A', 'n/a', R_WORD], toBeginning),
);

function toBeginning(text: string): number {
  return text.charCodeAt(0) * 0x10000 + text.charCodeAt(1);
}

/** Whether a whole (trimmed) value is such a word. */
export function isNullWord(text: string): boolean {
  if (text.length < 2 || text.length > LONGEST || !BEGINNINGS.has(toBeginning(text))) return false;
  return WORDS.has(text) || PLACEHOLDERS.has(text);
}

/** How to say on the command line that a word means "no value". */
export function toNullOption(word: string): string {
  if (word.startsWith('-')) return `--null=${word}`;
  return `--null ${/^[\w-]+$/.test(word) ? word : `"${word}"`}`;
}

/** The `\N` of databases, which is never sent. */
export function checkNullMarker(text: string): Finding | undefined {
  if (text !== '\\N') return undefined;
  return {
    code: 'null_marker',
    message: `expected a value, found ${showText(text)}, which databases write for "no value".`,
  };
}

/** A (normalised) value that means "no value", or a name with such a word; `field` is absent for cells of metaData columns. */
export function checkNullWord(text: string, field?: PlainField): Finding | undefined {
  if (field === 'name') return checkName(text);
  if (text.length < 2 || text.length > LONGEST || !BEGINNINGS.has(toBeginning(text))) return undefined;
  const isWord = isNullWord(text) || isNotAvailable(text, field);
  return isWord && !OWN_RULE.has(field) ? toFinding(text, field) : undefined;
}

function isNotAvailable(text: string, field: PlainField | undefined): boolean {
  if (!NOT_AVAILABLE_FIELDS.has(field)) return false;
  return NOT_AVAILABLE.test(text) || (text === R_WORD && field !== 'address.state');
}

function checkName(name: string): Finding | undefined {
  const word = findInName(name);
  if (word === undefined)
    return name.length <= 3 && isNotAvailable(name, 'name') ? toFinding(name, 'name') : undefined;
  if (word === name) return toFinding(name, 'name');
  const message = `expected a name, found ${showText(name)}; ${showText(word)} is what programs write for "no value".`;
  if (word === '\\N') return { code: 'null_marker', message };
  return {
    code: 'null_word',
    message,
    hint: `If it is no part of the name, pass ${toNullOption(word)} or correct the name. Otherwise there is nothing to do.`,
  };
}

/** The first such word of a name: at its beginning or after a space. */
function findInName(name: string): string | undefined {
  if (isNullWord(name)) return name;
  // Nearly every name ends here.
  if (!HAS_WORD.test(name)) return undefined;
  for (const { 0: word, index } of name.matchAll(IN_NAME)) {
    if (index === 0 || /\s/.test(name.charAt(index - 1))) return word;
  }
  return undefined;
}

function toFinding(text: string, field: PlainField | undefined): Finding {
  const isKey = KEYS.has(field);
  const found = `expected a value, found ${showText(text)}, which programs write`;
  const option = toNullOption(text);
  const code = isKey ? 'null_key' : 'null_word';
  if (PLACEHOLDERS.has(text))
    return {
      code,
      message: `${found} in place of a list or a record.`,
      hint: `Export the value itself, or pass ${option} to leave it out.`,
      suggestion: '',
    };
  return {
    code,
    message: `${found} for "no value".`,
    hint: isKey
      ? `Pass ${option}, or fill in the cell.`
      : `If it means "no value", pass ${option}. Otherwise there is nothing to do.`,
    suggestion: '',
  };
}
