/** Cells become fields. */
import { fromTextFormula } from '../core/formula.js';
import type { MappedRow, Mapping, PlainField, SourceRow } from '../core/types.js';

/** Shared by all rows of a source without such columns: a Map for each row would take a tenth of the time. */
const NO_META_DATA: ReadonlyMap<string, string> = new Map();

/** Returns a function that maps the rows of one source; column positions are resolved once. Missing cells are empty. */
export function makeRowMapper(mapping: Mapping): (row: SourceRow) => MappedRow {
  const fields: { readonly field: PlainField; readonly at: number }[] = [];
  const keys: { readonly key: string; readonly at: number }[] = [];
  for (const [at, use] of mapping.uses.entries()) {
    if (use.kind === 'field') fields.push({ field: use.field, at });
    else if (use.kind === 'metaData') keys.push({ key: use.key, at });
  }
  const toName = makeNameJoiner(mapping);
  const expected = mapping.columns.length;
  const countExtra = makeExtraCounter(mapping);

  return ({ rowNumber, line, cells }) => {
    const values: Partial<Record<PlainField, string>> = {};
    for (const { field, at } of fields) values[field] = fromTextFormula(cells[at] ?? '');
    if (toName !== undefined) values.name = toName(cells);
    const metaData =
      keys.length === 0
        ? NO_META_DATA
        : new Map(keys.map(({ key, at }) => [key, fromTextFormula(cells[at] ?? '')]));
    const row = { rowNumber, line, fields: values, metaData };
    if (cells.length !== expected) return { ...row, columnCount: { expected, found: cells.length } };
    const extra = countExtra(cells);
    return extra === 0 ? row : { ...row, columnCount: { expected, found: expected + extra } };
  };
}

/**
 * An earlier run writes cells beyond its header under `bulk_extra_1`, … in its files. As long as they have a value, the row
 * is still wrong.
 */
function makeExtraCounter({ columns }: Mapping): (cells: readonly string[]) => number {
  const positions = columns.flatMap((column, at) => (/^bulk_extra_\d+$/i.test(column.trim()) ? [at] : []));
  return (cells) => positions.filter((at) => (cells[at] ?? '').trim() !== '').length;
}

/** First and last name, joined by one space; undefined if the source has neither column. */
function makeNameJoiner({ uses }: Mapping): ((cells: readonly string[]) => string) | undefined {
  const parts = [
    uses.findIndex((use) => use.kind === 'first_name'),
    uses.findIndex((use) => use.kind === 'last_name'),
  ].filter((at) => at >= 0);
  if (parts.length === 0) return undefined;
  return (cells) =>
    parts
      .map((at) => fromTextFormula(cells[at] ?? '').trim())
      .filter((part) => part !== '')
      .join(' ');
}
