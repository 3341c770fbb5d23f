/** What the time of a round trip says about how many requests may be in flight. */
import { inFlightAfterAnswer, type InFlightState } from './in-flight-limit.js';
import type { PaceEvent, PaceLimits, PaceState } from './state.js';

/** Only requests that were sent after the last closing count. */
export function toInFlightLimit(
  state: PaceState,
  { at, sentAt, epoch }: PaceEvent & { readonly type: 'answered' | 'lost' },
  { concurrency }: PaceLimits,
): InFlightState {
  if (epoch !== state.epoch) return state.inFlightLimit;
  return inFlightAfterAnswer(
    state.inFlightLimit,
    { at, latencyMs: at - sentAt, isFull: state.inFlight >= state.allowed },
    concurrency,
  );
}
