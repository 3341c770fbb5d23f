import type { Clock } from '../../src/core/clock.js';

/** Time that stands still until it is moved. */
export class ManualClock implements Clock {
  readonly #sleepers = new Set<{ readonly dueAt: number; readonly wake: () => void }>();
  #now: number;

  constructor(startMs = 0) {
    this.#now = startMs;
  }

  now(): number {
    return 1_700_000_000_000 + this.#now;
  }

  monotonic(): number {
    return this.#now;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const sleeper = { dueAt: this.#now + ms, wake: resolve };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', () => {
        this.#sleepers.delete(sleeper);
        reject(signal.reason as Error);
      });
    });
  }

  /** How many sleep now. */
  get sleeping(): number {
    return this.#sleepers.size;
  }

  /** Moves time on, waking each sleeper at its own instant, and lets everything that follows from it happen. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (;;) {
      const due = [...this.#sleepers].filter((one) => one.dueAt <= end).sort((a, b) => a.dueAt - b.dueAt);
      const [first] = due;
      if (first === undefined) break;
      this.#sleepers.delete(first);
      this.#now = Math.max(this.#now, first.dueAt);
      first.wake();
      await settle();
    }
    this.#now = end;
  }
}

/** Lets all promises that can settle do so. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
