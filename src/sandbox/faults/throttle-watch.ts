/** A request this long after the 429 was written can't have been in flight already. */
const onTheWayMs = 250;

/** A client's timer may fire this early. */
const timerSlackMs = 5;

/** A request relative to the last 429 of its credential: after the wait; within it; within it and without excuse. */
export type Obedience = 'free' | 'within' | 'late-within';

/** Remembers which clients must wait, to check whether they do. */
export class ThrottleWatch {
  readonly #waits = new Map<string, { sinceMs: number; untilMs: number }>();

  look(credential: string, nowMs: number): Obedience {
    const wait = this.#waits.get(credential);
    if (wait === undefined || nowMs >= wait.untilMs - timerSlackMs) return 'free';
    return nowMs > wait.sinceMs + onTheWayMs ? 'late-within' : 'within';
  }

  /** Notes a 429 sent at `sentMs` that asks to wait. A current wait can only grow longer. */
  note(credential: string, sentMs: number, waitMs: number): void {
    const wait = this.#waits.get(credential);
    const isUnderWay = wait !== undefined && sentMs < wait.untilMs;
    this.#waits.set(credential, {
      sinceMs: isUnderWay ? wait.sinceMs : sentMs,
      untilMs: Math.max(sentMs + waitMs, isUnderWay ? wait.untilMs : 0),
    });
  }
}
