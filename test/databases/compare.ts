/** Compares what the server has with what the database held, field by field. */
import type { Code } from '../../src/core/codes.js';
import type { JsonValue } from '../../src/core/customer.js';
import { isUuid } from '../../src/core/customer.js';
import type { Customer } from '../../src/sandbox/index.js';
import type { ResultLine } from '../support/run-import.js';
import type { FieldValues, LegacyRow } from './legacy-table.js';

export interface Comparison {
  readonly rows: number;
  /** Fields compared at the server, and those of rows that were refused. */
  readonly fields: number;
  readonly equal: number;
  /** Fields of rows that a code refused. */
  readonly refused: number;
  /** Differences that a warning of the row announces, where the guide says that this way has it. */
  readonly said: number;
  /** Different at the server, missing without a word, or never in the database. */
  readonly silent: readonly string[];
  /** Refused with a code that this value should not have. */
  readonly wrongly: readonly string[];
}

/** What the guide says that a way loses: the warning for each class of values. */
export type Losses = Readonly<Record<string, Code>>;

export function compare(
  rows: readonly LegacyRow[],
  {
    customers,
    results,
  }: { readonly customers: readonly Customer[]; readonly results: readonly ResultLine[] },
  losses: Losses = {},
): Comparison {
  const byEmail = new Map(customers.map((customer) => [customer.email, customer]));
  const resultByEmail = new Map(results.map((result) => [result['email'], result]));
  const silent: string[] = [];
  const wrongly: string[] = [];
  let [fields, equal, refused, said] = [0, 0, 0, 0];
  for (const row of rows) {
    const size = Object.keys(row.expected).length;
    const result = resultByEmail.get(row.email);
    const customer = byEmail.get(row.email);
    byEmail.delete(row.email);
    fields += size;
    if (customer === undefined) {
      const code = result?.['bulk_error_code'] ?? '';
      if (code === '') silent.push(`${toName(row)}: the row is missing`);
      else refused += size;
      if (code !== '' && !row.refused.some((one) => one === code))
        wrongly.push(`${toName(row)}: ${code}: ${result?.['bulk_error'] ?? ''}`);
      continue;
    }
    const differences = findDifferences(row.expected, toFields(customer));
    const loss = losses[row.className];
    const isSaid = loss !== undefined && (result?.['bulk_warnings'] ?? '').split(';').includes(loss);
    equal += Math.max(0, size - differences.length);
    if (isSaid) said += differences.length;
    else silent.push(...differences.map((difference) => `${toName(row)}: ${difference}`));
  }
  silent.push(
    ...[...byEmail.keys()].map((email) => `a customer that the database does not have: ${String(email)}`),
  );
  if (results.length !== rows.length) silent.push(`${rows.length} rows became ${results.length}`);
  return { rows: rows.length, fields, equal, refused, said, silent, wrongly };
}

function toName({ className, field }: LegacyRow): string {
  return `${className} in ${field}`;
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
    const [wanted, had] = [JSON.stringify(expected[name]), JSON.stringify(found[name])];
    return wanted === had ? [] : [`${name}: expected ${cut(wanted)}, found ${cut(had)}`];
  });
}

function cut(json: string | undefined): string {
  return (json ?? 'nothing').slice(0, 80);
}
