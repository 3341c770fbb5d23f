/** How far the application of a plan is, from the journal of its run and from its requests. Reads only. */
import { toIso } from '../../core/clock.js';
import type { SqlFile } from '../../journal/open.js';
import type { Summary } from '../../record/summary/summary.js';
import type { ApplyAnswer } from './answers/apply.js';
import type { PreviewAnswer } from './answers/preview.js';
import type { ErrorAnswer } from './answers/shared.js';
import type { ApplyPlace } from './carry-out.js';
import { readLatest, toCauses, toLiveCounts, type RowTally } from './live-counts.js';
import type { TrafficAnswer } from './traffic.js';

export type Sending = Pick<
  PreviewAnswer['sending'],
  'creates' | 'updates' | 'addressesOnly' | 'addresses' | 'requests'
>;

export type ApplyStatus = Omit<ApplyAnswer, 'order'>;

export const NOTHING: ApplyStatus = {
  ...{ state: 'none', run: '', total: 0, created: 0, updated: 0, unchanged: 0, failed: 0, waiting: 0 },
  ...{ requests: { done: 0, total: 0 }, addresses: { done: 0, total: 0 }, rate: { now: 0 } },
  ...{ waited: { ms: 0, times: 0 }, timeline: { startedAt: '', intervalMs: 1000, requests: [], waits: [] } },
  ...{ causes: [], files: [], commands: [], latest: [], retryable: 0, startedAt: '', finishedAt: '' },
};

export interface ApplyFacts {
  readonly place: ApplyPlace;
  readonly sending: Sending;
  readonly traffic: TrafficAnswer;
  readonly counted: RowTally;
  /** Rows that came to rest lately. */
  readonly latest: readonly number[];
  readonly isEnded: boolean;
  /** Ms since the epoch; 0: in an earlier session. */
  readonly startedAt: number;
  readonly now: number;
}

/** Undefined: it came to its end. */
export function toReason({ stopped }: Summary): ErrorAnswer | undefined {
  if (stopped === null) return undefined;
  const { reason: code, message: text } = stopped;
  return { code, text, remedy: 'Continue it when the cause is gone.' };
}

export function toStatus(file: SqlFile, facts: ApplyFacts): ApplyStatus {
  const { place, sending, traffic, counted, latest, isEnded, startedAt } = facts;
  const planned = {
    rows: sending.creates + sending.updates + sending.addressesOnly,
    addresses: sending.addresses,
  };
  const counts = toLiveCounts(counted, planned);
  const causes = toCauses(file, counted);
  return {
    ...NOTHING,
    ...counts,
    run: place.run,
    rate: {
      now: isEnded ? 0 : traffic.perSecond,
      ...(traffic.limit === undefined ? {} : { limit: traffic.limit }),
    },
    ...(traffic.responseMs === undefined ? {} : { responseMs: traffic.responseMs }),
    waited: traffic.waited,
    timeline: traffic.timeline,
    causes,
    latest: readLatest(file, latest),
    retryable: causes.filter(({ canRetry }) => canRetry).reduce((sum, { rows }) => sum + rows, 0),
    startedAt: startedAt === 0 ? '' : toIso(startedAt),
    ...toSecondsLeft(facts, planned.rows, counts.waiting),
  };
}

/** Nothing before the first row is done, and at the end. */
function toSecondsLeft(
  { isEnded, startedAt, now }: ApplyFacts,
  rows: number,
  left: number,
): Pick<ApplyAnswer, 'secondsLeft'> {
  if (isEnded || left === 0 || rows === left) return {};
  return { secondsLeft: Math.ceil(((now - startedAt) / 1000 / (rows - left)) * left) };
}
