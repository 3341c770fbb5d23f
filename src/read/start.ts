/** From the first bytes of a text source: how to read the rest. */
import type { SourceFormat } from '../core/types.js';
import { detectLineEnding, detectSepLine, type LineEnding } from './detect.js';
import type { ChosenEncoding } from './encoding/choose.js';
import type { Decode, Decoded } from './encoding/decoded.js';
import { toTextSyntax, type TextSyntax } from './csv-dialect.js';
import { guardEscapes } from './escape-guard.js';
import { toFormatError } from './formats/error.js';
import { findTextFormat } from './formats/text.js';
import { locateTable, type TablePlace } from './locate-table.js';
import type { ReadOptions } from './options.js';
import type { Sample } from './sample.js';

export interface SourceStart {
  readonly format: SourceFormat;
  readonly lineEnding: LineEnding;
  readonly syntax: TextSyntax;
  /** Continues after `first`. */
  readonly decode: Decode;
  /** The part of the table that has been read, without byte order mark and `sep=;` line. */
  readonly first: Decoded;
  /** Where the table begins. */
  readonly place: TablePlace;
}

/** Throws `source_unreadable`, `config_invalid`, `header_missing`. */
export function toStart(
  sample: Sample,
  { name: encoding, makeDecode, bomBytes }: ChosenEncoding,
  name: string,
  options: ReadOptions,
): SourceStart {
  const syntax = toTextSyntax(options);
  const decode = makeDecode();
  const { utf8, ...rest } = decode(sample.bytes.subarray(bomBytes), false);
  assertTable(utf8, name);
  const sep = detectSepLine(utf8);
  const table = utf8.subarray(sep?.bytes ?? 0);
  const isEscaped = syntax.escape === 'backslash';
  const shown = isEscaped ? guardEscapes('')(table) : table;
  const lineEnding = detectLineEnding(shown);
  const place = locateTable(shown, {
    ...options,
    name,
    lineEnding,
    quotes: syntax.quotes,
    complete: sample.complete,
    firstLine: sep === undefined ? 1 : 2,
    delimiter: syntax.delimiter ?? sep?.delimiter,
    usual: options.usualDelimiter,
  });
  const guard = isEscaped ? guardEscapes(place.delimiter) : undefined;
  const first = table.subarray(place.start);
  return {
    format: { kind: 'csv', encoding, delimiter: place.delimiter },
    lineEnding,
    syntax,
    decode: guard === undefined ? decode : toGuarded(decode, guard),
    first: { utf8: guard === undefined ? first : guard(first), ...rest },
    place,
  };
}

function toGuarded(decode: Decode, guard: (utf8: Buffer) => Buffer): Decode {
  return (bytes, isLast) => {
    const { utf8, ...rest } = decode(bytes, isLast);
    return { utf8: guard(utf8), ...rest };
  };
}

/** Every row of another format would be wrong, although many programs give it the name of a table. */
function assertTable(utf8: Buffer, name: string): void {
  const format = findTextFormat(utf8);
  if (format !== undefined) throw toFormatError(name, format);
}
