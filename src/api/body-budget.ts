/** Limits how many bytes of answers one client holds at a time. */

/** An incoming answer. */
export interface PendingBody {
  /** Reads no more from its connection, until `resume`. */
  pause(): void;
  resume(): void;
}

export interface BodyLimits {
  /** Maximum for one answer, in bytes. @default 64 MB: a page of 100 customers is about 60 KB */
  readonly oneBytes?: number;
  /** Maximum for all answers in flight, in bytes; at least twice `oneBytes`, so that one always fits. @default 128 MB */
  readonly allBytes?: number;
}

const MB = 1024 * 1024;

/**
 * Shared by all answers in flight. If they hold too much together, all pause except the first: it has half of the budget to
 * itself, and ends by its end, its own limit or its deadline; then the next one continues. So no answer that fits alone is
 * dropped, and they can't deadlock. `allBytes` is exceeded only by chunks that were already read, one for each
 * connection.
 */
export class BodyBudget {
  readonly oneBytes: number;
  readonly #sharedBytes: number;
  /** Bytes of each, in the order that they began to arrive. */
  readonly #held = new Map<PendingBody, number>();
  readonly #paused = new Set<PendingBody>();
  #usedBytes = 0;

  constructor({ oneBytes = 64 * MB, allBytes = 128 * MB }: BodyLimits = {}) {
    this.oneBytes = oneBytes;
    this.#sharedBytes = allBytes - oneBytes;
  }

  /** Bytes that all hold now. */
  get usedBytes(): number {
    return this.#usedBytes;
  }

  /** Adds bytes; pauses the body if that is too much. Returns what the body holds in total. */
  add(body: PendingBody, bytes: number): number {
    const held = (this.#held.get(body) ?? 0) + bytes;
    this.#held.set(body, held);
    this.#usedBytes += bytes;
    if (this.#usedBytes > this.#sharedBytes && body !== this.#first()) {
      this.#paused.add(body);
      body.pause();
    }
    return held;
  }

  /** The body is complete, or dropped. */
  remove(body: PendingBody): void {
    this.#usedBytes -= this.#held.get(body) ?? 0;
    this.#held.delete(body);
    this.#paused.delete(body);
    // Later: undici's parser must not be started from inside another one.
    if (this.#paused.size > 0) queueMicrotask(() => this.#resume());
  }

  #first(): PendingBody | undefined {
    const [first] = this.#held.keys();
    return first;
  }

  #resume(): void {
    const first = this.#first();
    const hasRoom = this.#usedBytes <= this.#sharedBytes;
    for (const body of [...this.#paused]) {
      if (!hasRoom && body !== first) continue;
      this.#paused.delete(body);
      body.resume();
    }
  }
}
