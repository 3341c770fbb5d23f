/** csv-parse without its stream's reading side: takes bytes, gives their records with line numbers. */
import type { TransformCallback } from 'node:stream';
import { CsvError, Parser } from 'csv-parse';
import { BulkError, isBulkError, toMessage } from '../core/errors.js';
import { findMisquoted, isBrokenQuote } from './broken-quote.js';
import { toParserOptions } from './csv-dialect.js';
import type { LineEnding } from './detect.js';
import { toBrokenHint, toBrokenQuoteError, toTooLongError } from './record-errors.js';
import { countLineEnds, endsLine, measureBlankLines } from './lines.js';
import type { SourceRecord } from './records/record.js';

/** csv-parse looks some bytes ahead before it finishes a record, so this much of the next one may wait as well. */
const LOOKAHEAD_BYTES = 16;

const QUOTE_BYTE = 0x22;
const NO_CELLS: readonly number[] = [];

/** Of a record that never ends, enough to see how it writes its quotes. */
const SHOWN_BYTES = 64 * 1024;

export interface RecordParserOptions {
  /** The source, for messages. */
  readonly name: string;
  readonly delimiter: string;
  readonly lineEnding: LineEnding;
  /** Lines that begin with it are no records. */
  readonly comment?: string | undefined;
  /** Whether quotes around a cell are not part of it. */
  readonly quotes: boolean;
  /** Line of the file where the bytes begin. */
  readonly firstLine: number;
  readonly maxRecordBytes: number;
  /** Called with each record, before `feed` or `finish` resolves. */
  readonly onRecord: (record: SourceRecord) => void;
}

export interface RecordParser {
  /** Parses more bytes. Throws `source_unreadable`, `row_too_long`. */
  feed(bytes: Buffer): Promise<void>;
  /** Ends the input; the last record may follow. Throws like `feed`. */
  finish(): Promise<void>;
  /** The line where the bytes fed so far end. */
  toCurrentLine(): number;
  destroy(): void;
}

export function openRecordParser(options: RecordParserOptions): RecordParser {
  const parser = new LineParser(options);
  // The callbacks below report errors; without a listener Node would throw them a second time.
  parser.on('error', () => undefined);
  const settle = (start: (done: (error?: Error | null) => void) => unknown): Promise<void> =>
    new Promise((resolve, reject) => {
      start((error) => (error ? reject(toBulkError(error, options.name, parser)) : resolve()));
    });
  return {
    feed: (bytes) => settle((done) => parser.write(bytes, done)),
    finish: () => settle((done) => parser.end(done)),
    toCurrentLine: () => parser.toCurrentLine(),
    destroy: () => void parser.destroy(),
  };
}

/**
 * Takes the records when csv-parse pushes them: only then is its `info.bytes` this record's end, not yet when a reader of
 * the stream gets it. Lines are counted in the bytes. (csv-parse's option `info` costs a third of its speed, and its
 * `lines` count a CRLF within quotes twice.) Nothing enters the reading side, so it can't fill up: the caller sets the
 * pace.
 */
class LineParser extends Parser {
  readonly #options: RecordParserOptions;
  /** Bytes after the last record (as of the last chunk). */
  #pending: Buffer = Buffer.alloc(0);
  /** Offset of `#pending` within all bytes fed. */
  #pendingOffset = 0;
  /** Offset of the end of the last record. */
  #recordEnd = 0;
  /** Line of the file at `#recordEnd`. */
  #line: number;
  #failure: BulkError | undefined;
  /** The bytes at hand have a quote: a look at each cell is needed. */
  #hasQuotes = false;

  constructor(options: RecordParserOptions) {
    super(toParserOptions(options));
    this.#options = options;
    this.#line = options.firstLine;
  }

