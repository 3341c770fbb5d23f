/** Every decided row is sent, as many at once as allowed. */
import type { Api } from '../../core/api-port.js';
import type { ImportOptions } from '../../config/options.js';
import { isBulkError } from '../../core/errors.js';
import type { LiveRow } from '../../core/journal-port.js';
import { toStopRows } from '../../core/row-quota.js';
import type { Account } from '../../core/types.js';
import type { VendorFacts } from '../../core/vendor-profile.js';
import { isAtRest } from '../../journal/states.js';
import { toCreateBody } from '../../match/create-body.js';
import { couldBeMade, findNotKept, saysTheSame, sharesKey } from '../../match/not-kept.js';
import { toClearForm } from '../../match/sent-form.js';
import { withTextZipcode } from '../../match/zipcode.js';
import { isSameRecord } from '../../match/same-record.js';
import { decide } from '../../match/decide.js';
import type { Directory } from '../../match/directory.js';
import { sendAll } from '../../send/send-many.js';
import type { KnownAddresses, SendContext } from '../../send/context.js';
import { SECOND_LOOK_STATES, SENDABLE_STATES, sendRow } from '../../send/row.js';
import { makeFilterProbe } from '../../send/filter-probe.js';
import { FirstAlone } from '../../send/first-alone.js';
import { PlaceAddresses } from '../../send/place-addresses.js';
import { makeSubAccountFinder } from '../../send/sub-accounts.js';
import type { JobDeps } from '../deps.js';
import { AlikeFailures } from './alike-failures.js';
import { Canary } from './canary.js';
import { confirmAddresses } from './confirm-addresses.js';
import { listForSecondLook } from './list-for-second-look.js';
import { toFirstForms } from './vendor-facts.js';
import type { Run } from '../run/run.js';
import type { Stop } from '../stop.js';
import { toBackoffMs } from '../../api/backoff.js';

/** So few that most are done before the second collection of young objects, which would make them old ones. */
const ROWS_PER_BATCH = 64;

/** An update carries the whole record; one that was read longer ago than this is read again first. */
const PLAN_FRESH_MS = 60_000;

export interface SendDeps extends JobDeps {
  readonly stop: Stop;
  /** When the rows were decided in this process, by the monotonic clock; undefined: in an earlier one. */
  readonly plannedAt: number | undefined;
  readonly vendorFacts: VendorFacts | undefined;
}

/** Where the rows are sent, and what is known of it. */
interface Remote {
  readonly api: Api;
  readonly directory: Directory;
  readonly account: Account;
}

