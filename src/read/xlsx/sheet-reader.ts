/** Reads the rows below the header of a sheet, in batches. */
import { fromFormulaSafe } from '../../core/formula.js';
import type { SourceRow } from '../../core/types.js';
import { isOwnHeader } from '../header.js';
import { BATCH_ROWS, type ReadOptions } from '../options.js';
import { makeCellReader, type CellReader } from '../read-cells.js';
import { RowBatch } from '../row-batch.js';
import type { Table } from './open-table.js';

export class SheetReader {
  readonly #table: Table;
  readonly #close: () => Promise<void>;
  readonly #batchRows: number;
  readonly #limit: number;
  readonly #isOwn: boolean;
  readonly #cells: CellReader;
  #taken = false;
  #closed: Promise<void> | undefined;

  /** `close` is called once, when reading ends. */
  constructor(table: Table, close: () => Promise<void>, options: ReadOptions) {
    this.#table = table;
    this.#close = close;
    this.#batchRows = options.batchRows ?? BATCH_ROWS;
    this.#limit = options.limit ?? Number.POSITIVE_INFINITY;
    this.#cells = makeCellReader({ escape: 'double', nulls: options.nulls ?? [] });
    this.#isOwn = isOwnHeader(table.columns);
  }

  async *batches(): AsyncGenerator<readonly SourceRow[]> {
    if (this.#taken) throw new Error(`The rows of ${this.#table.name} can be read only once.`);
    this.#taken = true;
    const batch = new RowBatch(this.#batchRows);
    let rowNumber = 0;
    try {
      for await (const rows of this.#table.rows) {
        for (const { line, cells } of rows) {
          if (line <= this.#table.headerLine || rowNumber === this.#limit) continue;
          rowNumber += 1;
          batch.add({ rowNumber, line, cells: this.#toCells(cells) });
          if (batch.isFull) yield batch.take();
        }
        if (rowNumber === this.#limit) break;
      }
      if (!batch.isEmpty) yield batch.take();
    } finally {
      await this.close();
    }
  }

  close(): Promise<void> {
    return (this.#closed ??= this.#table.rows.return(undefined).then(() => this.#close()));
  }

  /** A sheet omits empty cells, so that a row is never too short; one with cells beyond the header is too long. */
  #toCells(cells: string[]): readonly string[] {
    while (cells.length < this.#table.columns.length) cells.push('');
    const values = this.#cells.readValues(cells);
    return this.#isOwn ? values.map(fromFormulaSafe) : values;
  }
}
