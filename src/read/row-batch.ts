import type { SourceRow } from '../core/types.js';

/** A batch ends early at this many characters, so that long rows don't fill the memory. */
const MAX_CHARACTERS = 1024 * 1024;

/** Collects rows into batches that are bounded in rows and in characters. */
export class RowBatch {
  readonly #maxRows: number;
  #rows: SourceRow[] = [];
  #characters = 0;

  constructor(maxRows: number) {
    this.#maxRows = maxRows;
  }

  get isEmpty(): boolean {
    return this.#rows.length === 0;
  }

  get isFull(): boolean {
    return this.#rows.length >= this.#maxRows || this.#characters >= MAX_CHARACTERS;
  }

  add(row: SourceRow): void {
    this.#rows.push(row);
    for (const cell of row.cells) this.#characters += cell.length;
  }

  /** Returns the rows so far, and empties the batch. */
  take(): readonly SourceRow[] {
    const rows = this.#rows;
    this.#rows = [];
    this.#characters = 0;
    return rows;
  }
}
