/** How many bytes of answers one client holds at a time. */

/** An answer that comes in. */
export interface PendingBody {
  /** Takes no more from its connection, until `resume`. */
  pause(): void;
  resume(): void;
}

export interface BodyLimits {
  /** Of one answer, bytes. @default 64 MB: a page of 100 customers is about 60 KB */
  readonly oneBytes?: number;
  /** Of all answers in flight, bytes; at least twice `oneBytes`, so that one always has room. @default 128 MB */
  readonly allBytes?: number;
}

const MB = 1024 * 1024;

/**
 * Shared by all answers in flight. When they hold too much together, all pause but the one that came first: it has half of
 * the room to itself, ends by its end, its own bound or its deadline, and then the next one goes on. So nothing is
 * dropped that is taken alone, and they can't wait for each other. Over `allBytes` go only the chunks that were already
 * read, one for each connection.
 */
export class BodyBudget {
  readonly oneBytes: number;
  readonly #sharedBytes: number;
  /** Bytes of each, in the order in which they began to come. */
  readonly #held = new Map<PendingBody, number>();
  readonly #paused = new Set<PendingBody>();
  #usedBytes = 0;

  constructor({ oneBytes = 64 * MB, allBytes = 128 * MB }: BodyLimits = {}) {
    this.oneBytes = oneBytes;
    this.#sharedBytes = allBytes - oneBytes;
  }

  /** What all hold now, bytes. */
  get usedBytes(): number {
    return this.#usedBytes;
  }

  /** Bytes came in; pauses the body if that is too much. Gives what it holds in all. */
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
