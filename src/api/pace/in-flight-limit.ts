/**
 * How many requests in flight a server handles before it only queues them. Latency alone can't show that: some requests
 * cost more than others. So when latency has grown, a lower limit is tried, and reverted if throughput falls.
 */

interface Trial {
  readonly inFlight: number;
  readonly perMs: number;
  readonly latencyMs: number;
}

export interface InFlightState {
  /** Maximum requests in flight. */
  readonly inFlight: number;
  /** The latency of a server without load, as far as it was seen. */
  readonly easyMs: number;
  /** The state before a lower, or higher, limit was tried. */
  readonly trial: Trial | undefined;
  /** No trial before this, and no more in flight than `most`. */
  readonly restUntil: number;
  readonly most: number;
  /** Start of the current measurement; -1: none. */
  readonly since: number;
  readonly count: number;
  readonly sumMs: number;
  /** How many came back while the number in flight was at the limit. */
  readonly full: number;
}

/** A measurement lasts at least this long. */
const MEASURE_MS = 1000;
/** A lower latency is not queueing worth a trial: a local server on a busy machine has it too. */
const LEAST_SLOW_MS = 60;
const REST_MS = 30_000;

export function toOpenInFlight(concurrency: number): InFlightState {
  return {
    inFlight: concurrency,
    easyMs: Infinity,
    trial: undefined,
    restUntil: 0,
    most: Infinity,
    since: -1,
    count: 0,
    sumMs: 0,
    full: 0,
  };
}

export interface TimedAnswer {
  readonly at: number;
  readonly latencyMs: number;
  /** The number in flight was at the limit. */
  readonly isFull: boolean;
}

export function inFlightAfterAnswer(
  limit: InFlightState,
  { at, latencyMs, isFull }: TimedAnswer,
  concurrency: number,
): InFlightState {
  // The measurement starts with an answer, so the first one only begins it.
  if (limit.since < 0) return { ...limit, since: at, easyMs: Math.min(limit.easyMs, latencyMs) };
  const { inFlight, trial, restUntil, most, since } = limit;
  const count = limit.count + 1;
  const sumMs = limit.sumMs + latencyMs;
  const full = limit.full + (isFull ? 1 : 0);
  const easyMs = Math.min(limit.easyMs, latencyMs);
  const isMeasured = at - since >= MEASURE_MS && count >= Math.max(16, 2 * limit.inFlight);
  // Written out like `copyPace`, for the same reason.
  if (!isMeasured) return { inFlight, easyMs, trial, restUntil, most, since, count, sumMs, full };
  const fresh = { ...toRemeasured(limit), since: at, easyMs };
  // If something else limits sending, the number in flight says nothing.
  if (full < count / 2) return fresh;
  return toDecided(fresh, { at, perMs: count / (at - since), latencyMs: sumMs / count }, concurrency);
}

/** Discards the current measurement: sending was not allowed for a while. */
export function toRemeasured(limit: InFlightState): InFlightState {
  return { ...limit, since: -1, count: 0, sumMs: 0, full: 0 };
}

interface Measured {
  readonly at: number;
  readonly perMs: number;
  readonly latencyMs: number;
}

function toDecided(limit: InFlightState, seen: Measured, concurrency: number): InFlightState {
  const { trial } = limit;
  if (trial !== undefined) {
    if (seen.perMs < 0.95 * trial.perMs) return afterLessThroughput(limit, trial, seen.at);
    if (trial.inFlight > limit.inFlight) {
      const done = { ...limit, trial: undefined, most: trial.inFlight - 1, restUntil: seen.at + REST_MS };
      return isSlow(limit, seen) ? toFewer({ ...done, trial }, seen) : done;
    }
  }
  if (seen.at >= limit.restUntil && isSlow(limit, seen)) return toFewer(limit, seen);
  const isEasy = seen.latencyMs < Math.max(LEAST_SLOW_MS, 1.5 * limit.easyMs);
  return isEasy ? toMore(limit, seen, concurrency) : { ...limit, trial: undefined };
}

function isSlow({ easyMs }: InFlightState, { latencyMs }: Measured): boolean {
  return latencyMs >= Math.max(LEAST_SLOW_MS, 1.6 * easyMs);
}

/** Throughput fell. With fewer in flight: that latency was the server's own, without load. With more: they were too many. */
function afterLessThroughput(
  limit: InFlightState,
  { inFlight, latencyMs }: Trial,
  at: number,
): InFlightState {
  const restUntil = at + REST_MS;
  const back = { ...limit, inFlight, trial: undefined, restUntil };
  return inFlight > limit.inFlight ? { ...back, easyMs: latencyMs } : { ...back, most: inFlight };
}

/**
 * Allows fewer in flight. The next measurement is compared with the best throughput on the way down, so that small losses
 * can't add up.
 */
function toFewer(limit: InFlightState, seen: Measured): InFlightState {
  const { trial, inFlight } = limit;
  if (inFlight === 1) return { ...limit, trial: undefined };
  const isOnTheWay = trial !== undefined && trial.inFlight > inFlight;
  const perMs = isOnTheWay ? Math.max(seen.perMs, trial.perMs) : seen.perMs;
  return toTried(limit, { ...seen, perMs }, Math.max(1, Math.floor(inFlight * 0.7)));
}

function toMore(limit: InFlightState, seen: Measured, concurrency: number): InFlightState {
  const most = Math.min(concurrency, seen.at < limit.restUntil ? limit.most : Infinity);
  const inFlight = Math.min(most, limit.inFlight + Math.max(1, Math.floor(limit.inFlight / 8)));
  return inFlight <= limit.inFlight ? { ...limit, trial: undefined } : toTried(limit, seen, inFlight);
}

function toTried(limit: InFlightState, { perMs, latencyMs }: Measured, inFlight: number): InFlightState {
  return { ...limit, inFlight, trial: { inFlight: limit.inFlight, perMs, latencyMs } };
}
