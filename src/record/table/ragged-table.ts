/**
 * A table whose rows may have cells that the header has no name for.
 *
 * Such cells go to the end of the line, and only then the header gains `bulk_extra_1`, `bulk_extra_2`, …: all lines have
 * as many cells as the header, the other columns stay where they are, and nothing is lost. How many are needed is known
 * after the last row, so a table with extra cells is written twice; one without (nearly all) once.
 */
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { parse } from 'csv-parse';
import { withAtomicFile } from './atomic-file.js';
import { toCsv, toHeader, toRawCsv, type Batches, type CsvOptions, type CsvRow } from './csv-writer.js';
import { withTempFile, type WriteChunk } from './temp-file.js';
import { withWriteErrors } from './write-error.js';

export interface RaggedRow {
  /** As many as the table has columns. */
  readonly cells: CsvRow;
  /** Cells without a column; usually none. */
  readonly extra: CsvRow;
}

/** Writes the table to `path`, all or nothing; gives the number of rows. Throws `output_unwritable`. */
export async function writeRaggedTable(
  path: string,
  columns: CsvRow,
  batches: Batches<RaggedRow>,
  options: CsvOptions = {},
): Promise<number> {
  return withTempFile(path, async (file) => {
    await file.write(toHeader(columns, options));
    const { count, extraColumns } = await writeRagged(file.write, batches);
    if (extraColumns === 0) await file.publish();
    else await withWriteErrors(path, () => widen(file.tempPath, path, { columns, extraColumns, options }));
    return count;
  });
}

async function writeRagged(write: WriteChunk, batches: Batches<RaggedRow>) {
  let count = 0;
  let extraColumns = 0;
  for await (const batch of batches) {
    if (batch.length === 0) continue;
    await write(toCsv(batch.map(({ cells, extra }) => (extra.length === 0 ? cells : [...cells, ...extra]))));
    count += batch.length;
    for (const { extra } of batch) extraColumns = Math.max(extraColumns, extra.length);
  }
  return { count, extraColumns };
}

/** Copies a table, made safe before, with as many columns more, and every line as long as its header. */
async function widen(
  fromPath: string,
  path: string,
  { columns, extraColumns, options }: { columns: CsvRow; extraColumns: number; options: CsvOptions },
): Promise<void> {
  const names = Array.from({ length: extraColumns }, (_name, at) => `bulk_extra_${at + 1}`);
  const blanks = names.map(() => '');
  await withAtomicFile(path, async (write) => {
    await write(toHeader([...columns, ...names], options));
    for await (const lines of readLines(fromPath)) {
      await write(toRawCsv(lines.map((line) => [...line, ...blanks.slice(line.length - columns.length)])));
    }
  });
}

/** The records after the header, unchanged. */
async function* readLines(fromPath: string): AsyncGenerator<string[][]> {
  // Both streams end when one fails, and the failure reaches the loop below through the parser.
  const records = pipeline(
    createReadStream(fromPath),
    parse({ bom: true, record_delimiter: '\n', relax_column_count: true, from: 2 }),
    () => undefined,
  );
  let batch: string[][] = [];
  for await (const record of records) {
    batch.push(record as string[]);
    if (batch.length < 256) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
