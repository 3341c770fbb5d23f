/** An export stands for the remote: its customers go into the directory. */
import { readCustomer } from '../../api/wire.js';
import { ADDRESS_FIELDS, FORBIDDEN_KEYS, TEXT_FIELDS, type RemoteCustomer } from '../../core/customer.js';
import { BulkError } from '../../core/errors.js';
import { parseJson } from '../../core/parse-json.js';
import type { ColumnUse, Mapping, SourceRow } from '../../core/types.js';
import { toComparable } from '../../map/field-names.js';
import { toMapping } from '../../map/mapping.js';
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
 * Reads what `export` wrote: a table, or JSON, also compressed. Throws `source_missing`, `source_unreadable` and what
 * reading a source throws.
 */
export async function readExport(
  run: Run,
  path: string,
  onRecords: (count: number) => void,
): Promise<ReadExport> {
  const source = await openSource(path);
  try {
    const isText = source.format.kind !== 'json' && source.format.kind !== 'ndjson';
    const mapping = toMapping(source.columns, { unknownColumns: 'ignore' });
    const toRemote = makeToRemote(mapping, path);
    let count = 0;
    for await (const batch of source.batches()) {
      run.journal.directory.put(batch.map(toRemote), true);
      count += batch.length;
      onRecords(count);
    }
    // A record of JSON leaves out what is null.
    return { absentFields: isText ? toAbsentFields(mapping) : [], isText };
  } finally {
    await source.close();
  }
}

function makeToRemote(mapping: Mapping, path: string): (row: SourceRow) => RemoteCustomer {
  const names = mapping.uses.map((use, at) => toName(use, mapping.columns[at] ?? ''));
  return ({ cells, line }) => {
    const entries = names.flatMap((name, at): [string, unknown][] =>
      name === undefined || (cells[at] ?? '') === '' ? [] : [[name, cells[at]]],
    );
    return toRecord(unflatten(entries, path, line), path, line);
  };
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

/** `address.city` goes into `address`; what is there as an object stays. Throws `source_unreadable` for broken JSON. */
function unflatten(
  entries: readonly [string, unknown][],
  path: string,
  line: number,
): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  const parts: Record<string, Record<string, unknown>> = {};
  for (const [name, value] of entries) {
    const [, group, key] = /^(address|metaData)\.(.+)$/s.exec(name) ?? [];
    if (group === undefined || key === undefined) record[name] = value;
    else if (!FORBIDDEN_KEYS.has(key)) (parts[group] ??= {})[key] = value;
  }
  for (const [group, part] of Object.entries(parts)) {
    const whole = toObject(record[group]);
    if (whole === undefined) throw toLineError(path, line, `its ${group} is no whole JSON`);
    record[group] = { ...whole, ...part };
  }
  return record;
}

/** Undefined for a text that begins like JSON and can not be parsed. */
function toObject(value: unknown): object | undefined {
  if (typeof value !== 'string' || !value.startsWith('{')) return {};
  const parsed = parseJson(value);
  return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
}

function toRecord(json: unknown, path: string, line: number): RemoteCustomer {
  const found = readCustomer(json);
  if (found.kind === 'found') return found.value;
  throw toLineError(path, line, `it comes ${found.problem}`);
}

function toLineError(path: string, line: number, problem: string): BulkError {
  return new BulkError(
    'source_unreadable',
    `${path}: line ${line} is not a customer of an export: ${problem}.`,
    { hint: 'Give a file that `export` wrote, with at least uid, externalId, name and email.' },
  );
}
