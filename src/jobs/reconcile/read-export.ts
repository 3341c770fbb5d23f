/** An export stands for the remote: its customers go into the directory. */
import { extname } from 'node:path';
import { readCustomer } from '../../api/wire.js';
import { ADDRESS_FIELDS, FORBIDDEN_KEYS, TEXT_FIELDS, type RemoteCustomer } from '../../core/customer.js';
import { BulkError } from '../../core/errors.js';
import type { ColumnUse, Mapping } from '../../core/types.js';
import { toComparable } from '../../map/field-names.js';
import { toMapping } from '../../map/mapping.js';
import { readJsonLines } from '../../read/json-lines.js';
import { openSource } from '../../read/open.js';
import type { Run } from '../run/run.js';

/** When a customer was deleted: no import reads it, and a comparison needs it. */
const DELETED_AT = new Set(['deletedAt', 'bulk_deleted_at'].map(toComparable));

const COMPARED_FIELDS = [...TEXT_FIELDS, ...ADDRESS_FIELDS.map((field) => `address.${field}` as const)];

export interface ReadExport {
  /** Fields that the export does not have: nothing can be said of them. */
  readonly absentFields: readonly string[];
  /** A table has text only; JSON has its types. */
  readonly isText: boolean;
}

/**
 * Reads `.ndjson`, `.jsonl` (also `.gz`) or a table, named as `export` names its columns. Throws `source_missing`,
 * `source_unreadable` and what reading a source throws.
 */
export async function readExport(
  run: Run,
  path: string,
  onRecords: (count: number) => void,
): Promise<ReadExport> {
  const isJson = /^\.(ndjson|jsonl)$/.test(extname(path.replace(/\.gz$/i, '')).toLowerCase());
  const found = isJson ? { batches: toJsonRecords(path), absentFields: [] } : await openTable(path);
  let count = 0;
  for await (const batch of found.batches) {
    run.journal.directory.put(batch, true);
    count += batch.length;
    onRecords(count);
  }
  return { absentFields: found.absentFields, isText: !isJson };
}

async function* toJsonRecords(path: string): AsyncGenerator<RemoteCustomer[]> {
  for await (const batch of readJsonLines(path)) {
    yield batch.map(({ line, value }) => toRecord(unflatten(Object.entries(toObject(value))), path, line));
  }
}

async function openTable(path: string) {
  const source = await openSource(path);
  const mapping = toMapping(source.columns, { unknownColumns: 'ignore' });
  const names = mapping.uses.map((use, at) => toName(use, mapping.columns[at] ?? ''));
  async function* batches(): AsyncGenerator<RemoteCustomer[]> {
    try {
      for await (const batch of source.batches()) {
        yield batch.map(({ cells, line }) => {
          const entries = names.flatMap((name, at): [string, unknown][] =>
            name === undefined || (cells[at] ?? '') === '' ? [] : [[name, cells[at]]],
          );
          return toRecord(unflatten(entries), path, line);
        });
      }
    } finally {
      await source.close();
    }
  }
  return { batches: batches(), absentFields: toAbsentFields(mapping) };
}

function toName(use: ColumnUse, column: string): string | undefined {
  if (use.kind === 'field') return use.field;
  if (use.kind === 'metaData') return `metaData.${use.key}`;
  return DELETED_AT.has(toComparable(column)) ? 'deletedAt' : undefined;
}

/** A full export has a column for each of these; for metaData only where some customer has any. */
function toAbsentFields({ uses }: Mapping): string[] {
  const there = new Set(uses.map((use) => (use.kind === 'field' ? use.field : '')));
  return COMPARED_FIELDS.filter((field) => !there.has(field));
}

/** `address.city` goes into `address`; what stands there as an object stays. */
function unflatten(entries: readonly [string, unknown][]): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  const parts: Record<string, Record<string, unknown>> = {};
  for (const [name, value] of entries) {
    const [, group, key] = /^(address|metaData)\.(.+)$/s.exec(name) ?? [];
    if (group === undefined || key === undefined) record[name] = value;
    else if (!FORBIDDEN_KEYS.has(key)) (parts[group] ??= {})[key] = value;
  }
  for (const [group, part] of Object.entries(parts)) {
    record[group] = { ...toObject(record[group]), ...part };
  }
  return record;
}

function toObject(value: unknown): object {
  if (typeof value === 'string' && value.startsWith('{')) return JSON.parse(value) as object;
  return typeof value === 'object' && value !== null ? value : {};
}

function toRecord(json: unknown, path: string, line: number): RemoteCustomer {
  const found = readCustomer(json);
  if (found.kind === 'found') return found.value;
  throw new BulkError(
    'source_unreadable',
    `${path}: line ${line} is not a customer of an export: it comes ${found.problem}.`,
    { hint: 'Give a file that `export` wrote, with at least uid, externalId, name and email.' },
  );
}
