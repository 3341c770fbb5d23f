/** The plan of a review is carried out by the job that carries out any plan; it can be paused, stopped and continued. */
import { BulkError, isBulkError } from '../../core/errors.js';
import { toIso } from '../../core/clock.js';
import type { Summary } from '../../record/summary/summary.js';
import type { Connection, JobDeps } from '../deps.js';
import { resumeRun } from '../import/resume.js';
import type { RunReport } from '../outputs.js';
import { withRun } from '../run/runs.js';
import type { ApplyAnswer, UndoAnswer } from './answers/apply.js';
import type { ErrorAnswer } from './answers/shared.js';
import { NOTHING, toReason, toStatus, type ApplyStatus, type Sending } from './apply-status.js';
import { applyWhole, toCommands, type ApplyPlace } from './carry-out.js';
import { LiveRun } from './live-run.js';
import { Throttle } from './throttle.js';
import { toErrorAnswer } from './error-answer.js';
import { Traffic } from './traffic.js';
import { readUndo } from './undoing.js';

const NEWS_PAUSE_MS = 250;

type Wish = 'run' | 'pause' | 'stop';

export class Apply {
  readonly #deps: JobDeps;
  #place: ApplyPlace | undefined;
  #sending: Sending | undefined;
  #traffic: Traffic | undefined;
  readonly #live = new LiveRun();
  /** Of the sessions before this one. */
  #requestsBefore = 0;
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
    if (this.#live.countWaiting(place) === 0) this.#summary = summary;
    this.#requestsBefore = Math.max(0, (summary?.requests.total ?? 0) - place.planRequests);
  }

  /** The run that was applied can't be read. */
  noteLost(reason: ErrorAnswer): void {
    this.#place = undefined;
    this.#reason = reason;
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
    await this.#work((deps) => {
      // One that ended before it began is still a plan, which a resume would only plan again.
      const isBegun = withRun(reportsDir, id, (run) => run.planIsFinal);
      return isBegun
        ? resumeRun({ reportsDir, id }, { failed }, connection, deps)
        : applyWhole(place, connection, deps);
    }, onNews);
  }

  pause(): void {
    this.#end('pause');
  }

  stop(): void {
    this.#end('stop');
  }

  /** Rows that failed for the cause with this code. */
  listFailed(code: string): readonly number[] {
    return this.#place === undefined ? [] : this.#live.listFailed(this.#place, code);
  }

  /** Throws `nothing_to_undo`. */
  toUndo(): UndoAnswer {
    if (this.#place === undefined) throw new BulkError('nothing_to_undo', 'Nothing has been applied.');
    return readUndo(this.#place.reportsDir, this.#place.run);
  }

  toAnswer(): ApplyStatus {
    const place = this.#place;
    const sending = this.#sending;
    if (place === undefined || sending === undefined)
      return this.#reason === undefined ? NOTHING : { ...NOTHING, reason: this.#reason };
    const { clock } = this.#deps;
    const traffic = (this.#traffic ??= new Traffic(clock)).toAnswer();
    const isEnded = !this.#isWorking;
    const { file, ...counted } = this.#live.read(place, { sinceMs: this.#startedAt, isWorking: !isEnded });
    const times = { isEnded, startedAt: this.#startedAt, now: clock.now() };
    return {
      ...toStatus(file, { place, sending, traffic, ...counted, ...times }),
      state: this.#toState(),
      requests: { done: this.#requestsBefore + traffic.requests, total: sending.requests },
      commands: toCommands(this.#deps, place),
      finishedAt: this.#finishedAt === 0 || !isEnded ? '' : toIso(this.#finishedAt),
      ...(this.#reason === undefined || !isEnded ? {} : { reason: this.#reason }),
    };
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
    this.#live.recount();
    const news = new Throttle(clock, NEWS_PAUSE_MS, onNews);
    try {
      onNews();
      const { summary } = await job({
        ...this.#deps,
        signal: AbortSignal.any([this.#deps.signal, this.#abort.signal]),
        // The person who started it has typed the organisation's name.
        confirmLive: () => Promise.resolve(true),
        emit: (event) => {
          traffic.add(event);
          this.#live.note(event);
          news.ask();
          this.#deps.emit(event);
        },
      });
      this.#summary = summary;
      this.#reason = toReason(summary);
    } catch (error) {
      if (!isBulkError(error)) throw error;
      this.#reason = toErrorAnswer(error);
    } finally {
      this.#finishedAt = clock.now();
      this.#isWorking = false;
      news.stop();
      this.#live.recount();
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

  close(): void {
    this.#live.close();
  }
}
