/** Records become rows: those that are no customers are left out, and what is doubtful in the others is noted. */
import { BulkError } from '../../core/errors.js';
import type { SourceDoubt } from '../../core/types.js';
import { toCountDoubt, toNoCustomerDoubt, toQuoteDoubts, toSwallowedDoubt } from './doubts.js';
import { makeHeaderEcho } from './header-echo.js';
import { judgeTotals } from './judge-totals.js';
import type { Layout } from './layout.js';
import { LeftOut } from './left-out.js';
import { findReason, type Reason } from './no-record.js';
import { endsInPadding, withoutPadding } from './end-mark.js';
import { mayBeNoCustomer } from './first-letters.js';
import { findFilled, type SourceRecord } from './record.js';
import { findSwallowingCell } from './swallowed-rows.js';
import { beginsLikeReport } from './report-lines.js';
import { UsualCells } from './usual-cells.js';
import { WaitingRows, type SievedRow, type WaitingRow } from './waiting-rows.js';

export interface SieveTable {
  /** The source, for messages. */
  readonly name: string;
  readonly layout: Layout;
  /** Absent: the source is a workbook. */
  readonly delimiter?: string;
}

/** Not as an object: there is one call for each row of a source. */
export type OnRow = (line: number, cells: readonly string[], doubts?: readonly SourceDoubt[]) => void;

export class RecordSieve {
  readonly #table: SieveTable;
  readonly #onRow: OnRow;
  readonly #echo: ReturnType<typeof makeHeaderEcho>;
  readonly #unit: 'line' | 'row';
  readonly #leftOut: LeftOut;
  readonly #usual = new UsualCells();
  readonly #waiting = new WaitingRows();
  #paddedLine: number | undefined;
  /** The next record follows the header. */
  #isFirst = true;

  constructor(table: SieveTable, onRow: OnRow) {
    this.#table = table;
    this.#onRow = onRow;
    this.#echo = makeHeaderEcho(table.layout.columns);
    this.#unit = table.delimiter === undefined ? 'row' : 'line';
    this.#leftOut = new LeftOut(this.#unit);
  }

  /** Takes the next record. Throws `source_unreadable` where other columns begin. */
  add(source: SourceRecord): void {
    const cells = this.#table.layout.fit(source.cells);
    if (this.#isOrdinary(source, cells)) {
      this.#flush();
      this.#usual.add(cells, true);
      this.#isFirst = false;
      this.#onRow(source.line, cells);
      return;
    }
    const record = cells === source.cells ? source : { ...source, cells };
    const reason = this.#findReason(record);
    this.#isFirst = reason === 'header';
    if (reason === undefined) this.#takeRow(record);
    else if (reason === 'empty' || reason === 'unchecked') this.#takeEmpty(reason, record);
    else this.#leftOut.add(reason, source);
  }

  /** Whether a quick look is enough: nearly every row has two cells or more, and begins with an id or a name. */
  #isOrdinary(source: SourceRecord, cells: readonly string[]): boolean {
    const first = findFilled(cells, 0);
    if (first < 0 || findFilled(cells, first + 1) < 0 || !isPlain(source)) return false;
    if (mayBeNoCustomer(cells[first] ?? '') || this.#echo(cells) !== undefined) return false;
    if (this.#usual.rows === 0 || this.#usual.lacksUsual(cells) || endsInPadding(cells)) return false;
    return this.#table.layout.findMissing(cells) === undefined;
  }

  /** Decides about the rows that waited for the end. */
  finish(): void {
    for (const waiting of this.#waiting.take()) {
      if (waiting.kind === 'row') this.#pass(this.#toLast(waiting));
      else this.#leftOut.addLines(waiting.reason, waiting);
    }
  }

  /** What was left out so far. */
  toNotes(): readonly string[] {
    return this.#paddedLine === undefined
      ? this.#leftOut.toNotes()
      : [
          ...this.#leftOut.toNotes(),
          `The last row (line ${this.#paddedLine}) ends with 0x1A, which is not read.`,
        ];
  }

  #toLast({ row, atEnd }: WaitingRow): SievedRow {
    if (row.cells.at(-1) !== atEnd.cells.at(-1)) this.#paddedLine = row.line;
    return atEnd;
  }

