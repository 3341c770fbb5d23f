/** Judges rows that share a key, in a journal of their own, by the code that judges the rows of an import. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportOptions } from '../../config/options.js';
import type { Clock } from '../../core/clock.js';
import type { Issue, SourceRow } from '../../core/types.js';
import { Ingest } from '../../journal/ingest.js';
import { openJournalFile, type SqlFile } from '../../journal/open.js';
import type { RowVerdict } from '../../journal/review/problems.js';
import type { RowJudge } from '../../validate/norms/column-norms.js';
import { judgeTogether } from '../ingest/judge-together.js';
import type { CheckedRow, RowCheck } from '../ingest/row-check.js';
import { readJudged } from './judged.js';

const SCRATCH_NAME = '.review-check.sqlite';

/** A row with all that it shows without the others. */
export interface RowAlone {
  readonly checked: CheckedRow;
  readonly issues: readonly Issue[];
}

export interface RowTogether {
  readonly source: SourceRow;
  readonly verdict: RowVerdict;
  readonly issues: readonly Issue[];
}

export class TogetherCheck {
  readonly #path: string;
  readonly #options: ImportOptions;
  readonly #clock: Clock;
  #file: SqlFile | undefined;

  constructor(folder: string, options: ImportOptions, clock: Clock) {
    this.#path = join(folder, SCRATCH_NAME);
    this.#options = options;
    this.#clock = clock;
  }

  /** In row order. */
  judge(
    batches: Iterable<readonly RowAlone[]>,
    check: RowCheck,
    judge: RowJudge | undefined,
  ): readonly RowTogether[] {
    const file = this.#open();
    try {
      return this.#judge(file, batches, check, judge);
    } catch (error) {
      // A scratch file is of no use after an error, such as a full disk: the next time begins with another one.
      this.close();
      throw error;
    }
  }

  #judge(
    file: SqlFile,
    batches: Iterable<readonly RowAlone[]>,
    check: RowCheck,
    judge: RowJudge | undefined,
  ): readonly RowTogether[] {
    const writer = new Ingest(file, { keepsWishes: false });
    const alone = new Map<number, RowAlone>();
    for (const batch of batches) {
      writer.add(batch.map(({ checked }) => checked));
      for (const one of batch) alone.set(one.checked.source.rowNumber, one);
    }
    writer.finish();
    judgeTogether(file, check, judge, { ...this.#options, nowMs: this.#clock.now() });
    return [...readJudged(file)].flatMap(({ row, state, why, issues }) => {
      const found = alone.get(row);
      if (found === undefined) return [];
      // The first ones are its own, which alone have suggestions.
      const all = [...found.issues, ...issues.slice(found.issues.length)];
      return [{ source: found.checked.source, verdict: { row, state, why }, issues: all }];
    });
  }

  close(): void {
    this.#file?.close();
    this.#file = undefined;
    rmSync(this.#path, { force: true });
  }

  #open(): SqlFile {
    if (this.#file === undefined) {
      // Of a process that was killed.
      rmSync(this.#path, { force: true });
      this.#file = openJournalFile(this.#path, { create: true, scratch: true });
    }
    this.#file.exec('DELETE FROM source_rows; DELETE FROM rows; DELETE FROM issues;');
    return this.#file;
  }
}
