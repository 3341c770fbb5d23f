/** Delimited text becomes a source. */
import type { Source } from '../core/types.js';
import type { SourceBytes } from './bytes.js';
import type { ReadOptions } from './options.js';
import { toStart } from './start.js';
import { TableReader } from './table-reader.js';

/** Enough for fifty records of most tables. */
const SAMPLE_BYTES = 64 * 1024;

/**
 * Opens CSV or the like: its header is read, its rows come as they are asked for, one chunk of bytes at a time. The bytes are
 * closed by whatever ends the reading: the last batch, an error, `close`.
 *
 * Throws `source_empty`, `header_missing`, `encoding_unknown`, `row_too_long`, `source_unreadable`, `config_invalid`; so does
 * `batches`, as to what comes later.
 */
export async function openCsv(bytes: SourceBytes, options: ReadOptions = {}): Promise<Source> {
  let table: TableReader | undefined;
  try {
    const sample = await readSample(bytes);
    const start = toStart(sample.bytes, sample.complete, bytes.name, options);
    const reader = (table = new TableReader(bytes, start, options));
    const columns = await reader.open(sample.bytes.subarray(start.skipBytes));
    return {
      columns,
      format: start.format,
      batches: () => reader.batches(),
      sha256: () => bytes.sha256(),
      close: () => reader.close(),
    };
  } catch (error) {
    await (table ?? bytes).close();
    throw error;
  }
}

async function readSample(
  bytes: SourceBytes,
): Promise<{ readonly bytes: Buffer; readonly complete: boolean }> {
  const chunks: Buffer[] = [];
  for (let length = 0; length < SAMPLE_BYTES;) {
    const chunk = await bytes.read();
    if (chunk === undefined) return { bytes: Buffer.concat(chunks), complete: true };
    chunks.push(chunk);
    length += chunk.length;
  }
  return { bytes: Buffer.concat(chunks), complete: false };
}
