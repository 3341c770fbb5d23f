/** undo.csv: the customers that a run touched, as they were. */
import { rm } from 'node:fs/promises';
import { ADDRESS_FIELDS, type CustomerRecord } from '../../core/customer.js';
import { writeCsv, type Batches, type CsvRow } from './csv-writer.js';
import { withWriteErrors } from './write-error.js';

export const UNDO_COLUMNS = [
  'uid',
  'externalId',
  'name',
  'email',
  'phone',
  'description',
  ...ADDRESS_FIELDS.map((field) => `address.${field}` as const),
  'metaData',
  'bulk_row',
  'bulk_undo',
] as const;

/** One customer that the run touched. */
export interface UndoEntry {
  readonly rowNumber: number;
  readonly uid: string;
  readonly externalId: string | null;
  /** `restore`: `record` is what was there before. `delete`: the run made the customer, and `record` is what it made. */
  readonly todo: 'restore' | 'delete';
  readonly record: CustomerRecord;
}

/**
 * Writes undo.csv, all or nothing; gives the number of customers. Without any there is no file. A customer that the run
 * made stands there as it was made: imported again, it stays as it is.
 *
 * Throws `output_unwritable`.
 */
export async function writeUndo(path: string, entries: Batches<UndoEntry>): Promise<number> {
  const batches = toLines(entries);
  const first = await batches.next();
  if (first.done === true) {
    await withWriteErrors(path, () => rm(path, { force: true }));
    return 0;
  }
  return writeCsv(path, UNDO_COLUMNS, chain(first.value, batches));
}

/** The cells of one customer under `UNDO_COLUMNS`. */
export function toUndoCells({ rowNumber, uid, externalId, todo, record }: UndoEntry): string[] {
  const { name, email, phone, description, address, metaData } = record;
  return [
    uid,
    externalId ?? '',
    ...[name, email, phone, description].map((text) => text ?? ''),
    ...ADDRESS_FIELDS.map((field) => toText(address?.[field])),
    Object.keys(metaData ?? {}).length === 0 ? '' : JSON.stringify(metaData),
    String(rowNumber),
    todo,
  ];
}

function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

async function* toLines(entries: Batches<UndoEntry>): AsyncGenerator<CsvRow[]> {
  for await (const batch of entries) if (batch.length > 0) yield batch.map(toUndoCells);
}

async function* chain<T>(first: T, rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield first;
  yield* rest;
}
