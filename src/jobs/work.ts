/** The work of a job, whichever job it is: its requests are counted, its time is bounded, and errors become a stop. */
import { isBulkError } from '../core/errors.js';
import { toSafeEmit } from '../core/events.js';
import { RequestStats } from '../record/tally/request-stats.js';
import { RequestTimeline } from '../record/tally/request-timeline.js';
import { stopAfter, type StoppableDeps } from './stop.js';

/** What earlier sessions of the same job used up: facts in its journal. */
export interface WorkFacts {
  requests: unknown;
  timeline: unknown;
  /** Milliseconds. */
  workedMs: number;
}

/** Where these facts are kept; absent where a job has one session only. */
export interface WorkLog {
  get<Key extends keyof WorkFacts>(key: Key): WorkFacts[Key] | undefined;
  set<Key extends keyof WorkFacts>(key: Key, value: WorkFacts[Key]): void;
}

/** What all sessions used up. */
export interface WorkDone {
  readonly stats: RequestStats;
  readonly timeline: RequestTimeline;
  readonly workedMs: number;
  /** The task came to its end. */
  readonly isComplete: boolean;
}

/**
 * Does a task until its end or its stop: a `BulkError`, an interruption or the time limit stops it without being thrown.
 * Any other error is thrown.
 */
export async function work<Deps extends StoppableDeps>(
  task: (deps: Deps) => Promise<void>,
  { maxDuration }: { readonly maxDuration?: number | undefined },
  deps: Deps,
  log?: WorkLog,
): Promise<WorkDone> {
  const { clock, stop } = deps;
  const [requests, spans] = [log?.get('requests'), log?.get('timeline')];
  const stats = requests === undefined ? new RequestStats(deps) : RequestStats.fromJSON(requests, deps);
  const timeline = spans === undefined ? new RequestTimeline(deps) : RequestTimeline.fromJSON(spans, deps);
  const workedBefore = log?.get('workedMs') ?? 0;
  const startedAt = clock.monotonic();
  const cancelTimer = stopAfter(maxDuration, deps);
  const toWorkedMs = (): number => workedBefore + Math.round(clock.monotonic() - startedAt);
  let isComplete = false;
  try {
    await task({ ...deps, emit: toSafeEmit([deps.emit, stats.listen, timeline.listen]) });
    isComplete = true;
  } catch (error) {
    if (isBulkError(error)) stop.byError(error);
    else if (error !== stop.signal.reason) throw error;
  } finally {
    cancelTimer();
    log?.set('requests', stats.toJSON());
    log?.set('timeline', timeline.toJSON());
    log?.set('workedMs', toWorkedMs());
  }
  return { stats, timeline, workedMs: toWorkedMs(), isComplete };
}
