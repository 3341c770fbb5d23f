/** Reads the header and rows of delimited text, chunk by chunk. */
import { BulkError } from '../core/errors.js';
import { fromOwnText } from '../core/formula.js';
import type { Source, SourceDoubt, SourceRow } from '../core/types.js';
import type { SourceBytes } from './bytes.js';
import { assertHeader, isOwnHeader, toHeaderOnlyError } from './header.js';
import { toPositions } from './positions.js';
import type { Decode, Decoded } from './encoding/decoded.js';
import { BATCH_ROWS, ENCODING_HINT, MAX_RECORD_BYTES, type ReadOptions } from './options.js';
import { makePaddingFilter } from './padding.js';
import { makeCellReader, type CellReader } from './read-cells.js';
import { openRecordParser, type RecordParser } from './record-parser.js';
import { makeHiddenLines, type HiddenLines } from './records/hidden-lines.js';
import { toLayout, type Layout } from './records/layout.js';
import { findReason } from './records/no-record.js';
import { isBlank, type SourceRecord } from './records/record.js';
import { makeLineReader, type LineReader } from './records/read-line.js';
import { RecordSieve } from './records/sieve.js';
import type { SourceStart } from './start.js';
import { RowBatch } from './row-batch.js';

/** Fewer rows are hardly enough to see what the empty cells at their end mean. */
const LAYOUT_ROWS = 50;

/** Reads one table; `open`, then `batches` once. Reads ahead one chunk at most. */
export class TableReader {
  readonly #bytes: SourceBytes;
  readonly #parser: RecordParser;
  readonly #limit: number;
  readonly #decode: Decode;
  readonly #start: SourceStart;
  readonly #options: ReadOptions;
  readonly #cells: CellReader;
  readonly #hidden: HiddenLines;
  readonly #padding = makePaddingFilter();
  /** Records that were read before the header was known. */
  #early: SourceRecord[] = [];
  #sieve: RecordSieve | undefined;
  #readLine: LineReader = (record) => record;
  /** This tool wrote the file, so the cells that a spreadsheet would run are escaped. */
  #isOwn = false;
  #rowCount = 0;
  readonly #full: (readonly SourceRow[])[] = [];
  readonly #batch: RowBatch;
  #ended = false;
  #taken = false;

