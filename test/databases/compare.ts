/** Compares what the server has with what the database held, field by field. */
import { isUuid, type JsonValue } from '../../src/core/customer.js';
import type { Customer } from '../../src/sandbox/index.js';
import type { ResultLine } from '../support/run-import.js';
import type { Imported } from './import-way.js';
import type { FieldValues, LegacyRow } from './legacy-table.js';

export interface Comparison {
  readonly rows: number;
  /** Fields compared at the server, and those of rows that were refused. */
  readonly fields: number;
  readonly equal: number;
  /** Fields of rows that a code refused. */
  readonly refused: number;
  /** Different at the server, missing without a word, or never in the database. */
  readonly silent: readonly string[];
  /** Refused with a code that this value should not have. */
  readonly wrongly: readonly string[];
}

type RowEnd =
  | { readonly kind: 'arrived'; readonly differences: readonly string[] }
  | { readonly kind: 'refused'; readonly isWrong: boolean; readonly code: string }
  | { readonly kind: 'missing' };

export function compare(rows: readonly LegacyRow[], { customers, results }: Imported): Comparison {
  const byEmail = new Map(customers.map((customer) => [customer.email, customer]));
  const resultByEmail = new Map(results.map((result) => [result['email'], result]));
  const silent: string[] = [];
  const wrongly: string[] = [];
  let [fields, equal, refused] = [0, 0, 0];
  for (const row of rows) {
    const size = Object.keys(row.expected).length;
    const name = `${row.className} in ${row.field}`;
    const end = compareRow(row, byEmail.get(row.email), resultByEmail.get(row.email));
    byEmail.delete(row.email);
    fields += size;
    if (end.kind === 'missing') silent.push(`${name}: the row is missing`);
    else if (end.kind === 'refused') {
      refused += size;
      if (end.isWrong) wrongly.push(`${name}: ${end.code}`);
    } else {
      equal += Math.max(0, size - end.differences.length);
      silent.push(...end.differences.map((difference) => `${name}: ${difference}`));
    }
  }
  silent.push(...[...byEmail.keys()].map((email) => `no row of the database: ${String(email)}`));
  return { rows: rows.length, fields, equal, refused, silent, wrongly };
}

function compareRow(row: LegacyRow, customer: Customer | undefined, result: ResultLine | undefined): RowEnd {
  if (customer !== undefined)
    return { kind: 'arrived', differences: findDifferences(row.expected, toFields(customer)) };
  const code = result?.['bulk_error_code'] ?? '';
  if (code === '') return { kind: 'missing' };
  return { kind: 'refused', isWrong: !row.refused.some((one) => one === code), code };
}

/** As the server keeps it, under the names of columns. Empty, null and absent are the same. */
function toFields(customer: Customer): FieldValues {
  const { externalId, name, email, phone, description, address, metaData } = customer;
  const fields: Record<string, unknown> = { name, email, phone, description };
  // Who has no id of his own gets one.
  if (!isUuid(externalId)) fields['externalId'] = externalId;
  for (const [key, value] of Object.entries(address ?? {})) fields[`address.${key}`] = value;
  for (const [key, value] of Object.entries(metaData ?? {})) fields[`metaData.${key}`] = value;
  return Object.fromEntries(
    Object.entries(fields).filter(
      (entry): entry is [string, JsonValue] => entry[1] !== null && entry[1] !== '',
    ),
  );
}

function findDifferences(expected: FieldValues, found: FieldValues): readonly string[] {
  const names = new Set([...Object.keys(expected), ...Object.keys(found)]);
  return [...names].flatMap((name) => {
    const [wanted, had] = [toComparable(expected[name]), toComparable(found[name])];
    return wanted === had ? [] : [`${name}: expected ${cut(wanted)}, found ${cut(had)}`];
  });
}

/** A letter and its mark are the same as the letter with the mark: Unicode calls them equivalent. */
function toComparable(value: JsonValue | undefined): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value).normalize('NFC');
}

function cut(json: string | undefined): string {
  return (json ?? 'nothing').slice(0, 80);
}
