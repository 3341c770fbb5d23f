/** csv-parse without its stream's reading side: takes bytes, gives their records with line numbers. */
import type { TransformCallback } from 'node:stream';
import { CsvError, Parser } from 'csv-parse';
import { BulkError, isBulkError, toMessage } from '../core/errors.js';
import { hasBrokenQuote } from './broken-quote.js';
import { toParserOptions } from './csv-dialect.js';
import type { LineEnding } from './detect.js';
import { countLineEnds, endsLine, measureBlankLines } from './lines.js';

/** csv-parse looks some bytes ahead before it finishes a record, so this much of the next one may wait as well. */
const LOOKAHEAD_BYTES = 16;

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
  /** Called with each record and its first line, before `feed` or `finish` resolves. */
  readonly onRecord: (cells: string[], line: number) => void;
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

  constructor(options: RecordParserOptions) {
    super(toParserOptions(options));
    this.#options = options;
    this.#line = options.firstLine;
  }

  override _transform(bytes: Buffer, encoding: BufferEncoding, callback: TransformCallback): void {
    this.#pending = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
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
    const isMultiLine = lines - blank.lines > own;
    this.#recordEnd = this.info.bytes;
    this.#line += lines;
    if (end - start - blank.bytes > this.#options.maxRecordBytes) {
      this.#fail(toTooLongError(line, this.#options));
    } else if (isMultiLine && hasBrokenQuote(record, () => this.#pending.toString('utf8', start, end))) {
      this.#fail(toBrokenQuoteError(line, this.#options.name));
    } else {
      this.#options.onRecord(record, line);
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

function toTooLongError(line: number, { name, maxRecordBytes }: RecordParserOptions): BulkError {
  return new BulkError(
    'row_too_long',
    `${name}: the record that begins on line ${line} is longer than ${maxRecordBytes} bytes; probably a quote in it is never closed.`,
    { hint: `Look at the quotes from line ${line} on.`, context: { line } },
  );
}

function toBrokenQuoteError(line: number, name: string, cause?: unknown): BulkError {
  return new BulkError(
    'source_unreadable',
    `${name}: a quote in the record that begins on line ${line} is not closed, so the rows after it can't be told apart.`,
    {
      hint: `Close the quote, or write a quote within a quoted cell as "", from line ${line} on.`,
      context: { line },
      cause,
    },
  );
}

function toBulkError(error: Error, name: string, parser: LineParser): BulkError {
  if (isBulkError(error)) return error;
  const line = parser.toRecordLine();
  if (error instanceof CsvError && error.code === 'CSV_QUOTE_NOT_CLOSED')
    return toBrokenQuoteError(line, name, error);
  return new BulkError(
    'source_unreadable',
    `${name} could not be read from line ${line} on: ${toMessage(error)}.`,
    {
      cause: error,
      context: { line },
    },
  );
}
