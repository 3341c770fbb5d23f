/**
 * Checks the rows of a review as every other command checks a source: each by itself, and against the rows that share a key
 * with it. After an edit only the rows that it can concern are checked again.
 */
import type { ImportOptions } from '../../config/options.js';
import type { Clock } from '../../core/clock.js';
import { type Issue, type Mapping, type PlainField, type RowWish, type SourceRow } from '../../core/types.js';
import { withoutSettledDoubts } from '../../journal/review/rows.js';
import { keysThatMustBeUnique } from '../../validate/duplicates.js';
import { toStrictIssues } from '../../validate/issues.js';
import type { RowJudge } from '../../validate/norms/column-norms.js';
import { makeRowCheck, type CheckedRow, type RowCheck } from '../ingest/row-check.js';
import { listRowKeys, toSorted, withSharing } from './sharing.js';
import type { ReviewStore } from './store.js';
import { TogetherCheck, type RowAlone } from './together.js';
import { makeToProblems, type ToProblems } from './to-problems.js';

export interface CheckProgress {
  readonly onDone: (rows: number) => void;
  /** Aborts when the mapping changes meanwhile. */
  readonly signal: AbortSignal;
}

export class ReviewCheck {
  readonly #store: ReviewStore;
  readonly #options: ImportOptions;
  readonly #mapping: Mapping;
  readonly #toProblems: ToProblems;
  readonly #together: TogetherCheck;
  readonly #uniqueKeys: ReadonlySet<string>;
  #check: RowCheck;
  #judge: RowJudge | undefined;
  #wishes: RowCheck | undefined;

  /** Throws `config_invalid` for a rule that does not fit the mapping. */
  constructor(store: ReviewStore, mapping: Mapping, options: ImportOptions, clock: Clock) {
    this.#store = store;
    this.#mapping = mapping;
    this.#options = options;
    this.#together = new TogetherCheck(store.folder, options, clock);
    this.#toProblems = makeToProblems(mapping);
    this.#uniqueKeys = new Set(keysThatMustBeUnique(options));
    this.#check = this.#makeCheck();
  }

  get toMapped(): RowCheck['toMapped'] {
    return this.#check.toMapped;
  }

  /** What a valid row asks for; undefined for another one. */
  toWish(row: SourceRow): RowWish | undefined {
    this.#wishes ??= makeRowCheck(this.#mapping, { ...this.#options, keepsWishes: true });
    return this.#wishes.validate([row], false)[0]?.validated.wish;
  }

  /** The text of a field as the mapping makes it. */
  toFieldText(rowNumber: number, field: string): string {
    const row = this.#store.rows.get(rowNumber);
    if (row === undefined) return '';
    const { fields, metaData } = this.#check.toMapped(row);
    if (field.startsWith('metaData.')) return metaData.get(field.slice('metaData.'.length)) ?? '';
    return fields[field as PlainField] ?? '';
  }

  #makeCheck(): RowCheck {
    return makeRowCheck(this.#mapping, { ...this.#options, keepsWishes: false });
  }

