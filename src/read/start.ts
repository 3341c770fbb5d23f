/** From the first bytes of a text source: how to read the rest. */
import { BulkError } from '../core/errors.js';
import type { SourceFormat } from '../core/types.js';
import { detectDelimiter } from './detect-delimiter.js';
import { detectLineEnding, detectMarkup, detectSepLine, type LineEnding } from './detect.js';
import type { ChosenEncoding } from './encoding/choose.js';
import type { Decode, Decoded } from './encoding/decoded.js';
import { parseDelimiter, type ReadOptions } from './options.js';
import type { Sample } from './sample.js';

export interface Start {
  readonly format: SourceFormat;
  readonly lineEnding: LineEnding;
  /** Continues after `first`. */
  readonly decode: Decode;
  /** The part of the table that has been read, without byte order mark and `sep=;` line. */
  readonly first: Decoded;
  /** Line of the file where the table begins. */
  readonly firstLine: number;
}

/** Throws `source_unreadable`, `config_invalid`. */
export function toStart(
  sample: Sample,
  { name: encoding, makeDecode, bomBytes }: ChosenEncoding,
  name: string,
  options: ReadOptions,
): Start {
  const chosen = options.delimiter === undefined ? undefined : parseDelimiter(options.delimiter);
  const decode = makeDecode();
  const { utf8, ...rest } = decode(sample.bytes.subarray(bomBytes), false);
  assertTable(utf8, name);
  const sep = detectSepLine(utf8);
  const table = utf8.subarray(sep?.bytes ?? 0);
  const lineEnding = detectLineEnding(utf8);
  const usual = options.usualDelimiter === undefined ? {} : { usual: options.usualDelimiter };
  const { complete } = sample;
  const delimiter = chosen ?? sep?.delimiter ?? detectDelimiter(table, { lineEnding, complete, ...usual });
  return {
    format: { kind: 'csv', encoding, delimiter },
    lineEnding,
    decode,
    first: { utf8: table, ...rest },
    firstLine: sep === undefined ? 1 : 2,
  };
}

/** Some programs export a web page or XML with the extension of a table; every row of it would be wrong. */
function assertTable(utf8: Buffer, name: string): void {
  const markup = detectMarkup(utf8);
  if (markup === undefined) return;
  throw new BulkError('source_unreadable', `${name} is ${markup}, despite its name; expected a table.`, {
    hint: 'Open it in a spreadsheet program, save it as .xlsx or as "CSV UTF-8", and give that file.',
  });
}