export async function send(run: Run, remote: Remote, options: ImportOptions, deps: SendDeps): Promise<void> {
  const { journal } = run;
  const { emit, stop } = deps;
  const states = journal.countStates();
  const total = [...SENDABLE_STATES, ...SECOND_LOOK_STATES].reduce(
    (sum, state) => sum + (states[state] ?? 0),
    0,
  );
  const canary = new Canary(run, options);
  const rows = run.require('source').rows;
  const { maxErrors } = options;
  const isLimited = maxErrors !== undefined && maxErrors !== 'none';
  const mostFailed = isLimited ? toStopRows(maxErrors, rows) : Infinity;
  const alike = new AlikeFailures(maxErrors === 'none' ? undefined : options.maxAlike);
  let done = 0;
  let failed = 0;
  emit({ type: 'phase', phase: 'sending', total });
  const known: { addresses: KnownAddresses } = { addresses: undefined };
  const context: SendContext = {
    ...toContext(run, remote, options, deps),
    get knownAddresses() {
      return known.addresses;
    },
  };
  const work = async (row: LiveRow): Promise<void> => {
    const end = await sendRow(row, context).catch((error: unknown) => {
      // No further row may start.
      if (isBulkError(error)) stop.byError(error);
      throw error;
    });
    if (end.unreachable !== undefined) stop.because('server_unreachable', end.unreachable);
    if (!isAtRest(end.row.state)) return;
    done += 1;
    if (end.row.state === 'failed') failed += 1;
    if (failed >= mostFailed) {
      stop.because('too_many_errors', `${failed} rows failed.`);
    }
    const cause = alike.add(row, end.row);
    if (cause !== undefined) stop.because('all_alike_failed', cause);
    emit({ type: 'progress', phase: 'sending', done, total, row: row.rowNumber });
  };
  const concurrency = toRowsAtOnce(options);
  const isScarce = concurrency < options.concurrency;
  const settings = {
    concurrency,
    // Where nothing on the server refuses a twin, a row that dies on its way can't be sent again: few are begun. And with
    // one request at a time, rows are sent strictly one after the other. With few requests, none more is begun for a slow disk.
    ...(options.emailUnique && concurrency > 1 && !isScarce ? { disk: journal } : {}),
    stopping: stop.signal,
  };
  if (canary.isFlying) {
    await sendAll((afterRow) => canary.readRows(afterRow), work, settings);
    if (!stop.signal.aborted) canary.judge();
  }
  const readBatch = (afterRow: number) => journal.readRows(SENDABLE_STATES, afterRow, ROWS_PER_BATCH);
  await sendAll(readBatch, work, settings);
  const isStopped = (): boolean => stop.signal.aborted;
  if (isStopped()) return;
  known.addresses = await listForSecondLook(journal, remote.api, options.asset);
  await sendAll((afterRow) => journal.readRows(SECOND_LOOK_STATES, afterRow, ROWS_PER_BATCH), work, settings);
  if (isStopped() || !options.provisionAddress) return;
  const open = await confirmAddresses(journal, rows, context);
  if (open > 0)
    emit({ type: 'note', message: `The API's list did not confirm ${open} of the addresses of this run.` });
}

/** What a row may need, twice over: its look-ups, customer, sub-account and address. */
const REQUESTS_PER_ROW = 8;

/**
 * A limit of requests is spent on rows that come to their end. Were more rows begun than it is enough for, it would go on their
 * look-ups, and each later session with the same limit would spend it on the same look-ups again.
 */
function toRowsAtOnce({ concurrency, maxRequests = Infinity }: ImportOptions): number {
  return Math.min(concurrency, Math.max(1, Math.floor(maxRequests / REQUESTS_PER_ROW)));
}

function toContext(
  run: Run,
  { api, directory, account }: Remote,
  options: ImportOptions,
  { clock, stop, plannedAt, vendorFacts }: SendDeps,
): Omit<SendContext, 'knownAddresses'> {
  return {
    api,
    journal: run.journal,
    directory,
    decisions: {
      decideAgain: (wish, hits) => decide(wish, hits, options),
      toCreateBody: (wish) => toCreateBody(wish, options),
      isSameRecord,
      findNotKept,
      couldBeMade,
      saysTheSame,
      sharesKey,
      toClearForm,
      withTextZipcode,
    },
    options: {
      emailUnique: options.emailUnique,
      provisionAddress: options.provisionAddress,
      asset: options.asset,
      accountId: options.accountId,
      subAccountId: options.subAccountId,
      subAccountPerCustomer: options.subAccount === 'per-customer',
      addressType: options.addressType,
      addressLabel: options.addressLabel,
      match: options.match,
      zipcode: options.zipcode,
    },
    mode: account.mode,
    planIsFinal: run.planIsFinal,
    isUndo: run.get('undoOf') !== undefined,
    deletion: { isUnsupported: false },
    clock,
    firstCreate: new FirstAlone(),
    firstOwned: new FirstAlone(),
    answers: new Map(),
    forms: toFirstForms(vendorFacts, { isUndo: run.get('undoOf') !== undefined }),
    newest: { createdAt: undefined },
    places: new Map(),
    placeAddresses: new PlaceAddresses(run.journal.addresses, api),
    isPlanFresh: () => plannedAt !== undefined && clock.monotonic() - plannedAt < PLAN_FRESH_MS,
    settleMs: Math.min(10_000, 3000 * options.timeout),
    hasOwnFilter: makeFilterProbe(api, options.asset),
    stopping: stop.signal,
    backoffMs: (tries) => toBackoffMs(tries, { random: Math.random }),
    findSubAccount: makeSubAccountFinder(api),
  };
}
