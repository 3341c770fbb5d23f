/**
 * How many requests in flight a server takes before it only queues them. Latency alone can't tell: some requests are
 * dearer than others. So fewer are tried when it has grown, and if less gets done by that, it is taken back.
 */

interface Trial {
  readonly inFlight: number;
  readonly perMs: number;
  readonly latencyMs: number;
}

export interface KneeState {
  /** Requests in flight at most. */
  readonly inFlight: number;
  /** The latency of a server at ease, as far as it was seen. */
  readonly easyMs: number;
  /** What was before fewer, or more, were tried. */
  readonly trial:
    { readonly inFlight: number; readonly perMs: number; readonly latencyMs: number } | undefined;
  /** No trial before this, and no more in flight than `most`. */
  readonly restUntil: number;
  readonly most: number;
  /** The measurement under way; -1: none. */
  readonly since: number;
  readonly count: number;
  readonly sumMs: number;
  /** How many came back while as many as allowed were out. */
  readonly full: number;
}

/** A measurement lasts at least this long. */
const MEASURE_MS = 1000;
/** Less is no queueing worth a trial: a local server on a busy machine has it too. */
const LEAST_SLOW_MS = 60;
const REST_MS = 30_000;

export function toOpenKnee(concurrency: number): KneeState {
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

/** An answer came after `latencyMs`; `isFull`: as many as allowed were out. */
export function kneeAfterAnswer(
  knee: KneeState,
  at: number,
  latencyMs: number,
  isFull: boolean,
  concurrency: number,
): KneeState {
  // Counted from an answer on, so that the first one only begins.
  if (knee.since < 0) return { ...knee, since: at, easyMs: Math.min(knee.easyMs, latencyMs) };
  const { since } = knee;
  const count = knee.count + 1;
  const sumMs = knee.sumMs + latencyMs;
  const full = knee.full + (isFull ? 1 : 0);
  const easyMs = Math.min(knee.easyMs, latencyMs);
  const isMeasured = at - since >= MEASURE_MS && count >= Math.max(16, 2 * knee.inFlight);
  if (!isMeasured) return { ...knee, count, sumMs, full, easyMs };
  const fresh = { ...toRemeasured(knee), since: at, easyMs };
  // Where something else is the bound, the number in flight says nothing.
  if (full < count / 2) return fresh;
  return toDecided(fresh, { at, perMs: count / (at - since), latencyMs: sumMs / count }, concurrency);
}

/** What was measured so far is void: nobody was allowed to send for a while. */
export function toRemeasured(knee: KneeState): KneeState {
  return { ...knee, since: -1, count: 0, sumMs: 0, full: 0 };
}

interface Measured {
  readonly at: number;
  readonly perMs: number;
  readonly latencyMs: number;
}

function toDecided(knee: KneeState, seen: Measured, concurrency: number): KneeState {
  const { trial } = knee;
  if (trial !== undefined) {
    if (seen.perMs < 0.95 * trial.perMs) return toTakenBack(knee, trial, seen.at);
    if (trial.inFlight > knee.inFlight) {
      const done = { ...knee, trial: undefined, most: trial.inFlight - 1, restUntil: seen.at + REST_MS };
      return isSlow(knee, seen) ? toFewer({ ...done, trial }, seen) : done;
    }
  }
  if (seen.at >= knee.restUntil && isSlow(knee, seen)) return toFewer(knee, seen);
  const isEasy = seen.latencyMs < Math.max(LEAST_SLOW_MS, 1.5 * knee.easyMs);
  return isEasy ? toMore(knee, seen, concurrency) : { ...knee, trial: undefined };
}

function isSlow({ easyMs }: KneeState, { latencyMs }: Measured): boolean {
  return latencyMs >= Math.max(LEAST_SLOW_MS, 1.6 * easyMs);
}

/** Less got done. With fewer in flight: that latency was the server's own, at ease. With more: they were too many. */
function toTakenBack(knee: KneeState, { inFlight, latencyMs }: Trial, at: number): KneeState {
  const restUntil = at + REST_MS;
  const back = { ...knee, inFlight, trial: undefined, restUntil };
  return inFlight > knee.inFlight ? { ...back, easyMs: latencyMs } : { ...back, most: inFlight };
}

/**
 * Fewer from now on; the next measurement tells whether that is well, by the best on the way down, lest each step lose a
 * little.
 */
function toFewer(knee: KneeState, seen: Measured): KneeState {
  const { trial, inFlight } = knee;
  if (inFlight === 1) return { ...knee, trial: undefined };
  const isOnTheWay = trial !== undefined && trial.inFlight > inFlight;
  const perMs = isOnTheWay ? Math.max(seen.perMs, trial.perMs) : seen.perMs;
  return toTried(knee, { ...seen, perMs }, Math.max(1, Math.floor(inFlight * 0.7)));
}

function toMore(knee: KneeState, seen: Measured, concurrency: number): KneeState {
  const most = Math.min(concurrency, seen.at < knee.restUntil ? knee.most : Infinity);
  const inFlight = Math.min(most, knee.inFlight + Math.max(1, Math.floor(knee.inFlight / 8)));
  return inFlight <= knee.inFlight ? { ...knee, trial: undefined } : toTried(knee, seen, inFlight);
}

function toTried(knee: KneeState, { perMs, latencyMs }: Measured, inFlight: number): KneeState {
  return { ...knee, inFlight, trial: { inFlight: knee.inFlight, perMs, latencyMs } };
}
