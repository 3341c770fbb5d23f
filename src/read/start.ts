/** From the first bytes of a text source: how to read the rest. */
import { BulkError } from '../core/errors.js';
import type { SourceFormat } from '../core/types.js';
import { detectDelimiter } from './detect-delimiter.js';
import { detectLineEnding, detectMarkup, detectSepLine, type LineEnding } from './detect.js';
import type { ChosenEncoding } from './encoding/choose.js';
import { makeDecode } from './encoding/decode.js';
import type { Decode, Decoded } from './encoding/decoded.js';
import { toTextSyntax, type TextSyntax } from './csv-dialect.js';
import { guardEscapes } from './escape-guard.js';
import type { ReadOptions } from './options.js';
import type { Sample } from './sample.js';

export interface Start {
  readonly format: SourceFormat;
  readonly lineEnding: LineEnding;
  readonly syntax: TextSyntax;
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
  { encoding, bomBytes }: ChosenEncoding,
  name: string,
  options: ReadOptions,
): Start {
  const syntax = toTextSyntax(options);
  const decode = makeDecode(encoding);
  const { utf8, ...rest } = decode(sample.bytes.subarray(bomBytes), false);
  assertTable(utf8, name);
  const sep = detectSepLine(utf8);
  const table = utf8.subarray(sep?.bytes ?? 0);
  const isEscaped = syntax.escape === 'backslash';
  const shown = isEscaped ? guardEscapes('')(table) : table;
  const lineEnding = detectLineEnding(shown);
  const usual = options.usualDelimiter === undefined ? {} : { usual: options.usualDelimiter };
  const delimiterOptions = { lineEnding, complete: sample.complete, quotes: syntax.quotes, ...usual };
  const delimiter = syntax.delimiter ?? sep?.delimiter ?? detectDelimiter(shown, delimiterOptions);
  const guard = isEscaped ? guardEscapes(delimiter) : undefined;
  return {
    format: { kind: 'csv', encoding, delimiter },
    lineEnding,
    syntax,
    decode: guard === undefined ? decode : toGuarded(decode, guard),
    first: { utf8: guard === undefined ? table : guard(table), ...rest },
    firstLine: sep === undefined ? 1 : 2,
  };
}

function toGuarded(decode: Decode, guard: (utf8: Buffer) => Buffer): Decode {
  return (bytes, isLast) => {
    const { utf8, ...rest } = decode(bytes, isLast);
    return { utf8: guard(utf8), ...rest };
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
