/** Rows that are rows only if another follows: totals, empty cells, and padding come last. */
import type { SourceRow } from '../../core/types.js';

/** A row that has no number yet. */
export type SievedRow = Omit<SourceRow, 'rowNumber'>;

/** Rows without a value, one line each, in a stretch. */
export interface EmptyRows {
  readonly kind: 'empty';
  readonly reason: 'empty' | 'unchecked';
  readonly from: number;
  to: number;
  readonly cells: readonly string[];
}

export interface WaitingRow {
  readonly kind: 'row';
  readonly row: SievedRow;
  /** What the row is if no other row follows. */
  readonly atEnd: SievedRow;
}

/** More than these can't be an end. */
const MOST_ROWS = 8;
const MOST_ENTRIES = 10_000;

export class WaitingRows {
  #entries: (WaitingRow | EmptyRows)[] = [];
  #rows = 0;

  get isEmpty(): boolean {
    return this.#entries.length === 0;
  }

  /** False if too many wait. */
  addRow(row: SievedRow, atEnd: SievedRow): boolean {
    this.#entries.push({ kind: 'row', row, atEnd });
    this.#rows += 1;
    return this.#rows < MOST_ROWS;
  }

  /** False if too many wait. A million rows like each other, as spreadsheets leave them behind, are one entry. */
  addEmpty(reason: EmptyRows['reason'], cells: readonly string[], line: number): boolean {
    const last = this.#entries.at(-1);
    if (last?.kind === 'empty' && last.reason === reason && last.to === line - 1 && isSame(last.cells, cells))
      last.to = line;
    else this.#entries.push({ kind: 'empty', reason, cells, from: line, to: line });
    return this.#entries.length < MOST_ENTRIES;
  }

  /** All of them, in order; then none waits. */
  take(): readonly (WaitingRow | EmptyRows)[] {
    this.#rows = 0;
    return this.#entries.splice(0);
  }
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((cell, at) => cell === b[at]);
}
