/**
 * Many writes, one transaction. A write waits until the current turn of the event loop is over; all that gathered by then
 * is committed together, with one fsync. Under load a turn handles many answers, so the cost is shared; alone, a write
 * waits for nothing but its own commit.
 */
import type { SqlFile } from './open.js';

interface Waiting {
  readonly apply: () => void;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export class GroupCommit {
  readonly #file: SqlFile;
  #waiting: Waiting[] = [];
  #broken: { readonly error: unknown } | undefined;

  constructor(file: SqlFile) {
    this.#file = file;
  }

  /** Resolves when `apply`'s statements are on disk. After one failed commit every later write is refused. */
  write(apply: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => this.flush());
      this.#waiting.push({ apply, resolve, reject });
    });
  }

  /** Commits what has gathered, and then `work` in a transaction of its own. Refused like a write. */
  transact<T>(work: () => T): T {
    this.flush();
    if (this.#broken) throw this.#broken.error;
    return this.#file.transact(work);
  }

  /** Commits what has gathered. */
  flush(): void {
    const batch = this.#waiting;
    if (batch.length === 0) return;
    this.#waiting = [];
    try {
      if (this.#broken) throw this.#broken.error;
      this.#file.transact(() => {
        for (const { apply } of batch) apply();
      });
    } catch (error) {
      // What is on disk no longer follows what the callers think, so nobody may go on.
      this.#broken ??= { error };
      for (const { reject } of batch) reject(error);
      return;
    }
    for (const { resolve } of batch) resolve();
  }
}
