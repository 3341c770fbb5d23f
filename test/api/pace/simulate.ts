/** The pace controller against a model server: events in their order, no clock, no network, no chance but a seeded one. */
import {
  next,
  toOpenPace,
  whenMayISend,
  type PaceEvent,
  type PaceLimits,
  type PaceState,
} from '../../../src/api/pace/state.js';
import type { ModelServer } from './model-servers.js';

export interface SimulationOptions {
  readonly server: ModelServer;
  /** Ends when so many were admitted. */
  readonly requests: number;
  /** Or after this time. @default none */
  readonly untilMs?: number;
  /** @default 32 */
  readonly concurrency?: number;
  readonly ratePerSecond?: number;
  /** @default 0 */
  readonly reserve?: number;
  /** Time on the way, there and back together. @default 1 to 3 */
  readonly networkMs?: { readonly min: number; readonly max: number };
  /** `seconds`: the wait, rounded up. @default 'seconds' */
  readonly retryAfter?: 'seconds' | 'exact' | 'none' | 'zero';
  /** How late timers fire at most. @default 2 */
  readonly timerLateMs?: number;
  /** What is left out of the steady state. @default 3000 */
  readonly steadyFromMs?: number;
  /** @default 1 */
  readonly seed?: number;
  /** Told each event, with the state after it. */
  readonly onStep?: (event: PaceEvent, state: PaceState) => void;
}

export interface SimulationResult {
  readonly elapsedMs: number;
  readonly admitted: number;
  readonly throttled: number;
  /** 429s among all requests. */
  readonly throttledShare: number;
  /** Admitted, as a share of what the server would have admitted from start to end. */
  readonly overall: number;
  /** The same from `steadyFromMs` on. */
  readonly steady: number;
  /** Requests that left between a 429's coming back and the end of its Retry-After. */
  readonly sentWhileClosed: number;
  readonly mostInFlight: number;
  readonly last: PaceState;
}

interface Due {
  readonly at: number;
  readonly run: () => void;
}

export function simulate(options: SimulationOptions): SimulationResult {
  const simulation = new Simulation(options);
  simulation.run();
  return simulation.toResult();
}

class Simulation {
  readonly #options: SimulationOptions;
  readonly #limits: PaceLimits;
  readonly #draw: () => number;
  readonly #queue = new EventQueue();
  readonly #admittedAt: number[] = [];
  #state: PaceState;
  #now = 0;
  #wakeAt = Infinity;
  #inService = 0;
  #throttled = 0;
  #toldUntil = 0;
  #sentWhileClosed = 0;
  #mostInFlight = 0;

