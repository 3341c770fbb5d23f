/** From the first bytes of a text source to how the rest is to be read. */
import { BulkError } from '../core/errors.js';
import type { SourceFormat } from '../core/types.js';
import { detectDelimiter } from './detect-delimiter.js';
import { detectBinary, detectEncoding, detectLineEnding, detectSepLine, type LineEnding } from './detect.js';
import { assertEncodingKnown, parseDelimiter, toConvertHint, type ReadOptions } from './options.js';

export interface Start {
  readonly format: SourceFormat;
  readonly lineEnding: LineEnding;
  /** Bytes before the table: the byte order mark and a line `sep=;`. */
  readonly skipBytes: number;
  /** Line of the file with which the table begins. */
  readonly firstLine: number;
}

/** `complete`: the sample is the whole source. Throws `source_unreadable`, `encoding_unknown`, `config_invalid`. */
export function toStart(sample: Buffer, complete: boolean, name: string, options: ReadOptions): Start {
  if (options.encoding !== undefined) assertEncodingKnown(options.encoding);
  const chosen = options.delimiter === undefined ? undefined : parseDelimiter(options.delimiter);
  assertText(sample, name);
  const { bomBytes } = detectEncoding(sample);
  const sep = detectSepLine(sample.subarray(bomBytes));
  const skipBytes = bomBytes + (sep?.bytes ?? 0);
  const table = sample.subarray(skipBytes);
  const lineEnding = detectLineEnding(sample.subarray(bomBytes));
  const usual = options.usualDelimiter === undefined ? {} : { usual: options.usualDelimiter };
  const delimiter = chosen ?? sep?.delimiter ?? detectDelimiter(table, { lineEnding, complete, ...usual });
  return {
    format: { kind: 'csv', encoding: 'utf-8', delimiter },
    lineEnding,
    skipBytes,
    firstLine: sep === undefined ? 1 : 2,
  };
}

function assertText(sample: Buffer, name: string): void {
  const binary = detectBinary(sample);
  if (binary !== undefined) {
    throw new BulkError('source_unreadable', `${name} is ${binary}; expected CSV text.`, {
      hint: 'Unpack it, or save the table as CSV UTF-8, and give that file.',
    });
  }
  const { encoding } = detectEncoding(sample);
  if (encoding === 'utf-8') return;
  const label = encoding.toUpperCase();
  throw new BulkError('encoding_unknown', `${name} is ${label} text; expected UTF-8.`, {
    hint: toConvertHint(label),
  });
}