  constructor(bytes: SourceBytes, start: SourceStart, options: ReadOptions) {
    this.#bytes = bytes;
    this.#decode = start.decode;
    this.#start = start;
    this.#options = options;
    this.#cells = makeCellReader(start.syntax, start.format.delimiter);
    this.#hidden = makeHiddenLines(this.#cells);
    this.#batch = new RowBatch(options.batchRows ?? BATCH_ROWS);
    this.#limit = options.limit ?? Number.POSITIVE_INFINITY;
    this.#parser = openRecordParser({
      name: bytes.name,
      delimiter: start.format.delimiter,
      lineEnding: start.lineEnding,
      comment: options.comment,
      quotes: start.syntax.quotes,
      firstLine: start.place.line,
      maxRecordBytes: options.maxRecordBytes ?? MAX_RECORD_BYTES,
      onRecord: (record) => this.#take(record),
    });
  }

  /** Reads to the first row, starting with what was read already; returns the header. A header alone is `source_empty`. */
  async open(decoded: Decoded): Promise<Pick<Source, 'columns' | 'headerLine' | 'notes'>> {
    await this.#feed(decoded);
    // Of a short file, the last record is complete only at the end.
    if (this.#early.length < LAYOUT_ROWS) await this.#pull();
    while (this.#early.length < 2 && (await this.#pull()));
    const [first, ...rows] = this.#early;
    const header = first && makeLineReader(this.#start.place, undefined, this.#cells.readNames)(first);
    const { name } = this.#bytes;
    if (header === undefined)
      throw new BulkError('source_empty', `${name} is empty; expected a header and rows.`);
    const hasHeader = this.#options.header !== false || isOwnHeader(header.cells);
    if (this.#options.header !== false && this.#options.headerRow === undefined)
      assertHeader({ ...header, name, remedy: this.#start.place.remedy });
    const layout = this.#begin(
      hasHeader ? header.cells : toPositions(header.cells.length),
      hasHeader ? rows : this.#early,
    );
    while (this.#rowCount === 0 && (await this.#pull()));
    if (this.#rowCount === 0) throw toHeaderOnlyError(name, header.line);
    return { columns: layout.columns, headerLine: hasHeader ? header.line : 0, notes: layout.notes };
  }

  /** Only after the last batch. */
  toEndNotes(): readonly string[] {
    const padding = this.#padding.count();
    const notes = this.#sieve?.toNotes() ?? [];
    return padding === 0 ? notes : [...notes, toPaddingNote(padding)];
  }

  async *batches(): AsyncGenerator<readonly SourceRow[]> {
    if (this.#taken) throw new Error(`The rows of ${this.#bytes.name} can be read only once.`);
    this.#taken = true;
    try {
      do yield* this.#full.splice(0);
      while (await this.#pull());
      yield* this.#full;
      if (!this.#batch.isEmpty) yield this.#batch.take();
    } finally {
      await this.close();
    }
  }

  async close(): Promise<void> {
    this.#parser.destroy();
    await this.#bytes.close();
  }

  /** Reads one more chunk; false at the end. */
  async #pull(): Promise<boolean> {
    if (this.#ended) return false;
    const chunk = await this.#bytes.read();
    if (chunk !== undefined) {
      // Past the limit the rest is only hashed, so that the hash is always that of the whole file.
      if (this.#rowCount < this.#limit) await this.#feed(this.#decode(chunk, false));
      return true;
    }
    this.#ended = true;
    if (this.#rowCount < this.#limit) await this.#finish();
    return false;
  }

  async #feed({ utf8, fault, hint }: Decoded): Promise<void> {
    await this.#parser.feed(this.#padding.pass(utf8));
    if (fault !== undefined) throw this.#toEncodingError(fault, hint);
  }

  async #finish(): Promise<void> {
    await this.#feed(this.#decode(Buffer.alloc(0), true));
    await this.#parser.finish();
    this.#sieve?.finish();
  }

  #take(parsed: SourceRecord): void {
    if (this.#rowCount >= this.#limit) return;
    const record = this.#hidden.place(parsed);
    if (this.#sieve !== undefined) this.#sieve.add(this.#readLine(record));
    // A line of only spaces looks blank to its author.
    else if (this.#early.length > 0 || record.cells.length > 1 || !isBlank(record.cells[0]))
      this.#early.push(record);
  }

  /** The header is known: the records after it become rows. */
  #begin(header: readonly string[], records: readonly SourceRecord[]): Layout {
    this.#isOwn = isOwnHeader(header);
    this.#readLine = makeLineReader(this.#start.place, header.length, this.#cells.readValues);
    const { delimiter } = this.#start.format;
    const read = records.map(this.#readLine);
    const rows = read.filter((record, at) => findReason(record, at === 0) === undefined);
    const layout = toLayout(
      this.#isOwn ? header.map(fromOwnText) : header,
      rows.map(({ cells }) => cells),
      delimiter,
    );
    const table = { name: this.#bytes.name, layout, delimiter };
    const sieve = (this.#sieve = new RecordSieve(table, (line, cells, doubts) =>
      this.#add(line, cells, doubts),
    ));
    for (const record of read) sieve.add(record);
    this.#early = [];
    if (this.#ended) sieve.finish();
    return layout;
  }

  #add(line: number, sieved: readonly string[], doubts?: readonly SourceDoubt[]): void {
    if (this.#rowCount >= this.#limit) return;
    this.#rowCount += 1;
    const cells = this.#isOwn ? sieved.map(fromOwnText) : sieved;
    const rowNumber = this.#rowCount;
    this.#batch.add(doubts === undefined ? { rowNumber, line, cells } : { rowNumber, line, cells, doubts });
    if (this.#batch.isFull) this.#full.push(this.#batch.take());
  }

  #toEncodingError(fault: string, hint = ENCODING_HINT): BulkError {
    const line = this.#parser.toCurrentLine() + this.#hidden.count();
    return new BulkError(
      'encoding_unknown',
      `${this.#bytes.name}: line ${line} has ${fault}, which is not ${this.#start.format.encoding}.`,
      { hint, context: { line } },
    );
  }
}

function toPaddingNote(bytes: number): string {
  const what = bytes === 1 ? '1 byte' : `${bytes} bytes`;
  return `The file ends with ${what} of padding (0x1A or NUL), which ${bytes === 1 ? 'is' : 'are'} not read.`;
}
