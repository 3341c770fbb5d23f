/** A few rows, spread over the source, that are sent before all others; the run continues only if they succeed. */
import type { ImportOptions } from '../../config/options.js';
import { BulkError } from '../../core/errors.js';
import type { LiveRow } from '../../core/journal-port.js';
import { chooseSpread, countFailed } from '../../journal/plan-counts.js';
import { SENDABLE_STATES } from '../../send/row.js';
import type { Run } from '../run/run.js';

export class Canary {
  readonly #run: Run;

  /** The rows are chosen once, however often the run is resumed; of a plan that is applied in parts, once for each part. */
  constructor(run: Run, { canary }: Pick<ImportOptions, 'canary'>) {
    this.#run = run;
    if (canary === undefined || (run.get('canary') ?? null) !== null) return;
    run.set('canary', { rows: chooseSpread(run.journal.file, SENDABLE_STATES, canary), isJudged: false });
  }

  /** There are such rows, and they have no verdict yet. */
  get isFlying(): boolean {
    return this.#run.get('canary')?.isJudged === false;
  }

  get #rows(): readonly number[] {
    return this.#run.get('canary')?.rows ?? [];
  }

  /** Those that wait to be sent, after a row. */
  readRows(afterRow: number): LiveRow[] {
    const { journal } = this.#run;
    return this.#rows
      .filter((row) => row > afterRow)
      .flatMap((row) =>
        journal.readRows(SENDABLE_STATES, row - 1, 1).filter((found) => found.rowNumber === row),
      );
  }

  /** Once: a person who resumes the run after a verdict has seen it. Throws `canary_failed`. */
  judge(): void {
    const rows = this.#rows;
    this.#run.set('canary', { rows, isJudged: true });
    const failed = countFailed(this.#run.journal.file, rows);
    if (failed === 0) return;
    throw new BulkError('canary_failed', `${failed} of the first ${rows.length} rows failed.`);
  }
}
