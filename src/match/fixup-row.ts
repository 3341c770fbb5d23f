/** A row of fixup.csv: the least that brings its customer in sync. Pure. */
import { ADDRESS_FIELDS, TEXT_FIELDS, type Customer, type MetaData } from '../core/customer.js';
import type { ComparedRow, FixupRow } from '../core/difference.js';
import type { RowWish } from '../core/types.js';
import { isIgnored, toRealChanges, type CompareOptions, type RowComparison } from './compare.js';

/** Undefined if an import would change nothing. */
export function toFixupRow(
  row: ComparedRow,
  { status, differences }: RowComparison,
  options: CompareOptions,
): FixupRow | undefined {
  const { wish } = row;
  if (wish === undefined || !differences.some(({ isFixable }) => isFixable)) return undefined;
  const cells = new Map([
    ['bulk_row', String(row.rowNumber)],
    ['bulk_status', status],
  ]);
  if (status === 'missing_remote') addWhole(cells, wish);
  else addChanges(cells, wish, row, options);
  if (row.hasAddress === false && wish.provisionAddress !== false) addAddress(cells, wish);
  return cells;
}

/** A new customer gets its own uid, so none is written. */
function addWhole(cells: Map<string, string>, wish: RowWish): void {
  const { customer } = wish;
  if (customer.externalId !== undefined) cells.set('externalId', customer.externalId);
  for (const field of TEXT_FIELDS) setText(cells, field, customer[field]);
  for (const field of ADDRESS_FIELDS) setText(cells, `address.${field}`, customer.address?.[field]);
  addMetaData(cells, wish, customer.metaData ?? {});
}

/**
 * Identified by its uid, which no other key can contradict. Only the fields that differ are written, so that ignored ones,
 * and those changed since, are left alone. The name is always written: every row must have one.
 */
function addChanges(
  cells: Map<string, string>,
  wish: RowWish,
  row: ComparedRow,
  options: CompareOptions,
): void {
  const { customer } = wish;
  cells.set('uid', row.uid);
  const name = isIgnored('name', options) ? row.remote?.name : undefined;
  cells.set('name', name === undefined || name.trim() === '' ? customer.name : name);
  const fields = new Set(toRealChanges(row, options).map(({ field }) => field));
  for (const field of TEXT_FIELDS) if (fields.has(field)) setText(cells, field, customer[field]);
  for (const field of ADDRESS_FIELDS) {
    if (fields.has(`address.${field}`)) setText(cells, `address.${field}`, customer.address?.[field]);
  }
  const changed = Object.entries(customer.metaData ?? {}).filter(([key]) => fields.has(`metaData.${key}`));
  addMetaData(cells, wish, Object.fromEntries(changed));
}

/** Values from text columns stay in such columns; the others keep their JSON types in the column `metaData`. */
function addMetaData(cells: Map<string, string>, { textMetaData }: RowWish, metaData: MetaData): void {
  const asText = new Set(textMetaData);
  const entries = Object.entries(metaData);
  for (const [key, value] of entries) {
    if (asText.has(key) && typeof value === 'string') cells.set(`metaData.${key}`, value);
  }
  const rest = entries.filter(([key]) => !asText.has(key));
  if (rest.length > 0) cells.set('metaData', JSON.stringify(Object.fromEntries(rest)));
}

function addAddress(cells: Map<string, string>, { subAccountId }: RowWish): void {
  cells.set('provisionAddress', 'yes');
  setText(cells, 'subAccountId', subAccountId);
}

function setText(cells: Map<string, string>, column: string, text: Customer['email']): void {
  if (text !== undefined) cells.set(column, text);
}
