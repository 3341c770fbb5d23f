/** Normalises the cells of a row by field: empty ones are blank, damaged ones are noted and set aside. */
import { CODES, type Code } from '../core/codes.js';
import { PLAIN_FIELDS, type MappedRow, type PlainField } from '../core/types.js';
import type { Finding } from './finding.js';
import type { Note } from './issues.js';
import { normaliseId, normaliseLine, normaliseNumberText, normaliseText } from '../core/normalise.js';
import { checkNullMarker, checkNullWord } from './null-words.js';
import { checkOddText, isOrdinary } from './odd-text.js';
import { checkControlCharacters } from './rules/control-characters.js';
import { checkLineBreak, checkSwallowedCell } from './rules/one-line.js';
import { checkUid } from './rules/uid.js';
import { checkSpreadsheetDamage } from './spreadsheet-damage.js';
import { checkTruthWord } from './truth-words.js';

/** Normalised texts that are neither empty nor damaged. */
export type FieldTexts = Partial<Record<PlainField, string>>;

interface FieldHandling {
  readonly normalise: (text: string) => string;
  readonly breaksAllowed: boolean;
  /** Whether an empty cell can mean "clear this": for fields that a customer can be without. */
  readonly clearable: boolean;
}

const line: FieldHandling = { normalise: normaliseLine, breaksAllowed: false, clearable: true };
const text: FieldHandling = { normalise: normaliseText, breaksAllowed: true, clearable: true };
const number: FieldHandling = { normalise: normaliseNumberText, breaksAllowed: false, clearable: true };
// A line break within an id does not become a space: an id is never changed.
const id: FieldHandling = { normalise: normaliseId, breaksAllowed: false, clearable: false };

const HANDLING: Readonly<Record<PlainField, FieldHandling>> = {
  uid: id,
  externalId: id,
  name: { ...line, clearable: false },
  email: line,
  phone: number,
  description: text,
  'address.street': text,
  'address.city': line,
  'address.state': line,
  'address.zipcode': number,
  'address.country': line,
  metaData: text,
  provisionAddress: { ...line, clearable: false },
  subAccountId: id,
};

export function isClearable(field: PlainField): boolean {
  return HANDLING[field].clearable;
}

const NULL_ERRORS: ReadonlySet<Code> = new Set(['null_key', 'null_marker']);

/**
 * Reads the cells of a row. `NULL` is sent like any other text, because a person can be called Null; it is reported. In a
 * column that identifies the customer, and as `\N`, it is an error.
 * @param takesNullWords whether such a word is meant as it is, because the API gave it: it is sent, and reported
 * @returns the texts, and the clearable fields with an empty cell
 */
export function readCells(
  row: MappedRow,
  note: Note,
  { takesNullWords = false }: { readonly takesNullWords?: boolean } = {},
): { texts: FieldTexts; blank: PlainField[] } {
  const texts: FieldTexts = {};
  const blank: PlainField[] = [];
  const isMeant = (finding: Finding | undefined): finding is Finding =>
    takesNullWords && finding !== undefined && NULL_ERRORS.has(finding.code);
  for (const field of PLAIN_FIELDS) {
    const cell = row.fields[field];
    if (cell === undefined) continue;
    const handling = HANDLING[field];
    const normalised = handling.normalise(cell);
    if (normalised === '') {
      if (handling.clearable) blank.push(field);
      continue;
    }
    // Nearly every cell: one look replaces many.
    const isPlain = isOrdinary(cell) && (field === 'email' || !cell.includes('@'));
    const damage = isPlain
      ? checkSpreadsheetDamage(normalised, field)
      : (checkOneLine(cell, normalised, field, row) ?? checkDamage(normalised, field));
    if (damage !== undefined && !isMeant(damage)) {
      note(field, damage);
      continue;
    }
    const nullWord = damage ?? checkNullWord(normalised, field);
    const odd =
      (isMeant(nullWord) ? { ...nullWord, code: 'null_word' as const } : nullWord) ??
      checkTruthWord(normalised, field) ??
      (isPlain ? undefined : checkOddText(normalised, field));
    if (odd !== undefined) note(field, odd);
    if (odd === undefined || CODES[odd.code].severity === 'warning') texts[field] = normalised;
  }
  return { texts, blank };
}

/** A cell of one line that normalising has not changed has no line break, unless it is an id, which keeps it. */
function checkOneLine(
  cell: string,
  normalised: string,
  field: PlainField,
  row: MappedRow,
): Finding | undefined {
  const { breaksAllowed, normalise } = HANDLING[field];
  if (breaksAllowed) return undefined;
  const isId = normalise === normaliseId;
  if (!isId && normalised === cell && !cell.includes('@')) return undefined;
  const broken = checkLineBreak(isId ? normalised : normaliseText(cell), row.line);
  // With its uid, the customer comes from the API, and may have such a name there.
  if (broken !== undefined && (isId || !hasUid(row))) return broken;
  if (field === 'email' || !cell.includes('@')) return undefined;
  // Ids of other systems join an email to a word with `|`.
  return isId && cell.includes('|') ? undefined : checkSwallowedCell(cell);
}

function hasUid({ fields: { uid = '' } }: MappedRow): boolean {
  const text = uid.trim();
  return text !== '' && checkUid(text) === undefined;
}

/** What makes a value unfit to be sent or judged further. */
function checkDamage(text: string, field: PlainField): Finding | undefined {
  const finding = checkNullMarker(text) ?? checkSpreadsheetDamage(text, field);
  // The rule of provisionAddress knows the control characters of a BIT, and refuses all others.
  if (finding !== undefined || field === 'provisionAddress') return finding;
  return checkControlCharacters(text, HANDLING[field].breaksAllowed);
}
