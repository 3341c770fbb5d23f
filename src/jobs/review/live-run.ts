/** How far a run is, from its journal: all of its rows are counted once, and then each as it comes to rest. Reads only. */
import type { RunEvent } from '../../core/events.js';
import { openJournalFile, type SqlFile } from '../../journal/open.js';
import { findRun } from '../run/find-run.js';
import type { ApplyPlace } from './carry-out.js';
import {
  addRested,
  listLatest,
  MOST_LATEST,
  readFailedRows,
  readTally,
  type RowTally,
} from './live-counts.js';

export interface CountedRun {
  readonly file: SqlFile;
  readonly counted: RowTally;
  /** Rows that came to rest lately. */
  readonly latest: readonly number[];
}

export class LiveRun {
  #file: SqlFile | undefined;
  #counted: RowTally | undefined;
  #dataVersion = 0;
  /** Rows that have come to rest, and are not counted yet. */
  #rested: number[] = [];
  #latest: readonly number[] = [];

  /** Between phases, rows move in other ways than one by one. */
  note(event: RunEvent): void {
    if (event.type === 'phase') this.recount();
    else if (event.type === 'progress' && event.row !== undefined) this.#rested.push(event.row);
  }

  /** All rows are counted again. */
  recount(): void {
    this.#counted = undefined;
    this.#rested = [];
  }

  /** `sinceMs`: the latest rows are those at rest since. `isWorking`: the run is under way in this process. */
  read(
    place: ApplyPlace,
    { sinceMs, isWorking }: { readonly sinceMs: number; readonly isWorking: boolean },
  ): CountedRun {
    const file = this.#open(place);
    const found = file.prepare('PRAGMA data_version').get<{ data_version: number }>([]);
    const dataVersion = found?.data_version ?? 0;
    // At rest here, the run can be continued by another process.
    if (!isWorking && dataVersion !== this.#dataVersion) this.recount();
    this.#dataVersion = dataVersion;
    if (this.#counted === undefined) {
      this.#latest = listLatest(file, sinceMs);
      this.#counted = readTally(file);
      this.#rested = [];
    }
    if (this.#rested.length > 0) {
      this.#latest = [...this.#latest, ...this.#rested].slice(-3 * MOST_LATEST);
      this.#rested = addRested(file, this.#counted, this.#rested);
    }
    return { file, counted: this.#counted, latest: this.#latest };
  }

  countWaiting(place: ApplyPlace): number {
    return readTally(this.#open(place)).waiting;
  }

  /** Rows that failed for the cause with this code. */
  listFailed(place: ApplyPlace, code: string): readonly number[] {
    return readFailedRows(this.#open(place), code);
  }

  close(): void {
    this.#file?.close();
    this.#file = undefined;
    this.recount();
  }

  #open({ reportsDir, run }: ApplyPlace): SqlFile {
    this.#file ??= openJournalFile(findRun(reportsDir, run).journalPath, { create: false });
    return this.#file;
  }
}
