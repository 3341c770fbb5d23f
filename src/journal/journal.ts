/** One run's journal: everything that the run knows. */
import type { Clock } from '../core/clock.js';
import type {
  AttemptNote,
  ClaimKind,
  LiveRow,
  Plan,
  RowJournal,
  RowPatch,
  RowWarning,
} from '../core/journal-port.js';
import type { RunLog } from '../core/run-log.js';
import type { RowState, Step } from '../core/types.js';
import { SqlAddresses } from './address-store.js';
import { SqlDirectory } from './directory-store.js';
import { GroupCommit } from './group-commit.js';
import { LiveRows, toMoved } from './live-rows.js';
import { toLoggedFile } from './logged-file.js';
import { openJournalFile, type OpenJournalOptions, type SqlFile } from './open.js';
import { Owners, type NamedAddress, type WrittenRow } from './owners.js';
import { Plans } from './plans.js';
import { countAddressed, countStates } from './row-counts.js';
import { reopenFailed } from './reopen.js';
import { RunInfo } from './run-info.js';

/** Called before each move is written and after it is on disk: the points where the tests kill the process. */
export type OnMove = (moment: 'before' | 'after', to: RowState) => void;

export interface JournalOptions {
  readonly clock: Clock;
  /** @default none */
  readonly onMove?: OnMove | undefined;
  /** Gets every change of the file after `secure`. @default none */
  readonly runLog?: RunLog | undefined;
}

export interface RowMove {
  readonly row: LiveRow;
  readonly to: RowState;
  readonly patch: RowPatch;
  readonly plan?: Plan;
}

export class Journal implements RowJournal {
  readonly file: SqlFile;
  readonly directory: SqlDirectory;
  readonly addresses: SqlAddresses;
  readonly info: RunInfo;
  readonly #clock: Clock;
  readonly #onMove: OnMove;
  readonly #runLog: RunLog | undefined;
  readonly #rows: LiveRows;
  readonly #commits: GroupCommit;
  readonly #plans: Plans;
  readonly #owners: Owners;

  constructor(bare: SqlFile, { clock, onMove, runLog }: JournalOptions) {
    const file = runLog === undefined ? bare : toLoggedFile(bare, runLog);
    this.file = file;
    this.#runLog = runLog;
    this.#clock = clock;
    this.#onMove = onMove ?? (() => undefined);
    this.info = new RunInfo(file);
    this.#rows = new LiveRows(file);
    this.#commits = new GroupCommit(file, clock);
    this.directory = new SqlDirectory(file, this.#commits);
    this.addresses = new SqlAddresses(file, this.#commits);
    this.#plans = new Plans(file, this.#commits);
    this.#owners = new Owners(file);
  }

  /** Throws `run_unknown`, `journal_damaged`, `output_unwritable`. */
  static open(path: string, options: JournalOptions & OpenJournalOptions): Journal {
    return new Journal(openJournalFile(path, options), options);
  }

  readRows(states: readonly RowState[], afterRow: number, limit: number): LiveRow[] {
    this.#commits.flush();
    return this.#rows.read(states, afterRow, limit);
  }

  async move(row: LiveRow, to: RowState, patch: RowPatch = {}, note?: AttemptNote): Promise<LiveRow> {
    const nowMs = this.#clock.now();
    const next = toMoved(row, { to, patch, note }, nowMs);
    this.#onMove('before', to);
    this.#owners.note(next);
    await this.#commits.write(() => this.#rows.apply(row, next, nowMs, note));
    this.#owners.forget(next);
    this.#onMove('after', to);
    return next;
  }

  /** Resolves once everything so far is on disk. */
  async sync(): Promise<void> {
    this.#commits.flush();
    await this.file.sync();
  }

  /**
   * Moves everything that the run knows so far from the log into the file. Later damage to the log can then remove what came
   * afterwards, but not the source and the plan. With a run log, all that is a copy in its place, too.
   */
  async secure(): Promise<void> {
    this.#commits.flush();
    this.file.foldLog();
    // Begins the log again: what the fold left in it could take the file back if it were damaged.
    this.info.set('secured', true);
    await this.#runLog?.begin((path) => this.file.copyTo(path));
  }

  /** What waits for the disk. */
  get disk(): Pick<GroupCommit, 'countWaiting' | 'onWaiting' | 'onGroup'> {
    return this.#commits;
  }

  /** Many moves without a request, with their plans, in one transaction. */
  moveAll(moves: readonly RowMove[]): void {
    const nowMs = this.#clock.now();
    for (const { to } of moves) this.#onMove('before', to);
    this.#commits.transact(() => {
      for (const { row, to, patch, plan } of moves) {
        if (plan) this.#plans.apply(row.rowNumber, plan);
        this.#rows.apply(row, toMoved(row, { to, patch }, nowMs), nowMs, undefined);
      }
    });
    for (const { to } of moves) this.#onMove('after', to);
  }

  addWarning(rowNumber: number, warning: RowWarning): void {
    // The move that follows reports its failure.
    this.#commits.write(() => this.#rows.addWarning(rowNumber, warning)).catch(() => undefined);
  }

  wasAccepted(rowNumber: number, step: Step): boolean {
    this.#commits.flush();
    return this.#rows.wasAccepted(rowNumber, step);
  }

  mayHaveTaken(rowNumber: number, step: Step): boolean {
    this.#commits.flush();
    return this.#rows.mayHaveTaken(rowNumber, step);
  }

  readPlan(rowNumber: number): Plan | undefined {
    return this.#plans.get(rowNumber);
  }

  writePlan(rowNumber: number, plan: Plan): void {
    this.#plans.put(rowNumber, plan);
  }

  claim(kind: ClaimKind, uid: string, rowNumber: number): number | undefined {
    return this.#owners.claim(kind, uid, rowNumber);
  }

  findRowWithAddress(address: string): number | undefined {
    return this.#owners.findByAddress(address);
  }

  /** Rows that are done and have this address, by its text or by its uid: usually one row. */
  findWritten(place: { readonly address: string; readonly uid: string }): WrittenRow[] {
    return this.#owners.findWritten(place);
  }

  /** The row whose customer an address names, as its owner or by its label. */
  findNamed(address: NamedAddress): number | undefined {
    return this.#owners.findNamed(address);
  }

  /** Rows that are done and have an address. */
  countAddressed(): number {
    this.#commits.flush();
    return countAddressed(this.file);
  }

  findRowWithUid(uid: string): number | undefined {
    this.#commits.flush();
    return this.#owners.findByUid(uid);
  }

  countUnsettledWithEmail(emailKey: string, exceptRow: number): number {
    this.#commits.flush();
    return this.#owners.countUnsettled(emailKey, exceptRow);
  }

  /** Reopens failed rows, and returns how many must be decided again; with `asPlanned`, none. */
  reopenFailed(how: { readonly asPlanned: boolean }): number {
    return this.#commits.transact(() => reopenFailed(this.file, how));
  }

  /** Rows by state. */
  countStates(): Partial<Record<RowState, number>> {
    this.#commits.flush();
    return countStates(this.file);
  }

  close(): void {
    this.#commits.flush();
    this.file.close();
  }
}
