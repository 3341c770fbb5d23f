/** The source's own column names for each field. */
import type { CellOrigin } from '../core/made-value.js';
import type { MappedRow, Mapping, PlainField } from '../core/types.js';

/**
 * The column, as the source writes it, that each field came from: `email`, `address.city`, `metaData.plan`, … A name in
 * two parts is listed under its first column.
 */
function toColumnNames(mapping: Mapping): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  let namePart: string | undefined;
  mapping.uses.forEach((use, position) => {
    const column = mapping.columns[position] ?? '';
    if (use.kind === 'field') names.set(use.field, names.get(use.field) ?? column);
    else if (use.kind === 'metaData') names.set(`metaData.${use.key}`, column);
    else if (use.kind !== 'ignored') namePart ??= column;
  });
  if (namePart !== undefined && !names.has('name')) names.set('name', namePart);
  return names;
}

/** The cell of a row that a field came from; without a column for a constant, and for the row as a whole. */
export type Locate = (row: MappedRow, field: string) => CellOrigin;

export function makeLocator(mapping: Mapping): Locate {
  const columns = toColumnNames(mapping);
  return (row, field) =>
    row.origins?.get(field) ?? { column: columns.get(field) ?? '', value: toFieldText(row, field) };
}

/** The text of a field, as mapped; empty where the row has none. */
export function toFieldText(row: MappedRow, field: string): string {
  const inFields = row.fields[field as PlainField];
  if (inFields !== undefined || !field.startsWith('metaData.')) return inFields ?? '';
  return row.metaData.get(field.slice('metaData.'.length)) ?? '';
}
