/** The scenarios of the table, with what each must reach. */
import {
  changing,
  fixedWindow,
  thrashing,
  tokenBucket,
  unlimited,
  withOthers,
  type ModelServer,
} from './model-servers.js';
import type { SimulationOptions } from './simulate.js';
import { bySize } from '../../support/size.js';

export interface Scenario {
  readonly name: string;
  readonly options: SimulationOptions;
  /** Least utilisation from start to end, and in the steady state; most 429s as a share. */
  readonly goal: { readonly overall: number; readonly steady: number; readonly throttled: number };
}

const SECOND = 1000;
const MINUTE = 60_000;
/** Requests of two minutes or of ten, at 200 per second. */
const MINUTES = bySize({ small: 24_000, full: 120_000 });
const window = (requests: number, perMs = SECOND, phaseMs?: number): ModelServer =>
  fixedWindow({ requests, perMs }, phaseMs);
const bucket = (requests: number, burst = requests): ModelServer =>
  tokenBucket({ requests, perMs: SECOND }, burst);
const way = (min: number, max = min): { networkMs: { min: number; max: number } } => ({
  networkMs: { min, max },
});

const GOAL = { overall: 0.9, steady: 0.95, throttled: 0.01 };

function scenario(
  name: string,
  server: ModelServer,
  requests: number,
  more: Partial<SimulationOptions> = {},
  goal: Partial<Scenario['goal']> = {},
): Scenario {
  return { name, options: { server, requests, ...more }, goal: { ...GOAL, ...goal } };
}

/** Created again at each call, because servers count. If a goal differs from the required one, the reason is next to it. */
export function toScenarios(): Scenario[] {
  return [...toWindows(), ...toBuckets(), ...toTiny(), ...toChanging(), ...toShared(), ...toUnlimited()];
}

function toWindows(): Scenario[] {
  return [
    scenario('window 200/s', window(200), 3000),
    scenario('window 200/s, 20 ms away', window(200), 3000, way(15, 25)),
    scenario('window 200/s, 100 ms away', window(200), 3000, way(90, 110)),
    scenario('window 200/s by its own clock', window(200, SECOND, 370), 3000),
    scenario('window 200/s, exact Retry-After', window(200), 3000, { retryAfter: 'exact' }),
    scenario('window 200/s, no Retry-After', window(200), 3000, { retryAfter: 'none' }),
    scenario('window 200/s, Retry-After: 0', window(200), 3000, { retryAfter: 'zero' }),
    // A machine so busy that timers are 15 ms late on average: what is late by more than that is lost.
    scenario('window 200/s, timers 30 ms late', window(200), 3000, { timerLateMs: 30 }, { steady: 0.9 }),
    scenario('window 200/s, minutes', window(200), MINUTES),
    scenario('window 50/s', window(50), 2000),
    scenario('window 1000/s', window(1000), 20_000),
    scenario('window 2000/s', window(2000), 40_000),
    scenario('window 600/min', window(600, MINUTE), 6000, { steadyFromMs: MINUTE }),
    scenario('window 600/min, met midway', window(600, MINUTE, -31_000), 6000, { steadyFromMs: 2 * MINUTE }),
    scenario('window 6000/min', window(6000, MINUTE), 30_000, { steadyFromMs: MINUTE }),
  ];
}

function toBuckets(): Scenario[] {
  // What a bucket holds at the start comes on top.
  return [
    scenario('bucket 200/s', bucket(200), 3000),
    scenario('bucket 200/s, exact Retry-After', bucket(200), 3000, { retryAfter: 'exact' }),
    scenario('bucket 200/s, minutes', bucket(200), MINUTES),
    scenario('bucket 200/s of 1000', bucket(200, 1000), 10_000),
    scenario('bucket 10/s of 200', bucket(10, 200), 3000),
    // Each Retry-After of a second throws most of a second's refill away.
    scenario('bucket 200/s of 20', bucket(200, 20), 20_000, {}, { overall: 0.9, steady: 0.9 }),
  ];
}

/** In so few requests the handful of 429s that finds the limit is more than 1 %. */
function toTiny(): Scenario[] {
  const goal = { throttled: 0.02 };
  return [
    scenario('window 1/s', window(1), 300, {}, goal),
    scenario('bucket 1/s', bucket(1), 300, {}, goal),
    scenario('bucket 1 per 5 s', tokenBucket({ requests: 1, perMs: 5000 }), 300, {}, goal),
  ];
}

function toChanging(): Scenario[] {
  const at = 20 * SECOND;
  // Counted from when it must have been noticed.
  const after = (seconds: number): Partial<SimulationOptions> => ({ steadyFromMs: at + seconds * SECOND });
  return [
    scenario('window 200/s, halved after 20 s', changing(window(200), at, window(100)), 10_000, after(4)),
    scenario('bucket 200/s, halved after 20 s', changing(bucket(200), at, bucket(100)), 10_000, after(4)),
    // Noticed upwards by the rare steps alone: 20 s later here, up to 2 min later in a long run.
    scenario('window 100/s, doubled after 20 s', changing(window(100), at, window(200)), 20_000, after(20)),
    // Others fill up windows when we do not: the last few per cent would cost more pauses than they bring.
    scenario(
      'window 200/s, others take 60/s',
      withOthers(window(200), 60),
      10_000,
      {},
      { overall: 0.85, steady: 0.85 },
    ),
    // 30 % of 200 are left for others, used or not: 136/s.
    scenario(
      'window 200/s, --reserve 30%',
      window(200),
      5000,
      { reserve: 0.3 },
      { overall: 0.66, steady: 0.66 },
    ),
    scenario(
      'window 200/s, --rate 50',
      window(200),
      2000,
      { ratePerSecond: 50 },
      { overall: 0.24, steady: 0.24 },
    ),
  ];
}

/** Runs on one machine that know of each other. */
function toShared(): Scenario[] {
  const together = { runs: [{ fromMs: 0 }, { fromMs: 0 }] };
  const oneComes = { runs: [{ fromMs: 0 }, { fromMs: 20_500 }] };
  const oneGoes = { runs: [{ fromMs: 0 }, { fromMs: 10_300, untilMs: 30_000 }] };
  return [
    scenario('window 200/s, two runs', window(200), 12_000, together),
    // Each 429 costs both a second.
    scenario('window 200/s, a second run comes', window(200), 12_000, oneComes, { steady: 0.9 }),
    scenario('window 200/s, a second run goes', window(200), 12_000, oneGoes, { steady: 0.9 }),
    scenario('bucket 200/s, two runs', bucket(200), 12_000, together),
  ];
}

function toUnlimited(): Scenario[] {
  return [
    scenario('none, 5000/s at best', unlimited(5000), 50_000),
    scenario('none, 32 at a time, 100 ms', unlimited(320, 100), 5000),
    scenario('none, 200/s at best, 20 ms', unlimited(200, 20), 5000),
    // Until the knee is found: 8 s.
    scenario(
      'none, thrashes above 8 in flight',
      thrashing(50, 8, 40),
      5000,
      { steadyFromMs: 10 * SECOND },
      { overall: 0.8 },
    ),
  ];
}
