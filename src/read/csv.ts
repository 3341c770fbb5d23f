/** Opens delimited text as a source. */
import type { Source } from '../core/types.js';
import { holdsFinalValues } from '../core/own-columns.js';
import { assertApplicable } from './assert-options.js';
import type { SourceBytes } from './bytes.js';
import { chooseEncoding } from './encoding/choose.js';
import { detectDialect, toDialectError } from './detect-dialect.js';
import type { ReadOptions } from './options.js';
import { readSample } from './sample.js';
import { toStart } from './start.js';
import { TableReader } from './table-reader.js';

/**
 * Opens CSV and similar text: reads the header, and gives the rows on request, one chunk of bytes at a time. The bytes are
 * closed when reading ends: after the last batch, after an error, or on `close`.
 *
 * Throws `source_empty`, `header_missing`, `encoding_unknown`, `encoding_unclear`, `row_too_long`, `source_unreadable`, `config_invalid`;
 * `batches` throws the same for what comes later.
 */
export async function openCsv(bytes: SourceBytes, options: ReadOptions = {}): Promise<Source> {
  let table: TableReader | undefined;
  try {
    assertApplicable(bytes.name, 'text', options);
    const sample = await readSample(bytes);
    const encoding = await chooseEncoding(bytes, sample, options.encoding);
    const start = toStart(sample, encoding, bytes.name, options);
    const doubt = detectDialect(start, sample.complete, options);
    const reader = (table = new TableReader(bytes, start, options));
    const header = await reader.open(start.first).catch((error: unknown) => {
      throw doubt === undefined ? error : toDialectError(error, doubt);
    });
    // What the API gave is a text, also where it looks like a mark of a database.
    const unclear = holdsFinalValues(header.columns) ? undefined : doubt;
    return {
      ...header,
      format: start.format,
      notes: [...start.place.notes, ...header.notes],
      doubts: [encoding.doubt, unclear, ...start.place.doubts].filter((one) => one !== undefined),
      headerRemedy: start.place.remedy,
      toEndNotes: () => reader.toEndNotes(),
      batches: () => reader.batches(),
      sha256: () => bytes.sha256(),
      close: () => reader.close(),
    };
  } catch (error) {
    await (table ?? bytes).close();
    throw error;
  }
}
