/** Helpers of the reading tests: sources from text, all their rows, what they throw. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BulkError } from '../../src/core/errors.js';
import type { Source, SourceRow } from '../../src/core/types.js';
import { toSourceBytes } from '../../src/read/bytes.js';
import { openCsv } from '../../src/read/csv.js';
import type { ReadOptions } from '../../src/read/options.js';

export function toFixturePath(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/reading/${name}`, import.meta.url));
}

/** A source of these bytes, in chunks of `chunkBytes`. */
export function openText(
  text: string | Buffer,
  options: ReadOptions & { chunkBytes?: number } = {},
): Promise<Source> {
  const { chunkBytes = 64 * 1024, ...readOptions } = options;
  return openCsv(toSourceBytes('customers.csv', toChunks(Buffer.from(text), chunkBytes)), readOptions);
}

export async function readRows(source: Source): Promise<SourceRow[]> {
  const rows: SourceRow[] = [];
  for await (const batch of source.batches()) rows.push(...batch);
  return rows;
}

export async function readTextRows(text: string | Buffer, options = {}): Promise<SourceRow[]> {
  return readRows(await openText(text, options));
}

/** The rows as `[line, ...cells]`. */
export function toLinesAndCells(rows: readonly SourceRow[]): (string | number)[][] {
  return rows.map(({ line, cells }) => [line, ...cells]);
}

/** What the promise rejects with, which must be a `BulkError`. */
export async function catchBulkError(promise: Promise<unknown>): Promise<BulkError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof BulkError) return error;
    throw error;
  }
  throw new Error('Expected a BulkError, but nothing was thrown.');
}

function* toChunks(bytes: Buffer, chunkBytes: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += chunkBytes)
    yield Buffer.from(bytes.subarray(at, at + chunkBytes));
}

/** A file of these bytes in a folder of its own. */
export async function writeTemporary(
  bytes: Buffer | string,
  name = 'customers.csv',
): Promise<{ readonly path: string; readonly remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'bitpowr-read-'));
  const path = join(folder, name);
  await writeFile(path, bytes);
  return { path, remove: () => rm(folder, { recursive: true }) };
}
