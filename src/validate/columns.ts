/** The source's own column names for each field. */
import type { Mapping } from '../core/types.js';

/**
 * The column, as the source writes it, that each field came from: `email`, `address.city`, `metaData.plan`, … A name in
 * two parts is listed under its first column.
 */
export function toColumnNames(mapping: Mapping): ReadonlyMap<string, string> {
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
