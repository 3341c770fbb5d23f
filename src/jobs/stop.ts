/** Why a run stops before its end. The first reason counts. */
import { setMaxListeners } from 'node:events';
import type { Clock } from '../core/clock.js';
import type { Code } from '../core/codes.js';
import type { BulkError } from '../core/errors.js';
import type { Stopped } from '../record/summary/summary.js';
import { toStopSignal, type StopSignal } from '../record/summary/exit-code.js';
import type { JobDeps } from './deps.js';

export class Stop {
  readonly #controller = new AbortController();
  #stopped: Stopped | undefined;
  #by: StopSignal | undefined;

  /** Listens to a signal whose reason is `SIGHUP`, `SIGINT` or `SIGTERM`. */
  constructor(from: AbortSignal) {
    // Every row that waits listens to it.
    setMaxListeners(0, this.#controller.signal);
    const interrupt = (): void => {
      this.#by ??= toStopSignal(from.reason);
      this.because('interrupted', `The run was interrupted (${this.#by}); what was under way was finished.`);
    };
    if (from.aborted) interrupt();
    // A signal of its own: a caller may give one signal to many jobs, and Node warns of many listeners on one.
    else AbortSignal.any([from]).addEventListener('abort', interrupt, { once: true });
  }

  /** Aborts when nothing new shall be begun. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get stopped(): Stopped | null {
    return this.#stopped ?? null;
  }

  /** The signal that interrupted the run. */
  get by(): StopSignal | undefined {
    return this.#stopped?.reason === 'interrupted' ? this.#by : undefined;
  }

  because(reason: Code, message: string): void {
    this.#stopped ??= { reason, message };
    this.#controller.abort();
  }

  byError({ code, message }: BulkError): void {
    this.because(code, message);
  }
}

/** What the parts of a job get: the job's own dependencies, and the way to stop it. */
export interface StoppableDeps extends JobDeps {
  readonly stop: Stop;
}

/** Stops the run after this many seconds; returns the function that cancels this. */
export function stopAfter(
  seconds: number | undefined,
  { clock, stop }: { readonly clock: Clock; readonly stop: Stop },
): () => void {
  if (seconds === undefined) return () => undefined;
  const timer = new AbortController();
  clock.sleep(seconds * 1000, timer.signal).then(
    () => stop.because('budget_reached', `The run has worked for ${seconds} s.`),
    () => undefined,
  );
  return () => timer.abort();
}
