/**
 * Checks the rows of a review as every other command checks a source: each by itself, and against the rows that share a key
 * with it. After an edit only the rows that it can concern are checked again.
 */
import { join } from 'node:path';
import { rmSync } from 'node:fs';
import type { ImportOptions } from '../../config/options.js';
import type { Clock } from '../../core/clock.js';
import {
  MATCH_KEYS,
  type Issue,
  type Mapping,
  type PlainField,
  type RowWish,
  type SourceRow,
} from '../../core/types.js';
import { Ingest } from '../../journal/ingest.js';
import { openJournalFile, type SqlFile } from '../../journal/open.js';
import type { RowKey } from '../../journal/review/problems.js';
import { withoutSettledDoubts } from '../../journal/review/rows.js';
import { keysThatMustBeUnique } from '../../validate/duplicates.js';
import { toStrictIssues } from '../../validate/issues.js';
import type { RowJudge } from '../../validate/norms/column-norms.js';
import { judgeTogether } from '../ingest/judge-together.js';
import { makeRowCheck, type CheckedRow, type RowCheck } from '../ingest/row-check.js';
import { readJudged } from './judged.js';
import type { ReviewStore } from './store.js';
import { makeToProblems, type ToProblems } from './to-problems.js';

const SCRATCH_NAME = '.review-check.sqlite';

export interface CheckProgress {
  readonly onDone: (rows: number) => void;
  /** Aborts when the mapping changes meanwhile. */
  readonly signal: AbortSignal;
}

export class ReviewCheck {
  readonly #store: ReviewStore;
  readonly #options: ImportOptions;
  readonly #clock: Clock;
  readonly #mapping: Mapping;
  readonly #toProblems: ToProblems;
  readonly #uniqueKeys: ReadonlySet<string>;
  #check: RowCheck;
  #judge: RowJudge | undefined;
  #wishes: RowCheck | undefined;
  #scratch: SqlFile | undefined;

