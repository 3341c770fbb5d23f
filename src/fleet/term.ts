/** Until when a lease holds, known to two threads. By the monotonic and by the wall clock: a machine that slept stops one of them. */
import { hrtime } from 'node:process';

export interface Instant {
  /** Milliseconds of the system's monotonic clock, the same in all threads. */
  readonly monotonic: bigint;
  /** Milliseconds since the epoch. */
  readonly wall: bigint;
}

export function toInstant(): Instant {
  return { monotonic: hrtime.bigint() / 1_000_000n, wall: BigInt(Date.now()) };
}

/** Who renews: each has an end of its own, and the later one counts. */
const RENEWERS = ['run', 'thread'] as const;
export type Renewer = (typeof RENEWERS)[number];

/** Of the time that the database gives: clocks of two machines do not run equally fast. */
const BELIEVED = 9n;

/** The place of the mark that the lease is another's. */
const LOST = 2 * RENEWERS.length;

export class Term {
  /** Memory that a thread can share. */
  readonly memory: SharedArrayBuffer;
  readonly #cells: BigInt64Array;
  readonly #ttlMs: bigint;

  constructor(ttlMs: number, memory = new SharedArrayBuffer(8 * (LOST + 1))) {
    this.#ttlMs = BigInt(ttlMs);
    this.memory = memory;
    this.#cells = new BigInt64Array(memory);
  }

  /** Renewed by a statement that was sent at `sentAt`: the database counts from later on. */
  renew(by: Renewer, sentAt: Instant): void {
    const at = 2 * RENEWERS.indexOf(by);
    const believedMs = (this.#ttlMs * BELIEVED) / 10n;
    Atomics.store(this.#cells, at, sentAt.monotonic + believedMs);
    Atomics.store(this.#cells, at + 1, sentAt.wall + believedMs);
  }

  /** Another worker has the run: it does not come back. */
  lose(): void {
    Atomics.store(this.#cells, LOST, 1n);
  }

  get isLost(): boolean {
    return Atomics.load(this.#cells, LOST) !== 0n;
  }

  holdsAt({ monotonic, wall }: Instant): boolean {
    if (this.isLost) return false;
    return RENEWERS.some((_renewer, at) => {
      const until = [2 * at, 2 * at + 1].map((cell) => Atomics.load(this.#cells, cell));
      return monotonic < (until[0] ?? 0n) && wall < (until[1] ?? 0n);
    });
  }
}
