/** The plan of a review is carried out by the job that carries out any plan; it can be paused, stopped and continued. */
import { BulkError, isBulkError } from '../../core/errors.js';
import { toIso } from '../../core/clock.js';
import type { RowRange } from '../../core/row-ranges.js';
import { openJournalFile, type SqlFile } from '../../journal/open.js';
import type { Summary } from '../../record/summary/summary.js';
import { toRunCommand } from '../command-text.js';
import type { Connection, JobDeps } from '../deps.js';
import { applyPlan } from '../import/apply.js';
import { resumeRun } from '../import/resume.js';
import type { RunReport } from '../outputs.js';
import { findRun } from '../run/find-run.js';
import { withRun } from '../run/runs.js';
import type { ApplyAnswer, UndoAnswer } from './answers/apply.js';
import type { ErrorAnswer } from './answers/shared.js';
import { readCauses, readFailedRows, readLatest, readRowCounts } from './live-counts.js';
import { toErrorAnswer } from './error-answer.js';
import type { PreviewAnswer } from './answers/preview.js';
import { Traffic } from './traffic.js';
import { readUndo } from './undoing.js';

export interface ApplyPlace {
  readonly reportsDir: string;
  readonly run: string;
  /** Rows that stay as they are. */
  readonly except: readonly number[];
  /** Requests of the dry run, which the run counts with its own. */
  readonly planRequests: number;
}

type Sending = Pick<
  PreviewAnswer['sending'],
  'creates' | 'updates' | 'addressesOnly' | 'addresses' | 'requests'
>;

type Wish = 'run' | 'pause' | 'stop';

const NOTHING: ApplyAnswer = {
  ...{ state: 'none', run: '', total: 0, created: 0, updated: 0, unchanged: 0, failed: 0, waiting: 0 },
  ...{ requests: { done: 0, total: 0 }, addresses: { done: 0, total: 0 }, rate: { now: 0 } },
  ...{ waited: { ms: 0, times: 0 }, timeline: { startedAt: '', intervalMs: 1000, requests: [], waits: [] } },
  ...{ causes: [], files: [], commands: [], latest: [], retryable: 0, startedAt: '', finishedAt: '' },
};

export class Apply {
  readonly #deps: JobDeps;
  #place: ApplyPlace | undefined;
  #sending: Sending | undefined;
  #traffic: Traffic | undefined;
  /** Of the sessions before this one. */
  #requestsBefore = 0;
  #file: SqlFile | undefined;
  #abort = new AbortController();
  #isWorking = false;
  #wish: Wish = 'run';
  #startedAt = 0;
  #finishedAt = 0;
  #summary: Summary | undefined;
  #reason: ErrorAnswer | undefined;

  constructor(deps: JobDeps) {
    this.#deps = deps;
  }

  get isWorking(): boolean {
    return this.#isWorking;
  }

  /** A run that was applied in an earlier session. */
  reopen(place: ApplyPlace, sending: Sending): void {
    this.#place = place;
    this.#sending = sending;
    this.#startedAt = 0;
    this.#wish = 'stop';
    const summary = withRun(place.reportsDir, place.run, (run) =>
      run.planIsFinal && run.get('hasEnded') === true ? (run.get('summary') as Summary) : undefined,
    );
    // Killed before its end, the summary that is there is that of the plan.
    const { waiting } = this.#withFile(place, (file) => readRowCounts(file, { rows: 0, addresses: 0 }));
    if (waiting === 0) this.#summary = summary;
    this.#requestsBefore = Math.max(0, (summary?.requests.total ?? 0) - place.planRequests);
  }

  /** Carries the plan out; resolves when it has ended, also by a stop or an error. `except`: rows that stay as they are. */
  async start(
    place: ApplyPlace,
    sending: Sending,
    connection: Connection,
    onNews: () => void,
  ): Promise<void> {
    this.#place = place;
    this.#sending = sending;
    this.#traffic = undefined;
    this.#requestsBefore = 0;
    await this.#work((deps) => applyWhole(place, connection, deps), onNews);
  }

  /** Continues where it stopped; `failed`: takes the failed rows up again as well. */
  async continue(connection: Connection, onNews: () => void): Promise<void> {
    const place = this.#place;
    if (place === undefined || this.#isWorking) return;
    const failed = this.#isDone;
    const { reportsDir, run: id } = place;
    // One that ended before it began is still a plan, which a resume would only plan again.
    const isBegun = withRun(reportsDir, id, (run) => run.planIsFinal);
    await this.#work(
      (deps) =>
        isBegun
          ? resumeRun({ reportsDir, id }, { failed }, connection, deps)
          : applyWhole(place, connection, deps),
      onNews,
    );
  }

  pause(): void {
    this.#end('pause');
  }

  stop(): void {
    this.#end('stop');
  }

  /** Rows that failed for the cause with this code. */
  listFailed(code: string): readonly number[] {
    return this.#place === undefined ? [] : this.#withFile(this.#place, (file) => readFailedRows(file, code));
  }

