/** Opens JSON as a source: one object after the other, an array of them, or an array within one object. */
import type { Source } from '../../core/types.js';
import { assertApplicable } from '../assert-options.js';
import type { SourceBytes } from '../bytes.js';
import { chooseEncoding, type ChosenEncoding } from '../encoding/choose.js';
import { BATCH_ROWS, MAX_RECORD_BYTES, type ReadOptions } from '../options.js';
import { readSample } from '../sample.js';
import { toRereadable, type RereadableBytes } from '../twice.js';
import { JsonReader } from './reader.js';
import { describePlace, surveyJson, type JsonText } from './survey.js';

/**
 * Reads the file twice: the keys of all records are its columns. The bytes are closed when reading ends: after the last
 * batch, after an error, or on `close`.
 *
 * Throws `source_empty`, `source_unreadable`, `encoding_unknown`, `row_too_long`, `config_invalid`.
 */
export async function openJson(bytes: SourceBytes, options: ReadOptions = {}): Promise<Source> {
  assertApplicable(bytes.name, 'json', options);
  const again = await toRereadable(bytes);
  try {
    return await open(again, options);
  } catch (error) {
    await again.close();
    throw error;
  }
}

async function open(again: RereadableBytes, options: ReadOptions): Promise<Source> {
  const { name, reread } = again;
  const encoding = await findEncoding(again, options);
  const text: JsonText = {
    name,
    reread,
    encoding,
    limit: options.limit ?? Number.POSITIVE_INFINITY,
    maxCharacters: options.maxRecordBytes ?? MAX_RECORD_BYTES,
    nulls: options.nulls ?? [],
  };
  const survey = await surveyJson(text);
  const { place, columns, kind, firstLine, doubts, sha256 } = survey;
  const reader = new JsonReader(text, survey, options.batchRows ?? BATCH_ROWS);
  return {
    columns: columns.names,
    headerLine: firstLine,
    format: { kind, encoding: encoding.name, delimiter: '' },
    notes: describePlace(name, place),
    doubts: encoding.doubt === undefined ? doubts : [encoding.doubt, ...doubts],
    toEndNotes: () => [],
    batches: () => closing(reader.batches(), () => again.close()),
    sha256: () => again.sha256 ?? sha256,
    close: () => again.close(),
  };
}

async function findEncoding({ reread }: RereadableBytes, options: ReadOptions): Promise<ChosenEncoding> {
  const bytes = reread();
  try {
    const sample = await readSample(bytes);
    return await chooseEncoding({ ...bytes, reread }, sample, options.encoding);
  } finally {
    await bytes.close();
  }
}

async function* closing<T>(batches: AsyncGenerator<T>, close: () => Promise<void>): AsyncGenerator<T> {
  try {
    yield* batches;
  } finally {
    await close();
  }
}