  /** Checks every row; the verdicts before are forgotten. In slices, so that a server answers meanwhile. */
  async checkAll({ onDone, signal }: CheckProgress): Promise<void> {
    const { problems, keys, file } = this.#store;
    this.#check = this.#makeCheck();
    file.transact(() => {
      problems.clear();
      keys.clear();
    });
    let done = 0;
    for await (const batch of this.#readSlices(signal)) {
      const checked = this.#validate(batch, true);
      file.transact(() => this.#writeAlone(checked, () => []));
      done += batch.length;
      onDone(done);
    }
    this.#judge = this.#check.norms.toJudge();
    const together = new Set(keys.listSharing());
    await this.#addDepartures(together, signal);
    if (together.size > 0) file.transact(() => this.#judgeTogether(toSorted(together)));
  }

  /** What is usual in the columns, of all rows as they are now; needed before rows are checked again. */
  async learnNorms(signal: AbortSignal): Promise<void> {
    const check = this.#makeCheck();
    for await (const batch of this.#readSlices(signal))
      for (const row of batch) check.norms.add(check.toMapped(row));
    this.#check = check;
    this.#judge = check.norms.toJudge();
  }

  /**
   * Checks these rows again, and those that share or shared a key with them; gives all rows whose problems may differ. Must run
   * within a transaction.
   */
  recheck(rows: readonly number[]): number[] {
    const { problems, keys } = this.#store;
    const before = keys.list(rows);
    problems.forget(rows);
    keys.forget(rows);
    for (const batch of this.#readTaken(rows))
      this.#writeAlone(this.#validate(batch, false), (row) => this.#depart(row));
    const { all, sharing } = withSharing(keys, [...before, ...keys.list(rows)], new Set(rows));
    if (sharing.length > 0) this.#judgeTogether(sharing);
    return all;
  }

  close(): void {
    this.#together.close();
  }

  /** All rows that are not left out; others run after each batch. Throws the signal's reason once it is aborted. */
  async *#readSlices(signal: AbortSignal): AsyncGenerator<readonly SourceRow[]> {
    for (const batch of this.#store.rows.readTaken()) {
      yield batch;
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
    }
  }

  /** Those that are not left out. */
  *#readTaken(numbers: readonly number[]): Generator<readonly SourceRow[]> {
    const leftOut = new Set(this.#store.rows.listLeftOut());
    yield* this.#store.rows.getMany(numbers.filter((row) => !leftOut.has(row)));
  }

  #validate(batch: readonly SourceRow[], count: boolean): readonly CheckedRow[] {
    const undoubted = batch.map((row) =>
      row.doubts === undefined
        ? row
        : withoutSettledDoubts(row, new Set(this.#store.rows.getEdited(row.rowNumber).map(({ at }) => at))),
    );
    return this.#check.validate(undoubted, count);
  }

  /** What the rows show by themselves, their keys, and what they show compared with what is usual. */
  #writeAlone(checked: readonly CheckedRow[], toDepartures: (row: SourceRow) => readonly Issue[]): void {
    const { problems } = this.#store;
    const found = checked.map(({ source, validated: { issues: own, skipped } }) => {
      const issues = [...own, ...toDepartures(source)];
      const state = skipped !== undefined ? 'skipped' : hasError(issues) ? 'invalid' : 'ready';
      const verdict = { row: source.rowNumber, state, why: skipped?.message ?? '' } as const;
      return { verdict, problems: this.#toProblems(source, issues) };
    });
    problems.add(found);
    this.#store.keys.add(
      checked.flatMap((row) =>
        listRowKeys(row, this.#uniqueKeys, this.#check.unique).map((key) => ({
          ...key,
          row: row.source.rowNumber,
        })),
      ),
    );
  }

  #depart(row: SourceRow): readonly Issue[] {
    const issues = this.#judge?.(this.#check.toMapped(row)) ?? [];
    return this.#options.strict ? toStrictIssues(issues) : issues;
  }

  /** Adds the rows that depart from what is usual. */
  async #addDepartures(found: Set<number>, signal: AbortSignal): Promise<void> {
    if (this.#judge === undefined) return;
    for await (const batch of this.#readSlices(signal))
      for (const row of batch) if (this.#depart(row).length > 0) found.add(row.rowNumber);
  }

  #judgeTogether(numbers: readonly number[]): void {
    const alone = this.#validateTaken(numbers);
    const judged = this.#together
      .judge(alone, this.#check, this.#judge)
      .map(({ source, verdict, issues }) => ({
        verdict,
        problems: this.#toProblems(source, issues),
      }));
    this.#store.problems.replace(judged);
  }

  *#validateTaken(numbers: readonly number[]): Generator<readonly RowAlone[]> {
    for (const batch of this.#readTaken(numbers))
      yield this.#validate(batch, false).map((checked) => ({
        checked,
        issues: [...checked.validated.issues, ...this.#depart(checked.source)],
      }));
  }
}

function hasError(issues: readonly Issue[]): boolean {
  return issues.some(({ severity }) => severity === 'error');
}
