/** The store is projected into the files. */
import type { Writable } from 'node:stream';
import type { ExportOptions } from '../../config/options.js';
import type { RemoteAddress } from '../../core/api-port.js';
import type { MetaData, WholeCustomer } from '../../core/customer.js';
import type { Emit } from '../../core/events.js';
import { toUidKey } from '../../core/match-key.js';
import type { ExportStore } from '../../journal/export-store.js';
import type { RecordFilter } from '../../journal/record-filter.js';
import { CustomerColumns, type ExportedCustomer } from '../../record/export/customer-table.js';
import { encodeCsv, encodeNdjson, encodeXlsx, type Chunks } from '../../record/export/encode.js';
import type { ExportTarget } from '../../record/export/format.js';
import { ObjectColumns, toObjectCells } from '../../record/export/object-table.js';
import { writeChunks } from '../../record/export/write-chunks.js';
import { IMPORT_CHECKS } from '../import-checks.js';

export interface FileDeps {
  readonly stdout: Writable;
  readonly emit: Emit;
  readonly signal: AbortSignal;
}

/** Writes the customers; gives the SHA-256 of the file; null if its reader wanted no more. */
export async function writeCustomers(
  store: ExportStore,
  target: ExportTarget,
  {
    filter,
    fields,
    addresses,
  }: Pick<ExportOptions, 'fields' | 'addresses'> & { readonly filter: RecordFilter },
  { stdout, emit, signal }: FileDeps,
): Promise<string | null> {
  const total = store.count('customer', filter);
  emit({ type: 'phase', phase: 'writing', total });
  const readCustomers = function* (): Generator<readonly ExportedCustomer[]> {
    for (const batch of store.read('customer', filter)) {
      signal.throwIfAborted();
      yield (batch as WholeCustomer[]).map((customer) => toExported(store, customer, addresses));
    }
  };
  const readWithProgress = function* (): Generator<readonly ExportedCustomer[]> {
    let done = 0;
    for (const batch of readCustomers()) {
      yield batch;
      done += batch.length;
      emit({ type: 'progress', phase: 'writing', done, total });
    }
  };
  if (target.format === 'ndjson' && fields === undefined) {
    return writeChunks(encodeNdjson(mapEach(readWithProgress(), toWhole)), target, stdout);
  }
  const columns = new CustomerColumns(IMPORT_CHECKS);
  for (const batch of readCustomers()) for (const one of batch) columns.add(one);
  const table = columns.toTable(fields);
  const rows = mapEach(readWithProgress(), (one) => table.toCells(one));
  return writeChunks(encode(target, 'customers', table.columns, rows), target, stdout);
}

/** Writes the transactions, each with the uid of its customer; gives the SHA-256 of the file; null if its reader wanted no more. */
export async function writeTransactions(
  store: ExportStore,
  target: ExportTarget,
  filter: RecordFilter,
  { stdout, signal }: FileDeps,
): Promise<string | null> {
  const readAll = function* (): Generator<readonly MetaData[]> {
    for (const batch of store.read('customer', filter)) {
      signal.throwIfAborted();
      yield (batch as WholeCustomer[]).flatMap(({ uid, externalId }) =>
        (store.readOwned('transaction', toUidKey(uid)) as MetaData[]).map((record) => ({
          ...record,
          customerUid: uid,
          customerExternalId: externalId,
        })),
      );
    }
  };
  if (target.format === 'ndjson') return writeChunks(encodeNdjson(readAll()), target, stdout);
  const columns = new ObjectColumns();
  for (const batch of readAll()) for (const one of batch) columns.add(one);
  const names = columns.toNames(['customerUid', 'customerExternalId']);
  const rows = mapEach(readAll(), (record) => toObjectCells(names, record));
  return writeChunks(encode(target, 'transactions', names, rows), target, stdout);
}

function encode(
  { format, bom }: ExportTarget,
  name: string,
  columns: readonly string[],
  rows: Iterable<readonly string[][]>,
): Chunks {
  if (format === 'xlsx') return encodeXlsx(name, columns, rows);
  if (format === 'csv') return encodeCsv(columns, rows, { bom });
  const toObject = (cells: readonly string[]) =>
    Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? '']));
  return encodeNdjson(mapEach(rows, toObject));
}

function toExported(store: ExportStore, customer: WholeCustomer, withAddresses: boolean): ExportedCustomer {
  if (!withAddresses) return { customer };
  return { customer, addresses: store.readOwned('address', toUidKey(customer.uid)) as RemoteAddress[] };
}

/** As the vendor has it: nested, with every field. */
function toWhole({ customer: { more, ...customer }, addresses }: ExportedCustomer): unknown {
  return { ...customer, ...more, ...(addresses === undefined ? {} : { addresses }) };
}

function* mapEach<From, To>(batches: Iterable<readonly From[]>, map: (one: From) => To): Generator<To[]> {
  for (const batch of batches) yield batch.map(map);
}
