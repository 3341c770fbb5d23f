/** All that was found in the rows of a check: of those that were settled as they went by, and of those that were compared. */
import type { Issue, SourceRow } from '../../core/types.js';
import type { Journal } from '../../journal/journal.js';
import { countWarned, readIssues, readRejectedResults } from '../../journal/results.js';
import type { RejectedRow } from '../../record/table/rejected.js';
import { makeNameFinder } from '../row-names.js';
import { mergeRows } from './merge-rows.js';
import type { RowCounts, SettledRows } from './settled-rows.js';

export class CheckedRows {
  readonly #settled: SettledRows;
  readonly #compared: Journal | undefined;

  readonly #toName: (row: SourceRow) => string;

  /**
   * `compared`: a journal of the rows that were taken out of the settled ones; undefined: none was. `toName`: whom a row is
   * about, as the page shows it.
   */
  constructor(
    settled: SettledRows,
    compared: Journal | undefined,
    { toName }: { readonly toName: (row: SourceRow) => string },
  ) {
    this.#settled = settled;
    this.#compared = compared;
    this.#toName = toName;
  }

  /** Whom a row is about; empty for one that was settled, whose issues say it. */
  nameRow(rowNumber: number): string {
    if (this.#compared === undefined) return '';
    return makeNameFinder(this.#compared.file, this.#toName)(rowNumber);
  }

  toCounts(): RowCounts {
    const { invalid, skipped, warned } = this.#settled.counts;
    if (this.#compared === undefined) return { invalid, skipped, warned };
    const states = this.#compared.countStates();
    return {
      invalid: invalid + (states.invalid ?? 0),
      skipped: skipped + (states.skipped ?? 0),
      warned: warned + countWarned(this.#compared.file),
    };
  }

  /** By row, then in the order found. */
  readIssues(): Iterable<readonly Issue[]> {
    const settled = this.#settled.readIssues();
    return this.#compared === undefined ? settled : mergeRows(settled, readIssues(this.#compared.file));
  }

  readRejected(): Iterable<readonly RejectedRow[]> {
    const settled = this.#settled.readRejected();
    return this.#compared === undefined
      ? settled
      : mergeRows(settled, readRejectedResults(this.#compared.file));
  }
}
