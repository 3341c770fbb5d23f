/** The result of comparing one row, and of one customer that no row names. Pure. */
import type { JsonValue, RemoteCustomer } from '../core/customer.js';
import type { ComparedRow, Difference, ReconcileStatus } from '../core/difference.js';
import type { FieldChange, MatchKey } from '../core/types.js';
import { isSameJson } from './same-json.js';

/** The result of comparing one row. */
export interface RowComparison {
  readonly status: ReconcileStatus;
  readonly differences: readonly Difference[];
}

export interface CompareOptions {
  /** Fields to ignore, by their own name or that of their group (`address`, `metaData`). */
  readonly ignore: ReadonlySet<string>;
  /** The remote was read from a table, where every value is text. */
  readonly remoteIsText: boolean;
}

/** The status of a row and its lines of reconcile.csv: none for a row in sync. */
export function compareRow(row: ComparedRow, options: CompareOptions): RowComparison {
  switch (row.state) {
    case 'invalid':
      return toWhole(row, 'invalid', false);
    case 'skipped':
      return toWhole(row, 'skipped', false);
    case 'conflict':
      return toWhole(row, 'ambiguous', false);
    case 'planned_create':
      return toWhole(row, 'missing_remote', true);
    case 'failed':
      // No customer has this uid, or the row has no key to recognise a new customer by.
      return toWhole(row, 'missing_remote', false);
    default:
      return compareMatched(row, options);
  }
}

function toWhole(row: ComparedRow, status: ReconcileStatus, isFixable: boolean): RowComparison {
  return { status, differences: [{ ...toBase(row, status), isFixable }] };
}

function compareMatched(row: ComparedRow, options: CompareOptions): RowComparison {
  const changed = toRealChanges(row, options).map(({ field, before, after }): Difference => ({
    ...toBase(row, 'changed'),
    field,
    source: toText(after),
    remote: toText(before),
  }));
  const isAddressMissing = row.hasAddress === false && row.wish?.provisionAddress !== false;
  const differences = isAddressMissing ? [...changed, toBase(row, 'address_missing')] : changed;
  return { status: differences[0]?.status ?? 'same', differences };
}

/** The changes of a row that are neither ignored nor only apparent. */
export function toRealChanges({ changes }: ComparedRow, options: CompareOptions): readonly FieldChange[] {
  return changes.filter(
    (change) => !isIgnored(change.field, options) && !(options.remoteIsText && isSameAsText(change)),
  );
}

export function isIgnored(field: string, { ignore }: CompareOptions): boolean {
  return ignore.has(field) || ignore.has(field.slice(0, Math.max(0, field.indexOf('.'))));
}

/** The source has a number, a boolean or an object, and the remote has its text. */
function isSameAsText({ before, after }: FieldChange): boolean {
  if (typeof before !== 'string' || typeof after === 'string') return false;
  try {
    return isSameJson(JSON.parse(before) as JsonValue, after as JsonValue);
  } catch {
    return false;
  }
}

function toBase(row: ComparedRow, status: ReconcileStatus): Difference {
  return {
    status,
    ...toKey({ ...row.keys, ...row.wish?.customer }),
    field: '',
    source: '',
    remote: '',
    uid: row.uid,
    rowNumber: row.rowNumber,
    line: row.line,
    matchedBy: row.matchedBy,
    code: row.code,
    message: row.message,
    isFixable: true,
  };
}

/** The line of a customer that no row names. */
export function toMissingSource(customer: RemoteCustomer): Difference {
  const { uid } = customer;
  return {
    status: 'missing_source',
    ...toKey(customer),
    field: '',
    source: '',
    remote: '',
    uid,
    rowNumber: undefined,
    line: undefined,
    matchedBy: '',
    code: '',
    message: '',
    isFixable: false,
  };
}

function toKey(
  keys: Readonly<Partial<Record<MatchKey, string | null>>>,
): Pick<Difference, 'key' | 'keyField'> {
  const keyField = (['externalId', 'email', 'uid'] as const).find(
    (field) => (keys[field] ?? undefined) !== undefined,
  );
  return keyField === undefined ? { key: '', keyField: '' } : { key: keys[keyField] ?? '', keyField };
}

/** A value as a cell: text unchanged, no value as an empty cell, the rest as JSON. */
function toText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