  /** Throws `config_invalid` for a rule that does not fit the mapping. */
  constructor(store: ReviewStore, mapping: Mapping, options: ImportOptions, clock: Clock) {
    this.#store = store;
    this.#mapping = mapping;
    this.#options = options;
    this.#clock = clock;
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
    const { problems, rows, file } = this.#store;
    this.#check = this.#makeCheck();
    file.transact(() => problems.clear());
    for (let after = 0, done = 0; ;) {
      const batch = rows.readBatch(after);
      if (batch.length === 0) break;
      const checked = this.#validate(batch, true);
      file.transact(() => this.#writeAlone(checked, () => []));
      after = batch.at(-1)?.rowNumber ?? after;
      done += batch.length;
      onDone(done);
      await pause(signal);
    }
    this.#judge = this.#check.norms.toJudge();
    const together = new Set(problems.listSharing());
    await this.#addDepartures(together, signal);
    if (together.size > 0) file.transact(() => this.#judgeTogether(toSorted(together)));
  }

  /** What is usual in the columns, of all rows as they are now; needed before rows are checked again. */
  async learnNorms(signal: AbortSignal): Promise<void> {
    const check = this.#makeCheck();
    for (let after = 0; ;) {
      const batch = this.#store.rows.readBatch(after);
      if (batch.length === 0) break;
      for (const row of batch) check.norms.add(check.toMapped(row));
      after = batch.at(-1)?.rowNumber ?? after;
      await pause(signal);
    }
    this.#check = check;
    this.#judge = check.norms.toJudge();
  }

  /**
   * Checks these rows again, and those that share or shared a key with them; gives all rows whose problems may differ. Must run
   * within a transaction.
   */
  recheck(rows: readonly number[]): number[] {
    const { problems } = this.#store;
    const concerned = new Map<string, RowKey>();
    const note = (): void => {
      for (const key of problems.listKeys(rows)) concerned.set(toKeyText(key), key);
    };
    note();
    problems.forget(rows);
    for (const batch of this.#readTaken(rows))
      this.#writeAlone(this.#validate(batch, false), (row) => this.#depart(row));
    note();
    const { all, sharing } = this.#withSharing(concerned, new Set(rows));
    if (sharing.length > 0) this.#judgeTogether(sharing);
    return all;
  }

  close(): void {
    this.#scratch?.close();
    rmSync(join(this.#store.folder, SCRATCH_NAME), { force: true });
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
    problems.addKeys(
      checked.flatMap((row) => this.#toKeys(row).map((key) => ({ ...key, row: row.source.rowNumber }))),
    );
  }

  /** The values that no other row should have. */
  #toKeys({ source, validated: { keys, skipped } }: CheckedRow): RowKey[] {
    const toKey = (name: string, value: string | undefined): RowKey[] =>
      value === undefined ? [] : [{ name, value }];
    return [
      ...MATCH_KEYS.flatMap((key) => (this.#uniqueKeys.has(key) ? toKey(key, keys[key]) : [])),
      ...(skipped === undefined
        ? this.#check.unique.flatMap(({ toValue }, at) => toKey(`rule ${at}`, toValue(source)))
        : []),
    ];
  }

  #depart(row: SourceRow): readonly Issue[] {
    const issues = this.#judge?.(this.#check.toMapped(row)) ?? [];
    return this.#options.strict ? toStrictIssues(issues) : issues;
  }

  /** Adds the rows that depart from what is usual. */
  async #addDepartures(found: Set<number>, signal: AbortSignal): Promise<void> {
    if (this.#judge === undefined) return;
    for (let after = 0; ;) {
      const batch = this.#store.rows.readBatch(after);
      if (batch.length === 0) break;
      for (const row of batch) if (this.#depart(row).length > 0) found.add(row.rowNumber);
      after = batch.at(-1)?.rowNumber ?? after;
      await pause(signal);
    }
  }

  /** These rows and all that share a key with one of them, directly or by way of others; and those that must be compared. */
  #withSharing(
    concerned: ReadonlyMap<string, RowKey>,
    rows: ReadonlySet<number>,
  ): { readonly all: number[]; readonly sharing: number[] } {
    const { problems } = this.#store;
    const all = new Set(rows);
    const sharing = new Set<number>();
    const seen = new Set(concerned.keys());
    for (let open = [...concerned.values()]; open.length > 0;) {
      const added: number[] = [];
      for (const found of problems.findRowsWithKeys(open)) {
        for (const row of found) {
          // The last one of a group that was larger before is compared, too.
          if (found.length > 1 || !rows.has(row)) sharing.add(row);
          if (all.has(row)) continue;
          all.add(row);
          added.push(row);
        }
      }
      open = problems.listKeys(added).filter((key) => {
        const text = toKeyText(key);
        return !seen.has(text) && seen.add(text);
      });
    }
    return { all: toSorted(all), sharing: toSorted(sharing) };
  }

  /** Judges rows together in a journal of their own, by the code that judges the rows of an import. */
  #judgeTogether(numbers: readonly number[]): void {
    const scratch = this.#openScratch();
    const writer = new Ingest(scratch, { keepsWishes: false });
    const alone = new Map<number, { readonly source: SourceRow; readonly issues: readonly Issue[] }>();
    for (const batch of this.#readTaken(numbers)) {
      const checked = this.#validate(batch, false);
      writer.add(checked);
      for (const { source, validated } of checked) {
        const issues = [...validated.issues, ...this.#depart(source)];
        alone.set(source.rowNumber, { source, issues });
      }
    }
    writer.finish();
    judgeTogether(scratch, this.#check, this.#judge, { ...this.#options, nowMs: this.#clock.now() });
    const judged = [...readJudged(scratch)].flatMap(({ row, state, why, issues }) => {
      const found = alone.get(row);
      if (found === undefined) return [];
      // The first ones are its own, which alone have suggestions.
      const all = [...found.issues, ...issues.slice(found.issues.length)];
      return [{ verdict: { row, state, why }, problems: this.#toProblems(found.source, all) }];
    });
    this.#store.problems.replace(judged);
  }

  #openScratch(): SqlFile {
    const path = join(this.#store.folder, SCRATCH_NAME);
    this.#scratch ??= openJournalFile(path, { create: true, scratch: true });
    this.#scratch.exec('DELETE FROM source_rows; DELETE FROM rows; DELETE FROM issues;');
    return this.#scratch;
  }
}

const toSorted = (rows: Iterable<number>): number[] => [...rows].sort((a, b) => a - b);

function hasError(issues: readonly Issue[]): boolean {
  return issues.some(({ severity }) => severity === 'error');
}

const toKeyText = ({ name, value }: RowKey): string => `${name}\n${value}`;

/** Lets others run. Throws the signal's reason once it is aborted. */
async function pause(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal.throwIfAborted();
}
