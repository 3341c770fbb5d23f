/** Normalises the cells of a row by field: empty ones are blank, damaged ones are noted and set aside. */
import { PLAIN_FIELDS, type MappedRow, type PlainField } from '../core/types.js';
import type { Finding } from './finding.js';
import type { Note } from './issues.js';
import { normaliseLine, normaliseNumberText, normaliseText } from '../core/normalise.js';
import { checkOddText } from './odd-text.js';
import { checkControlCharacters } from './rules/control-characters.js';
import { checkLineBreak, checkSwallowedCell } from './rules/one-line.js';
import { checkSpreadsheetDamage } from './spreadsheet-damage.js';

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
const id: FieldHandling = { normalise: normaliseText, breaksAllowed: false, clearable: false };

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

/**
 * Reads the cells of a row. `NULL`, `null` and `N/A` are ordinary texts: a person can be called Null, and for "empty" the
 * field's own rule reports the cell instead of a silent guess.
 * @returns the texts, and the clearable fields with an empty cell
 */
export function readCells(row: MappedRow, note: Note): { texts: FieldTexts; blank: PlainField[] } {
  const texts: FieldTexts = {};
  const blank: PlainField[] = [];
  for (const field of PLAIN_FIELDS) {
    const cell = row.fields[field];
    if (cell === undefined) continue;
    const handling = HANDLING[field];
    const normalised = handling.normalise(cell);
    if (normalised === '') {
      if (handling.clearable) blank.push(field);
      continue;
    }
    const finding =
      checkOneLine(cell, normalised, field, row.line) ??
      checkSpreadsheetDamage(normalised, field) ??
      checkControlCharacters(normalised, handling.breaksAllowed);
    if (finding !== undefined) {
      note(field, finding);
      continue;
    }
    texts[field] = normalised;
    const odd = checkOddText(normalised, field);
    if (odd !== undefined) note(field, odd);
  }
  return { texts, blank };
}

/** A cell of one line that normalising has not changed has no line break, unless it is an id, which keeps it. */
function checkOneLine(
  cell: string,
  normalised: string,
  field: PlainField,
  line: number,
): Finding | undefined {
  const { breaksAllowed, normalise } = HANDLING[field];
  if (breaksAllowed) return undefined;
  const isId = normalise === normaliseText;
  if (!isId && normalised === cell && !cell.includes('@')) return undefined;
  const broken = checkLineBreak(isId ? normalised : normaliseText(cell), line);
  if (broken !== undefined || field === 'email' || !cell.includes('@')) return broken;
  // Ids of other systems join an email to a word with `|`.
  return isId && cell.includes('|') ? undefined : checkSwallowedCell(cell);
}
