/** Opens a path, or standard input, as a source. */
import type { Readable } from 'node:stream';
import { BulkError } from '../core/errors.js';
import type { Source } from '../core/types.js';
import { openFileBytes, openStreamBytes, type SourceBytes } from './bytes.js';
import { openCsv } from './csv.js';
import { detectContent, type Content } from './detect.js';
import { toFormatError } from './formats/error.js';
import { findTextFormat } from './formats/text.js';
import { gunzip } from './gunzip.js';
import { isLoneValue } from './json/looks-like.js';
import { keepBytes } from './kept-bytes.js';
import type { ReadOptions } from './options.js';
import { readSample, unread } from './sample.js';

export interface OpenSourceOptions extends ReadOptions {
  /** The stream that `-` reads; destroyed when the source is closed. */
  readonly stdin?: Readable;
}

/**
 * Opens the source at a path, or standard input for `-`; close it after use, unless its last batch was read. The first
 * bytes select the format, not the name. Throws `source_missing`, `source_unreadable`, and what `openCsv` and `openXlsx` throw.
 */
export async function openSource(pathOrDash: string, options: OpenSourceOptions = {}): Promise<Source> {
  return openBytesAsSource(await openBytes(pathOrDash, options.stdin), options);
}

/** A source that can be read a second time. */
export interface RepeatableSource {
  readonly source: Source;
  /** The same source from its beginning; only after the last batch. Close it after use. */
  readonly again: () => Promise<Source>;
  /** Closes the source, and forgets what was kept of it. */
  readonly close: () => Promise<void>;
}

/** Opens a source like `openSource`. What comes through a pipe is kept in a nameless temporary file. */
export async function openRepeatable(
  pathOrDash: string,
  options: OpenSourceOptions = {},
): Promise<RepeatableSource> {
  const bytes = await openBytes(pathOrDash, options.stdin);
  if (bytes.file !== undefined) {
    const source = await openBytesAsSource(bytes, options);
    return { source, again: () => openSource(pathOrDash, options), close: () => source.close() };
  }
  const kept = await keepBytes(bytes);
  try {
    const source = await openBytesAsSource(kept.bytes, options);
    const close = async (): Promise<void> => {
      await source.close();
      await kept.close();
    };
    return { source, again: () => openBytesAsSource(kept.reread(), options), close };
  } catch (error) {
    await kept.close();
    throw error;
  }
}

async function openBytesAsSource(bytes: SourceBytes, options: ReadOptions): Promise<Source> {
  try {
    return await openContent(bytes, options);
  } catch (error) {
    await bytes.close();
    throw error;
  }
}

async function openContent(stored: SourceBytes, options: ReadOptions): Promise<Source> {
  const sample = await readSample(stored);
  const bytes = unread(stored, sample);
  const content = detectContent(sample.bytes);
  if (content !== 'gzip') return openUnpacked(bytes, content, options);
  const unpacked = gunzip(bytes);
  try {
    const inside = await readSample(unpacked);
    const source = await openUnpacked(unread(unpacked, inside), detectContent(inside.bytes), options);
    return { ...source, format: { ...source.format, compression: 'gzip' } };
  } catch (error) {
    await unpacked.close();
    throw error;
  }
}

async function openUnpacked(bytes: SourceBytes, content: Content, options: ReadOptions): Promise<Source> {
  const name = bytes.name.toLowerCase().replace(/\.gz$/, '');
  if (content === 'text') {
    if (WORKBOOK_ENDING.test(name)) throw await toNotWorkbookError(bytes);
    if (JSON_ENDING.test(name)) return openCsv(await assertNotValue(bytes), options);
    return openCsv(bytes, name.endsWith('.tsv') ? { usualDelimiter: '\t', ...options } : options);
  }
  // Most sources are text: the other readers, with their libraries, are loaded when they are needed.
  if (content === 'json') return (await import('./json/open.js')).openJson(bytes, options);
  if (content === 'sqlite') return (await import('./sqlite/open.js')).openSqlite(bytes, options);
  if (content === 'zip') return (await import('./xlsx/open.js')).openXlsx(bytes, options);
  const twice = { refused: 'compressed with gzip twice', hint: 'Unpack it once.' };
  throw toFormatError(bytes.name, content === 'gzip' ? twice : content);
}

const WORKBOOK_ENDING = /\.(xlsx|xlsm|xls|ods)$/;

const JSON_ENDING = /\.(json|ndjson|jsonl)$/;

/** Throws `source_unreadable` for JSON that is one value, such as `null`; a table may have any name. */
async function assertNotValue(bytes: SourceBytes): Promise<SourceBytes> {
  const sample = await readSample(bytes);
  if (!sample.complete || !isLoneValue(sample.bytes.toString('utf8'))) return unread(bytes, sample);
  throw new BulkError('source_unreadable', `${bytes.name} is one value of JSON, not a list of records.`, {
    hint: 'Write one object for each customer: {"externalId": "1", "name": "…"}, one to a line, or all in one array.',
  });
}

async function toNotWorkbookError(bytes: SourceBytes): Promise<BulkError> {
  const format = findTextFormat((await readSample(bytes)).bytes);
  if (format !== undefined) return toFormatError(bytes.name, format);
  return new BulkError(
    'source_unreadable',
    `${bytes.name} has the name of a workbook, but is text or damaged.`,
    { hint: 'Save it again as .xlsx. If it is CSV, give it a name that ends in .csv.' },
  );
}

async function openBytes(pathOrDash: string, stdin: Readable | undefined): Promise<SourceBytes> {
  if (pathOrDash !== '-') return openFileBytes(pathOrDash);
  if (stdin !== undefined) return openStreamBytes('stdin', stdin);
  throw new BulkError('source_missing', 'The source is `-`, but there is no standard input.', {
    hint: 'Give a path, or pipe a file in: cat customers.csv | bitpowr-bulk … -',
  });
}