  #findReason(record: SourceRecord): Reason | undefined {
    if (record.isTotalsRow === true) return 'totals';
    const reason = findReason(record, this.#isFirst);
    if (reason !== undefined) return reason;
    const echo = this.#echo(record.cells);
    if (echo === 'other') throw this.#toOtherHeaderError(record);
    return echo === undefined ? undefined : 'header';
  }

  #takeRow(record: SourceRecord): void {
    const verdict = judgeTotals(record, this.#table.layout.columns, this.#usual);
    if (verdict === 'total') {
      this.#leftOut.add('totals', record);
      return;
    }
    const row = this.#toRow(record, verdict === 'doubt' ? TOTALS : this.#findReport(record));
    const isPadded = endsInPadding(record.cells);
    if (verdict === 'doubt_if_last' || isPadded) {
      const atEnd = this.#toRow(isPadded ? withoutPadding(record) : record, isPadded ? undefined : TOTALS);
      if (!this.#waiting.addRow(row, atEnd)) this.#flush();
      return;
    }
    this.#flush();
    this.#emit(row);
  }

  /** A customer of such a name has an email, or what all others have. */
  #findReport({ cells }: SourceRecord): string | undefined {
    if (!beginsLikeReport(cells)) return undefined;
    return this.#usual.lacksUsual(cells) || !cells.some((cell) => cell.includes('@')) ? REPORT : undefined;
  }

  /** Without a row after it, it is left out; among rows, it is one, and is invalid. */
  #takeEmpty(reason: 'empty' | 'unchecked', { cells, line }: SourceRecord): void {
    // A line of only spaces looks blank to its author; in a table of one column it may be meant.
    if (cells.length === 1 && this.#table.layout.columns.length > 1) return;
    if (!this.#waiting.addEmpty(reason, cells, line)) this.#flush();
  }

  /** Another row follows, so the waiting ones are rows like it. */
  #flush(): void {
    if (this.#waiting.isEmpty) return;
    for (const waiting of this.#waiting.take()) {
      if (waiting.kind === 'row') this.#emit(waiting.row);
      else for (let line = waiting.from; line <= waiting.to; line += 1) this.#onRow(line, waiting.cells);
    }
  }

  #emit(row: SievedRow): void {
    this.#usual.add(row.cells, !this.#usual.lacksUsual(row.cells));
    this.#pass(row);
  }

  #pass({ line, cells, doubts }: SievedRow): void {
    this.#onRow(line, cells, doubts);
  }

  #toRow(record: SourceRecord, what: string | undefined): SievedRow {
    const { cells, line } = record;
    const doubts = this.#findDoubts(record, what);
    return doubts.length === 0 ? { line, cells } : { line, cells, doubts };
  }

  #findDoubts(record: SourceRecord, what: string | undefined): readonly SourceDoubt[] {
    const { layout, delimiter } = this.#table;
    const missing = layout.findMissing(record.cells);
    if (what === undefined && missing === undefined && isPlain(record)) return NO_DOUBTS;
    const doubts: SourceDoubt[] = [...(record.doubts ?? []), ...toQuoteDoubts(record)];
    const shape = { width: layout.columns.length, ...(delimiter === undefined ? {} : { delimiter }) };
    const swallowing = isPlain(record) ? undefined : findSwallowingCell(record, shape);
    if (swallowing !== undefined) doubts.unshift(toSwallowedDoubt(record, swallowing));
    if (what !== undefined) doubts.push(toNoCustomerDoubt(record, what));
    if (missing !== undefined) doubts.push(toCountDoubt(record, missing));
    return doubts;
  }

  #toOtherHeaderError({ line, cells }: SourceRecord): BulkError {
    return new BulkError(
      'source_unreadable',
      `${this.#table.name}: ${this.#unit} ${line} is a header with other columns than the first, or in another order (${cells.join(', ')}).`,
      {
        hint: `The file consists of several tables. Give each as a file of its own: the first ends before ${this.#unit} ${line}.`,
        context: { line },
      },
    );
  }
}

const NO_DOUBTS: readonly SourceDoubt[] = [];
const TOTALS = 'what looks like a row of totals';
const REPORT = 'what looks like a line of a report';

/** Nothing is known about the record but its cells. */
function isPlain({ lastLine, misquoted, doubts, isTotalsRow, hasAggregate }: SourceRecord): boolean {
  const isAlike = lastLine === undefined && misquoted === undefined && doubts === undefined;
  return isAlike && isTotalsRow === undefined && hasAggregate === undefined;
}
