/** metaData of a row: the JSON column, overlaid with the `metaData.<key>` columns. */
import type { JsonValue, MetaData } from '../core/customer.js';
import { checkEmptyDate } from './empty-dates.js';
import { showText, type Finding } from './finding.js';
import type { Note } from './issues.js';
import { normaliseText } from '../core/normalise.js';
import { checkNullMarker, checkNullWord } from './null-words.js';
import { checkOddText } from './odd-text.js';
import { checkControlCharacters } from './rules/control-characters.js';
import {
  checkMetaDataKey,
  checkMetaDataSize,
  LARGEST_BYTES,
  toInvalid,
  toMetaData,
} from './rules/meta-data.js';
import { checkSpreadsheetDamage } from './spreadsheet-damage.js';

export interface MergedMetaData {
  /** Absent if the row has none. */
  readonly metaData?: MetaData;
  /** Keys whose value came from a text column. */
  readonly textKeys: readonly string[];
  /** Keys with a column, an empty cell, and no value in the JSON column. */
  readonly blankKeys: readonly string[];
}

type Entries = Map<string, JsonValue>;

const NOTHING: MergedMetaData = { textKeys: [], blankKeys: [] };

/**
 * Merges the JSON column's text (normalised; undefined if empty) with the cells of the columns by key. If both have a key,
 * the values must be equal; the JSON type is then kept.
 */
export function mergeMetaData(
  json: string | undefined,
  cells: ReadonlyMap<string, string>,
  note: Note,
): MergedMetaData {
  if (json === undefined && cells.size === 0) return NOTHING;
  const entries = toJsonEntries(json, note);
  const textKeys: string[] = [];
  const blankKeys: string[] = [];
  for (const [key, cell] of cells) {
    const text = normaliseText(cell);
    if (text === '') {
      if (!entries.has(key)) blankKeys.push(key);
      continue;
    }
    const finding = checkCell(key, text, entries.get(key));
    if (finding !== undefined) {
      note(`metaData.${key}`, finding);
      continue;
    }
    if (!entries.has(key)) textKeys.push(key);
    const odd = checkNullWord(text) ?? checkEmptyDate(text, key) ?? checkOddText(text);
    if (odd !== undefined) note(`metaData.${key}`, odd);
  }
  for (const key of textKeys) entries.set(key, normaliseText(cells.get(key) ?? ''));
  if (entries.size === 0) return { textKeys, blankKeys };
  const metaData = Object.fromEntries(entries);
  const finding = mayBeTooLarge(json, cells) ? checkMetaDataSize(metaData) : undefined;
  if (finding !== undefined) note('metaData', finding);
  return { metaData, textKeys, blankKeys };
}

function toJsonEntries(json: string | undefined, note: Note): Entries {
  if (json === undefined) return new Map();
  const reading = toMetaData(json);
  if (reading.ok) return new Map(Object.entries(reading.metaData));
  note('metaData', reading.finding);
  return new Map();
}

/** What makes a (normalised) cell of a column `metaData.<key>` unfit to be sent. */
export function checkMetaDataText(text: string): Finding | undefined {
  return checkNullMarker(text) ?? checkSpreadsheetDamage(text) ?? checkControlCharacters(text, true);
}

function checkCell(key: string, text: string, inJson: JsonValue | undefined): Finding | undefined {
  const finding = checkMetaDataKey(key) ?? checkMetaDataText(text);
  if (finding !== undefined || inJson === undefined) return finding;
  const other = typeof inJson === 'string' ? inJson : JSON.stringify(inJson);
  if (other === text) return undefined;
  return toInvalid(
    `expected one value for the key ${showText(key)}, found ${showText(text)} here and ${showText(other)} in the metaData column.`,
  );
}

/** Cheap, and never too low: in JSON a UTF-16 unit takes at most 6 bytes, an entry's quotes and commas 6 more. */
function mayBeTooLarge(json: string | undefined, cells: ReadonlyMap<string, string>): boolean {
  let units = json?.length ?? 0;
  for (const [key, cell] of cells) units += key.length + cell.length + 1;
  return units * 6 > LARGEST_BYTES;
}
