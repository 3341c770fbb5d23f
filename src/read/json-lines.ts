/** Reads newline-delimited JSON, also compressed, a batch at a time. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { BulkError, toMessage, toSystemCode } from '../core/errors.js';
import { BATCH_ROWS } from './options.js';

export interface JsonLine {
  /** From 1. */
  readonly line: number;
  readonly value: unknown;
}

/** The values of all lines that are not blank. Throws `source_missing`, `source_unreadable`. */
export async function* readJsonLines(path: string): AsyncGenerator<readonly JsonLine[]> {
  const input = createReadStream(path);
  const text: Readable = /\.gz$/i.test(path)
    ? // A file error reaches the reader through the stream.
      input.on('error', (error) => text.destroy(error)).pipe(createGunzip())
    : input;
  let batch: JsonLine[] = [];
  let line = 0;
  try {
    for await (const json of createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })) {
      line += 1;
      if (json.trim() === '') continue;
      batch.push({ line, value: JSON.parse(json) as unknown });
      if (batch.length < BATCH_ROWS) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  } catch (error) {
    throw toReadError(path, line, error);
  } finally {
    input.destroy();
  }
}

function toReadError(path: string, line: number, cause: unknown): BulkError {
  if (toSystemCode(cause) === 'ENOENT') {
    return new BulkError('source_missing', `There is no file ${path}.`, { cause });
  }
  const where = cause instanceof SyntaxError ? `line ${line} is not JSON` : `after line ${line}`;
  return new BulkError('source_unreadable', `${path}: ${where}: ${toMessage(cause)}.`, { cause });
}
