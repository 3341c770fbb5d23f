/** Ends requests that take too long: one timer for all requests in flight. */
import type { Clock } from '../core/clock.js';

export interface Expirable {
  /** Called once, when the deadline passes. */
  expire(): void;
}

/**
 * A total time for each request, from sending to the last byte: undici's own timeouts restart with each byte, so that a
 * server that sends one byte now and then would hold a connection forever.
 */
export class Deadlines {
  readonly #timeoutMs: number;
  readonly #clock: Clock;
  /** In the order of their deadlines, because all have the same timeout. */
  readonly #dueAt = new Map<Expirable, number>();
  readonly #closing = new AbortController();
  #isWatching = false;

  constructor(timeoutMs: number, clock: Clock) {
    this.#timeoutMs = timeoutMs;
    this.#clock = clock;
  }

  add(expirable: Expirable): void {
    this.#dueAt.set(expirable, this.#clock.monotonic() + this.#timeoutMs);
    if (!this.#isWatching) void this.#watch();
  }

  remove(expirable: Expirable): void {
    this.#dueAt.delete(expirable);
  }

  /** Stops watching; nothing expires any more. */
  close(): void {
    this.#closing.abort();
    this.#dueAt.clear();
  }

  async #watch(): Promise<void> {
    this.#isWatching = true;
    for (;;) {
      const [first] = this.#dueAt.values();
      if (first === undefined) break;
      try {
        await this.#clock.sleep(
          Math.max(1, Math.ceil(first - this.#clock.monotonic())),
          this.#closing.signal,
        );
      } catch (error) {
        if (this.#closing.signal.aborted) return;
        throw error;
      }
      this.#expireDue();
    }
    this.#isWatching = false;
  }

  #expireDue(): void {
    const now = this.#clock.monotonic();
    for (const [expirable, dueAt] of this.#dueAt) {
      if (dueAt > now) return;
      this.#dueAt.delete(expirable);
      expirable.expire();
    }
  }
}
