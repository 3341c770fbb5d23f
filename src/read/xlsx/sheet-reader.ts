/** Reads the rows below the header of a sheet, in batches. */
import { fromFormulaSafe } from '../../core/formula.js';
import type { SourceDoubt, SourceRow } from '../../core/types.js';
import { isOwnHeader, toHeaderOnlyError } from '../header.js';
import { BATCH_ROWS, type ReadOptions } from '../options.js';
import type { Layout } from '../records/layout.js';
import { isBlank, type SourceRecord } from '../records/record.js';
import { RecordSieve } from '../records/sieve.js';
import { makeCellReader, type CellReader } from '../read-cells.js';
import { RowBatch } from '../row-batch.js';
import { toHiddenDoubt } from '../row-doubts.js';
import type { MergedCells } from './merged-cells.js';
import type { Table } from './open-table.js';
import type { SheetRow } from './sheet-rows.js';

const NO_DOUBTS: readonly SourceDoubt[] = [];

export class SheetReader {
  readonly #table: Table;
  readonly #close: () => Promise<void>;
  readonly #limit: number;
  readonly #isOwn: boolean;
  readonly #sieve: RecordSieve;
  readonly #batch: RowBatch;
  readonly #full: (readonly SourceRow[])[] = [];
  #rowCount = 0;
  readonly #cells: CellReader;
  #taken = false;
  #closed: Promise<void> | undefined;
  /** The last row, so far as each row and each of its cells have a value: then none is lost. */
  #fullLine = 0;
  #merged: MergedCells | undefined;

  /** `close` is called once, when reading ends. */
  constructor(table: Table, close: () => Promise<void>, options: ReadOptions) {
    this.#table = table;
    this.#close = close;
    this.#batch = new RowBatch(options.batchRows ?? BATCH_ROWS);
    this.#limit = options.limit ?? Number.POSITIVE_INFINITY;
    this.#cells = makeCellReader({ escape: 'double', nulls: options.nulls ?? [] });
    this.#isOwn = isOwnHeader(table.columns);
    const layout = toSheetLayout(table.columns);
    this.#sieve = new RecordSieve({ name: table.name, layout }, (line, cells, doubts) => {
      if (this.#rowCount === this.#limit) return;
      this.#rowCount += 1;
      const read = this.#isOwn ? cells.map(fromFormulaSafe) : cells;
      const rowNumber = this.#rowCount;
      this.#batch.add({ rowNumber, line, cells: read, ...(doubts === undefined ? {} : { doubts }) });
      if (this.#batch.isFull) this.#full.push(this.#batch.take());
    });
  }

  /** Throws `source_empty` if no row below the header is a customer's. */
  async *batches(): AsyncGenerator<readonly SourceRow[]> {
    if (this.#taken) throw new Error(`The rows of ${this.#table.name} can be read only once.`);
    this.#taken = true;
    try {
      for await (const rows of this.#table.rows) {
        for (const row of rows) {
          if (this.#merged === undefined && !this.#isFull(row))
            this.#merged = await this.#table.readMerged(this.#fullLine + 1);
          const doubts = this.#merged?.toDoubts(row) ?? NO_DOUBTS;
          this.#fullLine = row.line;
          if (row.line > this.#table.headerLine && this.#rowCount < this.#limit)
            this.#sieve.add(this.#toRecord(row, doubts));
        }
        yield* this.#full.splice(0);
        if (this.#rowCount < this.#limit) continue;
        // The checksum is that of all rows, and those before the limit may be damaged.
        await this.#table.verify();
        break;
      }
      this.#sieve.finish();
      yield* this.#full;
      if (!this.#batch.isEmpty) yield this.#batch.take();
      if (this.#rowCount === 0) throw toHeaderOnlyError(this.#table.name, this.#table.headerLine);
    } finally {
      await this.close();
    }
  }

  toEndNotes(): readonly string[] {
    return this.#sieve.toNotes();
  }

  close(): Promise<void> {
    return (this.#closed ??= this.#table.rows.return(undefined).then(() => this.#close()));
  }

  #isFull({ line, cells }: SheetRow): boolean {
    const isNext = line === this.#fullLine + 1;
    return isNext && cells.length >= this.#table.columns.length && !cells.includes('');
  }

  #toRecord(row: SheetRow, merged: readonly SourceDoubt[]): SourceRecord {
    const { line, cells, hasAggregate, isHidden } = row;
    const doubts = isHidden ? [...merged, toHiddenDoubt(line)] : merged;
    const isTotalsRow = this.#table.isTotalsRow(line);
    const record = {
      cells: this.#cells.readValues(cells),
      line,
      ...(hasAggregate ? { hasAggregate } : {}),
      ...(isTotalsRow ? { isTotalsRow } : {}),
      ...(doubts.length > 0 ? { doubts } : {}),
    };
    return cells.some((cell) => cell.includes('\n')) ? { ...record, lastLine: line } : record;
  }
}

/** A sheet omits empty cells, so that a row is never too short; one with cells beyond the header is too long. */
function toSheetLayout(columns: readonly string[]): Layout {
  return {
    columns,
    notes: [],
    fit: (source) => {
      if (source.length === columns.length) return source;
      const cells = [...source];
      while (cells.length > columns.length && isBlank(cells.at(-1))) cells.pop();
      while (cells.length < columns.length) cells.push('');
      return cells;
    },
    findMissing: () => undefined,
  };
}
