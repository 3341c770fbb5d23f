/** A path, or standard input, becomes a source. */
import { extname } from 'node:path';
import type { Readable } from 'node:stream';
import { BulkError } from '../core/errors.js';
import type { Source } from '../core/types.js';
import { openFileBytes, openStreamBytes, type SourceBytes } from './bytes.js';
import { openCsv } from './csv.js';
import type { ReadOptions } from './options.js';

export interface OpenOptions extends ReadOptions {
  /** What `-` reads; destroyed when the source is closed. */
  readonly stdin?: Readable;
}

type OpenFormat = (bytes: SourceBytes, options: ReadOptions) => Promise<Source>;

/** By the ending of the name, in lower case. Any other (a pipe, `.dat`) is read as text, for its content shows what it is. */
const FORMATS: ReadonlyMap<string, OpenFormat> = new Map<string, OpenFormat>([
  ['.csv', openCsv],
  ['.txt', openCsv],
  ['.tsv', (bytes, options) => openCsv(bytes, { usualDelimiter: '\t', ...options })],
  ['.xlsx', refuse('Excel workbooks', 'In the spreadsheet: Save As, "CSV UTF-8", and give that file.')],
  ['.gz', refuse('compressed files', 'Unpack it: gzip -dc <file> | bitpowr-bulk … -')],
]);

/**
 * Opens the source at a path, or standard input for `-`; close it after use, unless its last batch was read. Throws
 * `source_missing`, `source_unreadable`, and what `openCsv` throws.
 */
export async function openSource(pathOrDash: string, options: OpenOptions = {}): Promise<Source> {
  const bytes = await openBytes(pathOrDash, options.stdin);
  const openFormat = FORMATS.get(extname(pathOrDash).toLowerCase()) ?? openCsv;
  return openFormat(bytes, options);
}

async function openBytes(pathOrDash: string, stdin: Readable | undefined): Promise<SourceBytes> {
  if (pathOrDash !== '-') return openFileBytes(pathOrDash);
  if (stdin !== undefined) return openStreamBytes('stdin', stdin);
  throw new BulkError('source_missing', 'The source is `-`, but there is no standard input.', {
    hint: 'Give a path, or pipe a file in: cat customers.csv | bitpowr-bulk … -',
  });
}

function refuse(what: string, hint: string): OpenFormat {
  return async (bytes) => {
    await bytes.close();
    throw new BulkError(
      'source_unreadable',
      `${bytes.name}: ${what} can't be read yet; expected .csv, .tsv or .txt.`,
      { hint },
    );
  };
}
