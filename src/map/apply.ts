/** Cells become fields. */
import type { CellOrigin, MappingFault } from '../core/made-value.js';
import { fromErrorMark } from '../core/source-errors.js';
import { makeTextReader } from '../core/own-columns.js';
import type { MappedRow, Mapping, PlainField, SourceRow } from '../core/types.js';
import { makeRowFilter } from './value/conditions.js';
import { makeEvaluator } from './value/evaluate.js';
import { makeMadeFields, makeMadeName, type FieldMaker } from './value/made-fields.js';

/** Shared by all rows of a source without such columns: a Map for each row would take a tenth of the time. */
const NO_META_DATA: ReadonlyMap<string, string> = new Map();

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Returns a function that maps the rows of one source; column positions are resolved once. Missing cells are empty. */
export function makeRowMapper(mapping: Mapping): (row: SourceRow) => MappedRow {
  const toFields = makeFieldReader(mapping);
  const addMade = makeMadeAdder(mapping);
  const expected = mapping.columns.length;
  const readExtra = makeExtraReader(mapping);
  const findLeftOut = makeRowFilter(mapping.conditions ?? [], mapping.columns);

  return (source) => {
    const { cells } = source;
    const row = toFields(source);
    addMade?.(row, cells);
    const extra = readExtra(cells);
    const found = cells.length === expected ? expected + extra.length : cells.length;
    if (found !== expected) {
      const earlier = extra.length === 1 ? fromErrorMark(extra[0] ?? '') : undefined;
      row.columnCount = { expected, found, ...(earlier === undefined ? {} : { earlier }) };
    } else {
      // The cells of a row with shifted ones don't say whether it is to be read.
      const leftOut = findLeftOut?.(cells);
      if (leftOut !== undefined) row.leftOut = leftOut;
    }
    return row;
  };
}

function makeFieldReader(mapping: Mapping): (row: SourceRow) => Writable<MappedRow> {
  const fields: { readonly field: PlainField; readonly at: number }[] = [];
  const keys: { readonly key: string; readonly at: number }[] = [];
  for (const [at, use] of mapping.uses.entries()) {
    if (use.kind === 'field') fields.push({ field: use.field, at });
    else if (use.kind === 'metaData') keys.push({ key: use.key, at });
  }
  const toName = makeNameJoiner(mapping);
  const toText = makeTextReader(mapping.columns);
  return ({ rowNumber, line, cells }) => {
    const values: Partial<Record<PlainField, string>> = {};
    for (const { field, at } of fields) values[field] = toText(cells[at] ?? '');
    const metaData =
      keys.length === 0 ? NO_META_DATA : new Map(keys.map(({ key, at }) => [key, toText(cells[at] ?? '')]));
    if (toName !== undefined) values.name = toName(cells);
    return { rowNumber, line, fields: values, metaData };
  };
}

/** First and last name, joined by one space; undefined if the source has neither column, or a half is made. */
function makeNameJoiner({
  columns,
  uses,
  made = [],
}: Mapping): ((cells: readonly string[]) => string) | undefined {
  if (made.some(({ target }) => target.kind.endsWith('_name'))) return undefined;
  const parts = [
    uses.findIndex((use) => use.kind === 'first_name'),
    uses.findIndex((use) => use.kind === 'last_name'),
  ].filter((at) => at >= 0);
  if (parts.length === 0) return undefined;
  const toText = makeTextReader(columns);
  return (cells) =>
    parts
      .map((at) => toText(cells[at] ?? '').trim())
      .filter((part) => part !== '')
      .join(' ');
}

/** Adds the fields that the mapping makes; undefined if it makes no field. */
function makeMadeAdder(
  mapping: Mapping,
): ((row: Writable<MappedRow>, cells: readonly string[]) => void) | undefined {
  const makers: FieldMaker[] = [...makeMadeName(mapping), ...makeMadeFields(mapping)];
  const toCountry = mapping.defaultCountry && makeEvaluator(mapping.defaultCountry, mapping.columns);
  if (makers.length === 0 && toCountry === undefined) return undefined;
  return (row, cells) => {
    const faults: MappingFault[] = [];
    const origins = new Map<string, CellOrigin>();
    for (const make of makers) make(row, cells, { faults, origins });
    if (toCountry !== undefined) {
      const country = toCountry(cells, (fault) => faults.push({ ...fault, field: 'defaultCountry' }));
      origins.set('defaultCountry', country);
      row.defaultCountry = country.text;
    }
    if (origins.size > 0) row.origins = origins;
    if (faults.length > 0) row.faults = faults;
  };
}

const NO_CELLS: readonly string[] = [];

/**
 * The cells beyond the header that are not blank. An earlier run writes such cells, or the mark of an error, under `bulk_extra_1`, … in
 * its files. As long as they have a value, the row is still wrong.
 */
function makeExtraReader({ columns }: Mapping): (cells: readonly string[]) => readonly string[] {
  const positions = columns.flatMap((column, at) => (/^bulk_extra_\d+$/i.test(column.trim()) ? [at] : []));
  return (cells) => {
    if (positions.length === 0 && cells.length <= columns.length) return NO_CELLS;
    const extra = [...positions.map((at) => cells[at] ?? ''), ...cells.slice(columns.length)];
    return extra.map((cell) => cell.trim()).filter((cell) => cell !== '');
  };
}
