/** Reads the header and rows of delimited text, chunk by chunk. */
import { BulkError } from '../core/errors.js';
import { fromFormulaSafe } from '../core/formula.js';
import type { Source, SourceDoubt, SourceRow } from '../core/types.js';
import type { SourceBytes } from './bytes.js';
import { assertHeader, isOwnHeader, toHeaderOnlyError } from './header.js';
import { toPositions } from './positions.js';
import { splitLine, toOnlyCell } from './quoted-lines.js';
import { toCommentedDoubt, toQuotedDoubt } from './row-doubts.js';
import type { Decode, Decoded } from './encoding/decoded.js';
import { BATCH_ROWS, ENCODING_HINT, MAX_RECORD_BYTES, type ReadOptions } from './options.js';
import { makeCellReader, type CellReader } from './read-cells.js';
import { openRecordParser, type RecordParser } from './record-parser.js';
import type { Start } from './start.js';
import { RowBatch } from './row-batch.js';

interface Header {
  readonly cells: readonly string[];
  readonly line: number;
  /** This tool wrote the file, so the cells that a spreadsheet would run are escaped. */
  readonly escaped: boolean;
}

/** Reads one table; `open`, then `batches` once. Reads ahead one chunk at most. */
export class TableReader {
  readonly #bytes: SourceBytes;
  readonly #parser: RecordParser;
  readonly #limit: number;
  readonly #decode: Decode;
  readonly #start: Start;
  readonly #options: ReadOptions;
  readonly #cells: CellReader;
  /** Line ends that `guardEscapes` has hidden from the parser so far. */
  #hiddenLines = 0;
  #header: Header | undefined;
  #rowCount = 0;
  readonly #full: (readonly SourceRow[])[] = [];
  readonly #batch: RowBatch;
  #ended = false;
  #taken = false;

  constructor(bytes: SourceBytes, start: Start, options: ReadOptions) {
    this.#bytes = bytes;
    this.#decode = start.decode;
    this.#start = start;
    this.#options = options;
    this.#cells = makeCellReader(start.syntax, start.format.delimiter);
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
      onRecord: (cells, line) => this.#take(cells, line),
    });
  }

  /** Reads to the first row, starting with what was read already; returns the header. A header alone is `source_empty`. */
  async open(first: Decoded): Promise<Pick<Source, 'columns' | 'headerLine'>> {
    await this.#feed(first);
    while (this.#rowCount === 0 && (await this.#pull()));
    const header = this.#header;
    const { name } = this.#bytes;
    if (header === undefined)
      throw new BulkError('source_empty', `${name} is empty; expected a header and rows.`);
    if (this.#options.header !== false && this.#options.headerRow === undefined)
      assertHeader({ ...header, name, remedy: this.#start.place.remedy });
    if (this.#rowCount === 0) throw toHeaderOnlyError(name, header.line);
    return { columns: header.cells, headerLine: header.line };
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

  async #feed({ utf8, fault }: Decoded): Promise<void> {
    await this.#parser.feed(utf8);
    if (fault !== undefined) throw this.#toEncodingError(fault);
  }

  async #finish(): Promise<void> {
    await this.#feed(this.#decode(Buffer.alloc(0), true));
    await this.#parser.finish();
  }

  #take(read: string[], parsedLine: number): void {
    // A line of only spaces looks blank to its author; in a table of one column it may be meant.
    if (read.length === 1 && this.#header?.cells.length !== 1 && (read[0] ?? '').trim() === '') return;
    const line = parsedLine + this.#hiddenLines;
    this.#hiddenLines += this.#cells.countHiddenLines(read);
    const raw = this.#toCells(read);
    if (this.#header === undefined) {
      const names = this.#cells.readNames(raw);
      this.#header =
        this.#options.header === false && !isOwnHeader(names)
          ? toPositionHeader(names)
          : toHeader(names, line);
      if (this.#header.line > 0) return;
    }
    if (this.#rowCount >= this.#limit) return;
    this.#rowCount += 1;
    const { escaped } = this.#header;
    const doubts = this.#toDoubts(read, raw, line);
    const cells = this.#cells.readValues(raw);
    this.#batch.add({
      rowNumber: this.#rowCount,
      line,
      cells: escaped ? cells.map(fromFormulaSafe) : cells,
      ...(doubts.length === 0 ? {} : { doubts }),
    });
    if (this.#batch.isFull) this.#full.push(this.#batch.take());
  }

  /** The cells of a line that was quoted as a whole, where all lines are, or where it then fits the header. */
  #toCells(read: string[]): string[] {
    const { delimiter, isQuotedByLine } = this.#start.place;
    if (!isQuotedByLine && (read.length > 1 || !(read[0] ?? '').includes(delimiter))) return read;
    const text = toOnlyCell(read);
    // A cell of several lines is no line that was quoted as a whole.
    if (text === undefined || /[\r\n]/.test(text)) return read;
    const cells = splitLine(text, delimiter);
    return isQuotedByLine || cells.length === this.#header?.cells.length ? cells : read;
  }

  #toDoubts(read: readonly string[], cells: readonly string[], line: number): readonly SourceDoubt[] {
    const { commentMark, isQuotedByLine } = this.#start.place;
    if (read === cells && commentMark === undefined) return [];
    const isCommented = commentMark !== undefined && (cells[0] ?? '').startsWith(commentMark);
    return [
      ...(read === cells || isQuotedByLine ? [] : [toQuotedDoubt(line, cells.length)]),
      ...(isCommented ? [toCommentedDoubt(line, commentMark)] : []),
    ];
  }

  #toEncodingError(fault: string): BulkError {
    const line = this.#parser.toCurrentLine() + this.#hiddenLines;
    return new BulkError(
      'encoding_unknown',
      `${this.#bytes.name}: line ${line} has ${fault}, which is not ${this.#start.format.encoding}.`,
      { hint: ENCODING_HINT, context: { line } },
    );
  }
}

/** Of a table without a header: its columns have positions for names. */
function toPositionHeader(cells: readonly string[]): Header {
  return { cells: toPositions(cells.length), line: 0, escaped: false };
}

function toHeader(cells: readonly string[], line: number): Header {
  const escaped = isOwnHeader(cells);
  return { cells: escaped ? cells.map(fromFormulaSafe) : cells, line, escaped };
}
