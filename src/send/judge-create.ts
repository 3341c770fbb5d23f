/** What a successful answer to a create means. */
import { type CustomerBody, type RemoteCustomer } from '../core/customer.js';
import type { LiveRow } from '../core/journal-port.js';
import { type AttemptEnd } from './attempt.js';
import type { KnownBefore, SendContext } from './context.js';

export interface CreateAnswer extends Extract<AttemptEnd<RemoteCustomer>, { kind: 'ok' }> {
  readonly body: CustomerBody;
  /** The newest customer that this process had created when the request was sent. */
  readonly newestBefore: number | undefined;
  readonly revert: Pick<LiveRow, 'createTriedAt' | 'createMark'>;
}

/** A server may take times from several machines; if they differ by more than this, the order is certain. */
const CLOCK_SPREAD_MS = 30_000;
const DAY_MS = 86_400_000;
/** No clock is wrong by more, so a record this old can't be new. */
const LONG_AGO_MS = 30 * DAY_MS;

/**
 * Any 2xx status may mean "created" or "already exists". Certain facts decide first: a customer that the directory knew
 * before the request was sent existed before, and so did one with another name. Otherwise times decide, and only with
 * care: the record is compared with customers that this process created earlier, whose times come from the same clock;
 * within a day only if it differs from what was sent, because a server's clock may be set back.
 */
export function judgeAnswer(
  { row, value: remote, httpStatus, body, newestBefore, answeredAt }: CreateAnswer,
  { decisions, directory, journal }: SendContext,
): 'made' | 'there_before' | 'other' {
  const isOurs = decisions.sharesKey(body, remote);
  if (directory.wasKnown(remote.uid, row.createMark ?? -1)) {
    const known = directory.get(remote.uid)?.externalId ?? null;
    // An externalId never changes: with a different one, the uid is another customer's.
    const isSame = known === null || remote.externalId === null || known === remote.externalId;
    return isOurs && isSame ? 'there_before' : 'other';
  }
  if (!decisions.couldBeMade(body, remote)) return isOurs ? 'there_before' : 'other';
  const createdAt = Date.parse(remote.createdAt ?? '');
  const olderByMs = (newestBefore ?? NaN) - createdAt;
  const isOlder =
    olderByMs > CLOCK_SPREAD_MS && (olderByMs > DAY_MS || !hasSameContent(body, remote, decisions));
  const isOld = isOlder || (answeredAt ?? NaN) - createdAt > LONG_AGO_MS;
  if (httpStatus !== 201 && isOld) return 'there_before';
  // A customer belongs to only one row of a run.
  return journal.claim('customer', remote.uid, row.rowNumber) === undefined ? 'made' : 'other';
}

/**
 * Whether a customer may be what a refused create has made: as asked for, of no other row, and unknown before. With the answer
 * that it exists, nothing tells it from one that another program made at that moment.
 */
export function mayBeMade(
  row: LiveRow,
  remote: RemoteCustomer,
  { mark, newestCreatedAt }: KnownBefore,
  { clock, decisions, directory, journal }: SendContext,
): boolean {
  const body = decisions.toCreateBody(row.wish);
  if (directory.wasKnown(remote.uid, mark)) return false;
  if (!decisions.couldBeMade(body, remote) || !decisions.saysTheSame(body, remote)) return false;
  const createdAt = Date.parse(remote.createdAt ?? '');
  const isOld = (newestCreatedAt ?? NaN) - createdAt > CLOCK_SPREAD_MS || clock.now() - createdAt > DAY_MS;
  return !isOld && journal.findRowWithUid(remote.uid) === undefined;
}

function hasSameContent(
  body: CustomerBody,
  remote: RemoteCustomer,
  decisions: SendContext['decisions'],
): boolean {
  return decisions.findNotKept(body, remote).length === 0;
}