  constructor(options: SimulationOptions) {
    const { concurrency = 32, ratePerSecond, reserve = 0, seed = 1 } = options;
    this.#options = options;
    this.#limits = {
      concurrency,
      reserve,
      intervalMs: ratePerSecond === undefined ? 0 : 1000 / ratePerSecond,
    };
    this.#draw = toRandom(seed);
    this.#state = toOpenPace(this.#limits);
  }

  run(): void {
    this.#sendAll();
    const { requests, untilMs = Infinity } = this.#options;
    for (;;) {
      const due = this.#queue.take();
      if (due === undefined) throw new Error('Nothing is under way and nobody waits: the pace is stuck.');
      this.#now = due.at;
      due.run();
      if (this.#admittedAt.length >= requests || this.#now >= untilMs) return;
    }
  }

  toResult(): SimulationResult {
    const { steadyFromMs = 3000 } = this.#options;
    const admitted = this.#admittedAt.length;
    return {
      elapsedMs: this.#now,
      admitted,
      throttled: this.#throttled,
      throttledShare: this.#throttled / (admitted + this.#throttled),
      overall: this.#toUtilisation(0),
      steady: this.#toUtilisation(steadyFromMs),
      sentWhileClosed: this.#sentWhileClosed,
      mostInFlight: this.#mostInFlight,
      last: this.#state,
    };
  }

  #sendAll(): void {
    for (;;) {
      const waitMs = whenMayISend(this.#state, this.#now, this.#limits);
      if (waitMs > 0) {
        this.#wake(waitMs);
        return;
      }
      this.#send();
    }
  }

  /** As the gate does it: one timer, whole ms, late by chance. */
  #wake(waitMs: number): void {
    if (waitMs === Infinity) return;
    const { timerLateMs = 2 } = this.#options;
    const wakeAt = this.#now + Math.ceil(waitMs) + this.#draw() * timerLateMs;
    if (wakeAt >= this.#wakeAt) return;
    this.#wakeAt = wakeAt;
    this.#queue.add(wakeAt, () => {
      // Another took its place.
      if (this.#wakeAt !== wakeAt) return;
      this.#wakeAt = Infinity;
      this.#sendAll();
    });
  }

  #send(): void {
    const sentAt = this.#now;
    if (sentAt < this.#toldUntil) this.#sentWhileClosed += 1;
    this.#step({ type: 'sent', at: sentAt });
    this.#mostInFlight = Math.max(this.#mostInFlight, this.#state.inFlight);
    const { epoch } = this.#state;
    const { min, max } = this.#options.networkMs ?? { min: 1, max: 3 };
    const wayMs = (min + this.#draw() * (max - min)) / 2;
    this.#queue.add(sentAt + wayMs, () => this.#arrive({ epoch, sentAt, wayMs }));
  }

  #arrive({ epoch, sentAt, wayMs }: { epoch: number; sentAt: number; wayMs: number }): void {
    const { server } = this.#options;
    const waitMs = server.take(this.#now);
    if (waitMs > 0) {
      const retryAfterMs = this.#toRetryAfter(waitMs);
      this.#throttled += 1;
      this.#queue.add(this.#now + wayMs, () => {
        this.#toldUntil = Math.max(this.#toldUntil, this.#now + (retryAfterMs ?? 0));
        this.#step({ type: 'throttled', at: this.#now, epoch, sentAt, retryAfterMs });
        this.#sendAll();
      });
      return;
    }
    this.#admittedAt.push(this.#now);
    this.#inService += 1;
    this.#queue.add(this.#now + server.workMs(this.#inService), () => {
      this.#inService -= 1;
      this.#queue.add(this.#now + wayMs, () => {
        this.#step({ type: 'answered', at: this.#now, epoch, sentAt });
        this.#sendAll();
      });
    });
  }

  #toRetryAfter(waitMs: number): number | undefined {
    const { retryAfter = 'seconds' } = this.#options;
    if (retryAfter === 'none') return undefined;
    if (retryAfter === 'zero') return 0;
    return retryAfter === 'exact' ? waitMs : Math.max(1, Math.ceil(waitMs / 1000)) * 1000;
  }

  #step(event: PaceEvent): void {
    this.#state = next(this.#state, event, this.#limits);
    this.#options.onStep?.(event, this.#state);
  }

  #toUtilisation(fromMs: number): number {
    const { server } = this.#options;
    const admitted = this.#admittedAt.filter((at) => at >= fromMs).length;
    let possible = 0;
    for (let at = fromMs; at < this.#now; at += 10) possible += server.limitAt(at) / 100;
    return admitted / possible;
  }
}

/** Events by time, and those of one time in the order in which they were added: a binary heap. */
class EventQueue {
  readonly #heap: (Due & { readonly order: number })[] = [];
  #added = 0;

  add(at: number, run: () => void): void {
    const heap = this.#heap;
    const due = { at, run, order: (this.#added += 1) };
    let place = heap.push(due) - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || isBefore(parent, due)) break;
      heap[place] = parent;
      place = above;
    }
    heap[place] = due;
  }

  take(): Due | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      const [one, other] = [heap[left], heap[left + 1]];
      if (one === undefined) break;
      const isRight = other !== undefined && isBefore(other, one);
      const child = isRight ? other : one;
      if (isBefore(last, child)) break;
      heap[place] = child;
      place = isRight ? left + 1 : left;
    }
    heap[place] = last;
    return first;
  }
}

function isBefore(
  one: { readonly at: number; readonly order: number },
  other: { readonly at: number; readonly order: number },
): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

/** Numbers from 0 to below 1 that a seed repeats (mulberry32). */
function toRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface Row {
  readonly name: string;
  readonly result: SimulationResult;
}

/** The rows as text: how much of the limit was used, and how many requests were throttled. */
export function toTable(rows: readonly Row[]): string {
  const head = `${'scenario'.padEnd(36)}  seconds  overall  steady     429s   share`;
  return [head, ...rows.map(toLine)].join('\n');
}

function toLine({ name, result }: Row): string {
  const cells = [
    (result.elapsedMs / 1000).toFixed(1).padStart(7),
    toPercent(result.overall),
    toPercent(result.steady),
    String(result.throttled).padStart(7),
    toPercent(result.throttledShare, 2),
  ];
  return `${name.padEnd(36)}  ${cells.join('  ')}`;
}

function toPercent(share: number, digits = 1): string {
  return `${(100 * share).toFixed(digits)}%`.padStart(6);
}