  /** Throws `nothing_to_undo`. */
  toUndo(): UndoAnswer {
    if (this.#place === undefined) throw new BulkError('nothing_to_undo', 'Nothing has been applied.');
    return readUndo(this.#place.reportsDir, this.#place.run);
  }

  toAnswer(): ApplyAnswer {
    const place = this.#place;
    const sending = this.#sending;
    if (place === undefined || sending === undefined) return NOTHING;
    const planned = {
      rows: sending.creates + sending.updates + sending.addressesOnly,
      addresses: sending.addresses,
    };
    const traffic = (this.#traffic ??= new Traffic(this.#deps.clock)).toAnswer();
    return this.#withFile(place, (file) => {
      const counts = readRowCounts(file, planned);
      const causes = readCauses(file);
      const isEnded = !this.#isWorking;
      const left = counts.waiting;
      return {
        ...NOTHING,
        ...counts,
        state: this.#toState(),
        run: place.run,
        requests: { done: this.#requestsBefore + traffic.requests, total: sending.requests },
        rate: {
          now: isEnded ? 0 : traffic.perSecond,
          ...(traffic.limit === undefined ? {} : { limit: traffic.limit }),
        },
        ...(traffic.responseMs === undefined ? {} : { responseMs: traffic.responseMs }),
        waited: traffic.waited,
        timeline: traffic.timeline,
        causes,
        commands: toCommands(this.#deps, place),
        latest: readLatest(file, this.#startedAt),
        retryable: causes.filter(({ canRetry }) => canRetry).reduce((sum, { rows }) => sum + rows, 0),
        startedAt: this.#startedAt === 0 ? '' : toIso(this.#startedAt),
        finishedAt: this.#finishedAt === 0 || !isEnded ? '' : toIso(this.#finishedAt),
        ...(isEnded || left === 0 || planned.rows === left
          ? {}
          : {
              secondsLeft: Math.ceil(
                ((this.#deps.clock.now() - this.#startedAt) / 1000 / (planned.rows - left)) * left,
              ),
            }),
        ...(this.#reason === undefined || this.#isWorking ? {} : { reason: this.#reason }),
      };
    });
  }

  get #isDone(): boolean {
    return (
      this.#summary !== undefined && this.#summary.stopped === null && this.#summary.counts.pending === 0
    );
  }

  #toState(): ApplyAnswer['state'] {
    if (this.#isWorking) return ({ run: 'running', pause: 'pausing', stop: 'stopping' } as const)[this.#wish];
    if (this.#isDone) return 'done';
    if (this.#wish === 'pause') return 'paused';
    return this.#reason === undefined || this.#wish === 'stop' ? 'stopped' : 'failed';
  }

  async #work(job: (deps: JobDeps) => Promise<RunReport>, onNews: () => void): Promise<void> {
    const { clock } = this.#deps;
    this.#isWorking = true;
    this.#wish = 'run';
    this.#reason = undefined;
    this.#summary = undefined;
    this.#abort = new AbortController();
    this.#requestsBefore += this.#traffic?.toAnswer().requests ?? 0;
    const traffic = (this.#traffic = new Traffic(clock));
    this.#startedAt = clock.now();
    onNews();
    try {
      const { summary } = await job({
        ...this.#deps,
        signal: AbortSignal.any([this.#deps.signal, this.#abort.signal]),
        // The person who started it has typed the organisation's name.
        confirmLive: () => Promise.resolve(true),
        emit: (event) => {
          traffic.add(event);
          onNews();
          this.#deps.emit(event);
        },
      });
      this.#summary = summary;
      if (summary.stopped !== null)
        this.#reason = {
          code: summary.stopped.reason,
          text: summary.stopped.message,
          remedy: 'Continue it when the cause is gone.',
        };
    } catch (error) {
      if (!isBulkError(error)) throw error;
      this.#reason = toErrorAnswer(error);
    } finally {
      this.#finishedAt = clock.now();
      this.#isWorking = false;
      onNews();
    }
  }

  #end(wish: Wish): void {
    if (!this.#isWorking) {
      if (wish === 'stop' && this.#wish === 'pause') this.#wish = 'stop';
      return;
    }
    this.#wish = wish;
    this.#abort.abort('SIGINT');
  }

  #withFile<T>(place: ApplyPlace, read: (file: SqlFile) => T): T {
    this.#file ??= openJournalFile(findRun(place.reportsDir, place.run).journalPath, { create: false });
    return read(this.#file);
  }

  close(): void {
    this.#file?.close();
    this.#file = undefined;
  }
}

/** The plan without the rows that stay as they are. */
function applyWhole(
  { reportsDir, run, except }: ApplyPlace,
  connection: Connection,
  deps: JobDeps,
): Promise<RunReport> {
  return applyPlan({ reportsDir, id: run }, toPart(except), connection, deps);
}

/** Nothing to leave out is no part, but the whole plan. */
function toPart(except: readonly number[]): { readonly except?: readonly RowRange[] } {
  return except.length === 0 ? {} : { except: except.map((row): RowRange => [row, row]) };
}

function toCommands(deps: JobDeps, { reportsDir, run }: ApplyPlace): string[] {
  return (['resume', 'undo', 'show'] as const).map((command) =>
    toRunCommand(deps, command, run, { reportsDir }),
  );
}
