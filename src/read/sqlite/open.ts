/** Opens the result of a query on a SQLite database as a source. */
import { setImmediate } from 'node:timers/promises';
import { BulkError } from '../../core/errors.js';
import type { Source, SourceDoubt, SourceRow } from '../../core/types.js';
import { assertApplicable } from '../assert-options.js';
import type { SourceBytes } from '../bytes.js';
import { BATCH_ROWS, type ReadOptions } from '../options.js';
import { RowBatch } from '../row-batch.js';
import { makeToCell } from './cell.js';
import {
  describeTables,
  openSqliteFile,
  toSqliteError,
  type SqliteFile,
  type SqliteRows,
} from './database.js';
import { assertWhole } from './header.js';
import { toQueryHint, toSelect } from './query.js';

/**
 * The rows of `options.query`. The bytes are closed when reading ends. Throws `source_unreadable`, `source_empty`,
 * `config_invalid`.
 */
export async function openSqlite(bytes: SourceBytes, options: ReadOptions = {}): Promise<Source> {
  const { name } = bytes;
  try {
    assertApplicable(name, 'sqlite', options);
    if (bytes.file === undefined) throw toNoFileError(name);
    await assertWhole(name, bytes.file);
    const file = openSqliteFile(name);
    try {
      return toSource(file, bytes, options);
    } catch (error) {
      file.close();
      throw error;
    }
  } catch (error) {
    await bytes.close();
    throw error;
  }
}

function toSource(file: SqliteFile, bytes: SourceBytes, options: ReadOptions): Source {
  const { name } = bytes;
  if (options.query === undefined) throw toNoQueryError(name, file.tables);
  const found = file.query(toSelect(options.query), options.limit);
  const first = readNext(found, name);
  if (first === undefined)
    throw new BulkError('source_empty', `${name}: the query of \`--query\` gives no rows.`, {
      hint: 'Check the conditions of the query.',
    });
  const close = async (): Promise<void> => {
    file.close();
    await bytes.close();
  };
  return {
    columns: found.columns,
    headerLine: 1,
    format: { kind: 'sqlite', encoding: file.encoding.toLowerCase(), delimiter: '' },
    notes: [],
    doubts: [],
    toEndNotes: () => [],
    batches: () =>
      readBatches(file, found, first, { bytes, close, batchRows: options.batchRows ?? BATCH_ROWS }),
    sha256: () => bytes.sha256(),
    close,
  };
}

async function* readBatches(
  file: SqliteFile,
  found: SqliteRows,
  first: readonly unknown[],
  { bytes, close, batchRows }: { bytes: SourceBytes; close: () => Promise<void>; batchRows: number },
): AsyncGenerator<readonly SourceRow[]> {
  const batch = new RowBatch(batchRows);
  const toRow = makeToRow(file.encoding);
  let rowNumber = 0;
  try {
    for (let values: typeof first | undefined = first; values !== undefined;) {
      batch.add(toRow(values, (rowNumber += 1)));
      if (batch.isFull) {
        yield batch.take();
        // The driver reads without pause: a signal is heard here.
        await setImmediate();
      }
      values = readNext(found, bytes.name);
    }
    if (!batch.isEmpty) yield batch.take();
    while ((await bytes.read()) !== undefined);
  } finally {
    await close();
  }
}

function readNext({ rows }: SqliteRows, name: string): readonly unknown[] | undefined {
  try {
    const next = rows.next();
    return next.done === true ? undefined : next.value;
  } catch (error) {
    throw toSqliteError(name, error);
  }
}

/** A database has no lines: the line of a row is its number. */
function makeToRow(encoding: string): (values: readonly unknown[], rowNumber: number) => SourceRow {
  const toCell = makeToCell(encoding);
  return (values, rowNumber) => {
    const cells: string[] = [];
    const doubts: SourceDoubt[] = [];
    for (let at = 0; at < values.length; at += 2) {
      const { cell, doubt } = toCell(values[at], values[at + 1]);
      if (doubt !== undefined) doubts.push({ ...doubt, line: rowNumber, cell: cells.length });
      cells.push(cell);
    }
    const row = { rowNumber, line: rowNumber, cells };
    return doubts.length === 0 ? row : { ...row, doubts };
  };
}

function toNoFileError(name: string): BulkError {
  return new BulkError(
    'source_unreadable',
    `${name} is a SQLite database that is compressed or comes from a pipe.`,
    {
      hint: 'Give the path of the database file, not compressed.',
    },
  );
}

function toNoQueryError(name: string, tables: readonly string[]): BulkError {
  const message = `${name} is a SQLite database with ${describeTables(tables)}.`;
  return new BulkError('source_unreadable', message, { hint: toQueryHint(tables) });
}
