/** The pace controllers of one run or more against a model server: events in their order, no clock, no network, no chance but a seeded one. */
import { whenMayISend } from '../../../src/api/pace/due.js';
import { toReportedLimit } from '../../../src/api/pace/lead.js';
import { next } from '../../../src/api/pace/next.js';
import { toKept, toRemembered } from '../../../src/api/pace/remembered.js';
import { toOpenPace, type PaceEvent, type PaceLimits, type PaceState } from '../../../src/api/pace/state.js';
import type { KeptLimit, WholeLimit } from '../../../src/core/pace-board.js';
import { EventQueue } from './event-queue.js';
import type { ModelServer } from './model-servers.js';

export interface SimulationOptions {
  readonly server: ModelServer;
  /** Ends when this many were admitted. */
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
  /** The limit that an earlier run found, and how long ago. @default none */
  readonly remembered?: { readonly kept: KeptLimit; readonly ageMs: number };
  /** @default 1 */
  readonly seed?: number;
  /** Runs on the one token, from when to when. @default one, from start to end */
  readonly runs?: readonly RunTimes[];
  /** Whether they tell each other once a second and at each 429. @default true */
  readonly isShared?: boolean;
  /** Whether one of them leads the search, and news are heard at once, as in PostgreSQL. @default false */
  readonly isLed?: boolean;
}

export interface RunTimes {
  readonly fromMs: number;
  readonly untilMs?: number;
  /** It ends without a word: what it told is believed for a while. */
  readonly isKilled?: boolean;
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
  /** When each run's requests were admitted. */
  readonly admittedAt: readonly (readonly number[])[];
  /** When 429s were given. */
  readonly throttledAt: readonly number[];
  /** What the first run would leave to the next. */
  readonly kept: KeptLimit | undefined;
}

/** One of the runs, as its gate holds it. */
interface Run {
  readonly times: RunTimes;
  readonly admittedAt: number[];
  state: PaceState;
  wakeAt: number;
  /** What it has told the others. */
  word: Word | undefined;
}

interface Word {
  readonly closedUntil: number;
  readonly whole: WholeLimit | undefined;
  readonly joinedAt: number;
}

interface Sent {
  readonly run: Run;
  readonly epoch: number;
  readonly sentAt: number;
  readonly wayMs: number;
}

