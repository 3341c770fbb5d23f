/** Every decided row is sent, as many at once as allowed. */
import type { ImportOptions } from '../../config/options.js';
import { isBulkError } from '../../core/errors.js';
import type { LiveRow } from '../../core/journal-port.js';
import { toStopRows } from '../../core/row-quota.js';
import { isAtRest } from '../../journal/states.js';
import type { KnownAddresses, SendContext } from '../../send/context.js';
import { SECOND_LOOK_STATES, SENDABLE_STATES, sendRow, type RowEnd } from '../../send/row.js';
import { sendAll } from '../../send/send-many.js';
import type { Run } from '../run/run.js';
import { AlikeFailures } from './alike-failures.js';
import { Canary } from './canary.js';
import { confirmAddresses } from './confirm-addresses.js';
import { listForSecondLook } from './list-for-second-look.js';
import { mayProvision } from './provision.js';
import { toContext, type Remote, type SendDeps } from './send-context.js';

/** So few that most are done before the second collection of young objects, which would make them old ones. */
const ROWS_PER_BATCH = 64;

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
  emit({ type: 'phase', phase: 'sending', total });
  const known: { addresses: KnownAddresses } = { addresses: undefined };
  const context: SendContext = {
    ...toContext(run, remote, options, deps),
    get knownAddresses() {
      return known.addresses;
    },
  };
  if (mayProvision(run, options)) run.set('unconfirmed', true);
  const work = makeRowWork(context, { rows, total }, options, deps);
  const concurrency = toRowsAtOnce(options);
  const isScarce = concurrency < options.concurrency;
  const settings = {
    concurrency,
    // Where nothing on the server refuses a twin, a row that dies on its way can't be sent again: few are begun. And with
    // one request at a time, rows are sent strictly one after the other. With few requests, none more is begun for a slow disk.
    ...(options.emailUnique && concurrency > 1 && !isScarce ? { disk: journal.disk } : {}),
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
  if (isStopped()) return;
  const comparedAt = run.get('comparedAt');
  const open = await confirmAddresses(journal, { rows, comparedAt }, context);
  // A budget that is too small for the list would be so each time.
  if (isStopped() && (total > 0 || stop.stopped?.reason !== 'budget_reached')) return;
  if (run.get('unconfirmed') === true) {
    run.set('comparedAt', deps.clock.now());
    run.set('unconfirmed', false);
  }
  if (open > 0)
    emit({ type: 'note', message: `The API's list did not confirm ${open} of the addresses of this run.` });
}

/** Sends a row, and stops the run after too many failures. `rows`: of the source; `total`: those that are sent. */
function makeRowWork(
  context: SendContext,
  { rows, total }: { readonly rows: number; readonly total: number },
  { maxErrors, maxAlike }: ImportOptions,
  { emit, stop }: SendDeps,
): (row: LiveRow) => Promise<void> {
  const isLimited = maxErrors !== undefined && maxErrors !== 'none';
  const mostFailed = isLimited ? toStopRows(maxErrors, rows) : Infinity;
  const alike = new AlikeFailures(maxErrors === 'none' ? undefined : maxAlike);
  let done = 0;
  let failed = 0;
  return async (row) => {
    let end: RowEnd;
    try {
      end = await sendRow(row, context);
    } catch (error) {
      // No further row may start.
      if (isBulkError(error)) stop.byError(error);
      throw error;
    }
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