  override _transform(bytes: Buffer, encoding: BufferEncoding, callback: TransformCallback): void {
    this.#pending = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
    this.#hasQuotes = this.#options.quotes && this.#pending.includes(QUOTE_BYTE);
    super._transform(bytes, encoding, (error) => {
      this.#forget();
      callback(error ?? this.#failure);
    });
  }

  override _flush(callback: TransformCallback): void {
    super._flush((error) => callback(error ?? this.#failure));
  }

  override push(record: string[] | null): boolean {
    if (record === null) return super.push(null);
    if (this.#failure === undefined) this.#take(record);
    return true;
  }

  toCurrentLine(): number {
    return this.#line + this.#countLines(this.#recordEnd - this.#pendingOffset, this.#pending.length);
  }

  /** The beginning of the record being read. */
  toPendingText(): string {
    const start = this.#recordEnd - this.#pendingOffset;
    return this.#pending.toString('utf8', start, start + SHOWN_BYTES);
  }

  /** The first line of the record being read. */
  toRecordLine(): number {
    return this.#line + this.#measureBlankLines().lines;
  }

  #take(record: string[]): void {
    const start = this.#recordEnd - this.#pendingOffset;
    const end = this.info.bytes - this.#pendingOffset;
    const blank = this.#measureBlankLines();
    const line = this.#line + blank.lines;
    const lines = this.#countLines(start, end);
    // Only the last record of a file may lack a line end.
    const own = endsLine(this.#pending, end, this.#options.lineEnding) ? 1 : 0;
    const lastLine = this.#line + lines - own;
    this.#recordEnd = this.info.bytes;
    this.#line += lines;
    if (end - start - blank.bytes > this.#options.maxRecordBytes) {
      this.#fail(toTooLongError(line, this.#options));
      return;
    }
    const toText = (): string => this.#pending.toString('utf8', start, end);
    const misquoted = this.#hasQuotes ? findMisquoted(record, toText) : NO_CELLS;
    if (misquoted.some((at) => isBrokenQuote(record[at]))) {
      this.#fail(toBrokenQuoteError(line, this.#options.name, { hint: toBrokenHint(line, toText()) }));
    } else if (misquoted.length === 0 && lastLine === line) {
      this.#options.onRecord({ cells: record, line });
    } else {
      this.#options.onRecord({
        cells: record,
        line,
        ...(lastLine === line ? {} : { lastLine }),
        ...(misquoted.length === 0 ? {} : { misquoted }),
      });
    }
  }

  /** Releases the bytes of finished records; the rest must not be longer than a record. */
  #forget(): void {
    this.#forgetBefore(this.#recordEnd);
    const allowed = this.#options.maxRecordBytes + LOOKAHEAD_BYTES;
    if (this.#pending.length <= allowed) return;
    const blank = this.#measureBlankLines();
    this.#line += blank.lines;
    this.#recordEnd += blank.bytes;
    this.#forgetBefore(this.#recordEnd);
    if (this.#pending.length > allowed) this.#fail(toTooLongError(this.#line, this.#options));
  }

  #forgetBefore(offset: number): void {
    this.#pending = this.#pending.subarray(offset - this.#pendingOffset);
    this.#pendingOffset = offset;
  }

  #fail(error: BulkError): void {
    this.#failure ??= error;
  }

  #measureBlankLines(): ReturnType<typeof measureBlankLines> {
    return measureBlankLines(this.#pending, this.#recordEnd - this.#pendingOffset, this.#options);
  }

  #countLines(start: number, end: number): number {
    return countLineEnds(this.#pending, start, end, this.#options.lineEnding);
  }
}

function toBulkError(error: Error, name: string, parser: LineParser): BulkError {
  if (isBulkError(error)) return error;
  const line = parser.toRecordLine();
  if (error instanceof CsvError && error.code === 'CSV_QUOTE_NOT_CLOSED')
    return toBrokenQuoteError(line, name, { cause: error, hint: toBrokenHint(line, parser.toPendingText()) });
  return new BulkError(
    'source_unreadable',
    `${name} could not be read from line ${line} on: ${toMessage(error)}.`,
    {
      cause: error,
      context: { line },
    },
  );
}
