/** The breaker: a server that does not answer gets single probes, further and further apart, until it is given up. */
import { limitAfterAdmitted, limitAfterIdle } from './found-limit.js';
import { toRemeasured } from './in-flight-limit.js';
import { toInFlightLimit } from './round-trip.js';
import type { PaceEvent, PaceLimits, PaceState } from './state.js';

/** Failures in a row after which the server counts as gone: all that can be in flight at a time, and at least 8. */
function toFailureLimit({ concurrency }: PaceLimits): number {
  return Math.max(8, concurrency);
}

/** Probes, one at a time, 1, 2, 4, 8 and 16 s apart, before the server is given up. */
const MAX_PROBES = 5;

/** A request found no server. Too many in a row trip the breaker, and from then on only its probes count. */
export function toFailed(
  state: PaceState,
  event: PaceEvent & { type: 'lost' },
  limits: PaceLimits,
): Partial<PaceState> {
  const { breaker } = state;
  if (breaker !== undefined) {
    return event.epoch < breaker.epoch ? {} : toProbing(state, event.at, breaker.failed + 1);
  }
  const failures = state.failures + 1;
  if (failures >= toFailureLimit(limits)) return { failures, ...toProbing(state, event.at, 0) };
  // A server that fails has still let the request through; its latency counts as well.
  return {
    failures,
    limit: limitAfterAdmitted(state.limit, event.at, event.epoch === state.epoch),
    inFlightLimit: toInFlightLimit(state, event, limits),
  };
}

/** Nothing is sent until the next probe is due, and then only that probe. */
function toProbing(state: PaceState, at: number, failed: number): Partial<PaceState> {
  const epoch = state.epoch + 1;
  return {
    breaker: { epoch: state.breaker?.epoch ?? epoch, failed },
    allowed: 1,
    epoch,
    closedUntil: Math.max(state.closedUntil, at + 1000 * 2 ** Math.min(failed, MAX_PROBES - 1)),
    limit: limitAfterIdle(state.limit, undefined),
    inFlightLimit: toRemeasured(state.inFlightLimit),
  };
}

/** Whether the last probe failed too: five in 31 s or more, each after the one before. */
export function isGivenUp({ breaker }: PaceState): boolean {
  return breaker !== undefined && breaker.failed >= MAX_PROBES;
}