const BEAT_MS = 1000;
const NEWS_MS = 5;

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
  readonly #runs: readonly Run[];
  #now = 0;
  #inService = 0;
  #admitted = 0;
  readonly #throttledAt: number[] = [];
  #toldUntil = 0;
  #sentWhileClosed = 0;
  #mostInFlight = 0;
  #joined = 0;

  constructor(options: SimulationOptions) {
    const {
      concurrency = 32,
      ratePerSecond,
      reserve = 0,
      seed = 1,
      remembered,
      runs = [{ fromMs: 0 }],
    } = options;
    this.#options = options;
    this.#limits = {
      concurrency,
      reserve,
      intervalMs: ratePerSecond === undefined ? 0 : 1000 / ratePerSecond,
    };
    this.#draw = toRandom(seed);
    this.#runs = runs.map((times) => ({
      times,
      admittedAt: [],
      state: toOpenPace(this.#limits, remembered && toRemembered(remembered.kept, { ...remembered, at: 0 })),
      wakeAt: Infinity,
      word: undefined,
    }));
  }

  run(): void {
    for (const run of this.#runs) this.#queue.add(run.times.fromMs, () => this.#begin(run));
    const { requests, untilMs = Infinity } = this.#options;
    for (;;) {
      const due = this.#queue.take();
      if (due === undefined) throw new Error('Nothing is in flight and nothing waits: the pace is stuck.');
      this.#now = due.at;
      due.run();
      if (this.#admitted >= requests || this.#now >= untilMs) return;
    }
  }

  toResult(): SimulationResult {
    const { steadyFromMs = 3000 } = this.#options;
    return {
      elapsedMs: this.#now,
      admitted: this.#admitted,
      throttled: this.#throttledAt.length,
      throttledShare: this.#throttledAt.length / (this.#admitted + this.#throttledAt.length),
      overall: this.#toUtilisation(0),
      steady: this.#toUtilisation(steadyFromMs),
      sentWhileClosed: this.#sentWhileClosed,
      mostInFlight: this.#mostInFlight,
      admittedAt: this.#runs.map((run) => run.admittedAt),
      throttledAt: this.#throttledAt,
      kept: this.#runs[0] && toKept(this.#runs[0].state.limit, 1),
    };
  }

  #begin(run: Run): void {
    if (this.#runs.length > 1 && this.#options.isShared !== false) {
      if (this.#options.isLed === true) this.#hear(run);
      this.#step(run, { type: 'woken', at: this.#now });
      this.#beat(run);
    }
    this.#sendAll(run);
  }

  /** As the runs do it once a second. */
  #beat(run: Run): void {
    if (this.#isOver(run)) {
      const { isKilled = false } = run.times;
      // A killed run's last report is believed for a second and a half.
      this.#queue.add(this.#now + (isKilled ? 1500 : 0), () => this.#leave(run));
      return;
    }
    this.#tell(run);
    this.#hear(run);
    this.#sendAll(run);
    this.#queue.add(this.#now + BEAT_MS, () => this.#beat(run));
  }

  #hear(run: Run): void {
    const words = this.#runs
      .filter((other) => other !== run)
      .map(({ word }) => word)
      .filter((word) => word !== undefined);
    const whole = words.map((word) => word.whole).find((limit) => limit !== undefined);
    const closedUntil = Math.max(0, ...words.map((word) => word.closedUntil));
    const isEarlier = ({ joinedAt }: Word): boolean => joinedAt < (run.word?.joinedAt ?? Infinity);
    const lead = this.#options.isLed !== true ? undefined : words.some(isEarlier) ? 'other' : 'this';
    const { isWaiting } = run.state.led;
    this.#step(run, { type: 'shared', at: this.#now, runs: 1 + words.length, closedUntil, whole, lead });
    if (run.state.led.isWaiting !== isWaiting) this.#tell(run);
  }

  #tell(run: Run): void {
    const { word, state } = run;
    if (state.led.isWaiting) {
      this.#leave(run);
      return;
    }
    const joinedAt = word?.joinedAt ?? (this.#joined += 1);
    run.word = { closedUntil: state.throttledUntil, whole: toReportedLimit(state), joinedAt };
    if (JSON.stringify(word) !== JSON.stringify(run.word)) this.#spread(run);
  }

  #leave(run: Run): void {
    if (run.word === undefined) return;
    run.word = undefined;
    this.#spread(run);
  }

  #spread(run: Run): void {
    if (this.#options.isLed !== true) return;
    for (const other of this.#runs)
      if (other !== run && other.times.fromMs < this.#now && !this.#isOver(other))
        this.#queue.add(this.#now + NEWS_MS, () => {
          this.#hear(other);
          this.#sendAll(other);
        });
  }

  #isOver({ times: { untilMs = Infinity } }: Run): boolean {
    return this.#now >= untilMs;
  }

  #sendAll(run: Run): void {
    while (!this.#isOver(run)) {
      const waitMs = whenMayISend(run.state, this.#now, this.#limits);
      if (waitMs > 0) {
        this.#wake(run, waitMs);
        return;
      }
      this.#send(run);
    }
  }

  /** As the gate does it: one timer, whole ms, late by chance. */
  #wake(run: Run, waitMs: number): void {
    if (waitMs === Infinity) return;
    const { timerLateMs = 2 } = this.#options;
    const wakeAt = this.#now + Math.ceil(waitMs) + this.#draw() * timerLateMs;
    if (wakeAt >= run.wakeAt) return;
    run.wakeAt = wakeAt;
    this.#queue.add(wakeAt, () => {
      // Another took its place.
      if (run.wakeAt !== wakeAt) return;
      run.wakeAt = Infinity;
      this.#sendAll(run);
    });
  }

  #send(run: Run): void {
    const sentAt = this.#now;
    // A report of another run is heard within a beat, not immediately.
    if (this.#runs.length === 1 && sentAt < this.#toldUntil) this.#sentWhileClosed += 1;
    this.#step(run, { type: 'sent', at: sentAt });
    this.#mostInFlight = Math.max(this.#mostInFlight, run.state.inFlight);
    const { epoch } = run.state;
    const { min, max } = this.#options.networkMs ?? { min: 1, max: 3 };
    const wayMs = (min + this.#draw() * (max - min)) / 2;
    this.#queue.add(sentAt + wayMs, () => this.#arrive({ run, epoch, sentAt, wayMs }));
  }

  #arrive({ run, epoch, sentAt, wayMs }: Sent): void {
    const { server } = this.#options;
    const waitMs = server.take(this.#now);
    if (waitMs > 0) {
      const retryAfterMs = this.#toRetryAfter(waitMs);
      this.#throttledAt.push(this.#now);
      this.#queue.add(this.#now + wayMs, () => {
        this.#toldUntil = Math.max(this.#toldUntil, this.#now + (retryAfterMs ?? 0));
        this.#step(run, { type: 'throttled', at: this.#now, epoch, sentAt, retryAfterMs });
        if (run.word !== undefined) this.#tell(run);
        this.#sendAll(run);
      });
      return;
    }
    this.#admitted += 1;
    run.admittedAt.push(this.#now);
    this.#inService += 1;
    this.#queue.add(this.#now + server.workMs(this.#inService), () => {
      this.#inService -= 1;
      this.#queue.add(this.#now + wayMs, () => {
        this.#step(run, { type: 'answered', at: this.#now, epoch, sentAt });
        this.#sendAll(run);
      });
    });
  }

  #toRetryAfter(waitMs: number): number | undefined {
    const { retryAfter = 'seconds' } = this.#options;
    if (retryAfter === 'none') return undefined;
    if (retryAfter === 'zero') return 0;
    return retryAfter === 'exact' ? waitMs : Math.max(1, Math.ceil(waitMs / 1000)) * 1000;
  }

  #step(run: Run, event: PaceEvent): void {
    const { known } = run.state.limit;
    run.state = next(run.state, event, this.#limits);
    if (run.state.led.lead === 'this' && run.state.limit.known !== known) this.#tell(run);
  }

  #toUtilisation(fromMs: number): number {
    const { server } = this.#options;
    const all = this.#runs.flatMap(({ admittedAt }) => admittedAt);
    const admitted = all.filter((at) => at >= fromMs).length;
    let possible = 0;
    for (let at = fromMs; at < this.#now; at += 10) possible += server.limitAt(at) / 100;
    return admitted / possible;
  }
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
