/**
 * Many writes, one transaction, one flush of the disk. While the disk flushes one group (off the event loop), the next one
 * collects: the slower the disk, the larger the groups. A single write waits for nothing but its own turn.
 */
import type { Clock } from '../core/clock.js';
import type { SqlFile } from './open.js';

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

interface Write extends Waiting {
  readonly apply: () => void;
}

/**
 * A disk is slow if this many flushes in a row took this long; a single one may have been late for another reason. Then more
 * work is worth beginning before the next flush ends.
 */
const SLOW_FLUSHES = 4;
const SLOW_MS = 3;

export class GroupCommit {
  readonly #file: SqlFile;
  /** Not applied yet. */
  #gathered: Write[] = [];
  /** Committed, so that reads see them, but perhaps not on the disk. */
  #committed: Waiting[] = [];
  /** Being flushed at this moment. */
  #flushing: readonly Waiting[] = [];
  /** A turn is due, or the disk is busy. */
  #isBusy = false;
  readonly #listeners = new Set<() => void>();
  readonly #groupListeners = new Set<() => void>();
  #broken: { readonly error: unknown } | undefined;

  readonly #clock: Pick<Clock, 'monotonic'>;
  #slowInARow = 0;

  constructor(file: SqlFile, clock: Pick<Clock, 'monotonic'>) {
    this.#file = file;
    this.#clock = clock;
  }

  /** Number of writes that have not been resolved yet. */
  countWaiting(): number {
    return this.#gathered.length + this.#committed.length + this.#flushing.length;
  }

  /** Calls `listener` after each write that begins to wait for a slow disk, until the returned function is called. */
  onWaiting(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Calls `listener` before each group is written, until the returned function is called: what it begins may still join. */
  onGroup(listener: () => void): () => void {
    this.#groupListeners.add(listener);
    return () => this.#groupListeners.delete(listener);
  }

  /** Resolves when `apply`'s statements are on disk. After one failed commit every later write is refused. */
  write(apply: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#gathered.push({ apply, resolve, reject });
      this.#schedule();
      if (this.#slowInARow >= SLOW_FLUSHES) for (const listener of this.#listeners) listener();
    });
  }

  /**
   * Commits what has collected, and then `work` in a transaction of its own. Refused like a write. On disk no later than any
   * write that comes after it.
   */
  transact<T>(work: () => T): T {
    this.flush();
    if (this.#broken) throw this.#broken.error;
    return this.#file.transact(work);
  }

  /** Commits what has collected, so that reads see it; callers that wait for the disk still wait. */
  flush(): void {
    const batch = this.#gathered;
    if (batch.length === 0) return;
    this.#gathered = [];
    try {
      if (this.#broken) throw this.#broken.error;
      this.#file.transact(() => {
        for (const { apply } of batch) apply();
      });
      this.#committed = this.#committed.length === 0 ? batch : [...this.#committed, ...batch];
    } catch (error) {
      this.#break(error, batch);
    }
  }

  #schedule(): void {
    if (this.#isBusy) return;
    this.#isBusy = true;
    setImmediate(() => {
      if (this.#groupListeners.size === 0) return void this.#takeTurn();
      for (const listener of this.#groupListeners) listener();
      // What they begin is written in this turn, too.
      setImmediate(() => void this.#takeTurn());
    });
  }

  async #takeTurn(): Promise<void> {
    this.flush();
    const batch = this.#committed;
    [this.#flushing, this.#committed] = [batch, []];
    try {
      if (batch.length > 0) await this.#sync();
      for (const { resolve } of batch) resolve();
    } catch (error) {
      this.#break(error, batch);
    }
    this.#flushing = [];
    this.#isBusy = false;
    if (this.#gathered.length + this.#committed.length > 0) this.#schedule();
  }

  async #sync(): Promise<void> {
    const startedAt = this.#clock.monotonic();
    await this.#file.sync();
    const isSlow = this.#clock.monotonic() - startedAt >= SLOW_MS;
    this.#slowInARow = isSlow ? this.#slowInARow + 1 : 0;
  }

  // What is on disk no longer matches what the callers believe, so no one may continue.
  #break(error: unknown, batch: readonly Waiting[]): void {
    this.#broken ??= { error };
    for (const { reject } of batch) reject(error);
  }
}
