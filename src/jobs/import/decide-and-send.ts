/**
 * What an import does once its rows are in the journal, and what a resumed one does from wherever it stopped: each step
 * handles the rows that the journal says are waiting for it.
 */
import type { ImportOptions } from '../../config/options.js';
import type { Api } from '../../core/api-port.js';
import { BulkError } from '../../core/errors.js';
import type { Account, RowState } from '../../core/types.js';
import { countHeld } from '../../journal/plan-part.js';
import { Directory } from '../../match/directory.js';
import type { RunCommand } from '../../record/summary/summary.js';
import { SECOND_LOOK_STATES, SENDABLE_STATES } from '../../send/row.js';
import { takeAccountLock } from '../run/account-lock.js';
import { discardIfRefused } from '../run/refused-run.js';
import { openClient, readAccount } from '../connect.js';
import type { Connection, JobDeps } from '../deps.js';
import type { Run } from '../run/run.js';
import { namingRun } from '../run/unwritable-run.js';
import { assertAllValid, assertFewChanges, assertMayAsk, confirmLive } from './guards.js';
import { fillDirectory, match } from './match.js';
import { isUnconfirmed } from './confirm-addresses.js';
import { canReopen } from './next-commands.js';
import { mayProvision } from './provision.js';
import { recordImport } from './record-import.js';
import { send } from './send.js';
import { assertKeysKept, readVendorFacts } from './vendor-facts.js';
import type { StoppableDeps } from '../stop.js';
import type { RunReport } from '../outputs.js';
import { work } from '../work.js';

/** What a run was started or continued as. */
interface Order {
  readonly command: RunCommand;
  readonly options: ImportOptions;
  readonly connection: Connection;
}

/** Does what is left to do, writes the files, and returns the summary. A run that stops is no error: it says so. */
export function carryOut(run: Run, order: Order, deps: StoppableDeps): Promise<RunReport> {
  return namingRun(run, order.options, deps, () => doAndRecord(run, order, deps));
}

async function doAndRecord(
  run: Run,
  { command, options, connection }: Order,
  deps: StoppableDeps,
): Promise<RunReport> {
  const task = (counted: StoppableDeps) => decideAndSend(run, { command, options, connection }, counted);
  const done = await work(task, options, deps, run);
  // The files must not report what a power cut could undo.
  await run.journal.sync();
  if (isNewRun(command)) discardIfRefused(run, deps.stop);
  return recordImport(run, { command, done }, options, deps);
}

function isNewRun(command: RunCommand): boolean {
  return command === 'import' || command === 'undo';
}

/** Of an import, whether no row waits, for a later part of the plan or to be tried again. */
function isDone(run: Run): boolean {
  const isOver = !run.isPlan && run.get('undoOf') === undefined;
  return isOver && countHeld(run.journal.file) === 0 && !canReopen(run);
}

/** A person may expect that rows that were undone since are done once more. */
function toDoneNote(id: string): string {
  return `No row of the run ${id} was left to do, so nothing was sent. To do its rows once more, import the source again.`;
}

async function decideAndSend(
  run: Run,
  { command, options, connection }: Order,
  deps: StoppableDeps,
): Promise<void> {
  assertAllValid(run, options);
  const states = run.journal.countStates();
  const waiting: readonly RowState[] = [
    'ready',
    ...(run.isPlan ? [] : [...SENDABLE_STATES, ...SECOND_LOOK_STATES]),
  ];
  const toCompare = !run.isPlan && isUnconfirmed(run);
  if (!toCompare && !waiting.some((state) => (states[state] ?? 0) > 0)) {
    if (!isNewRun(command) && isDone(run)) deps.emit({ type: 'note', message: toDoneNote(run.id) });
    return;
  }
  const api = openClient(connection, options, deps);
  try {
    const account = await confirmAccount(run, { api, connection }, options, deps);
    if (!run.isPlan) await holdAccount(run, { account, connection }, options, deps);
    if (mayProvision(run, options)) await assertWallet(api, options);
    const directory = new Directory(run.journal.directory, api);
    const hasOldPlans = (states.planned_update ?? 0) + (states.in_doubt ?? 0) > 0;
    let plannedAt: number | undefined;
    const isMatched = run.get('matched') === true;
    // Creates that a person has looked at are compared with what is there now, not decided again.
    if (!isMatched || (run.planIsFinal && (states.planned_create ?? 0) > 0))
      await fillDirectory(run, { api, directory }, options, deps);
    if (!isMatched) {
      match(run, directory, options, deps);
      run.set('matched', true);
      if (!hasOldPlans) plannedAt = deps.clock.monotonic();
    }
    assertFewChanges(run, options);
    const vendorFacts = readVendorFacts(options, connection, account);
    assertKeysKept(run, vendorFacts, options);
    if (run.isPlan) return;
    await confirmLive(run, account, options, deps);
    // Before the first request that changes anything: a damaged log must not look like a run that sent nothing.
    await run.journal.secure();
    await send(run, { api, directory, account }, options, { ...deps, plannedAt, vendorFacts });
  } finally {
    await api.close();
  }
}

/** Before the customers are listed: what another run creates at the same time must be in the list. Held until the run is closed. */
async function holdAccount(
  run: Run,
  { account, connection }: { readonly account: Account; readonly connection: Connection },
  { waitForLock }: ImportOptions,
  deps: StoppableDeps,
): Promise<void> {
  const turn = { ...deps, signal: deps.stop.signal, waitForLock };
  const lock = await takeAccountLock(run, account, connection, turn);
  if (lock !== undefined) run.hold(lock);
}

/**
 * A wallet that is not there would fail every row, after its customer was made. A 404 that says
 * something and does not speak of a wallet means that the server has no such list. Any other answer is for the rows to meet.
 */
async function assertWallet(api: Api, { accountId }: ImportOptions): Promise<void> {
  if (accountId === undefined) return;
  const found = await api.listSubAccounts(accountId, { page: 1, perPage: 1, orderBy: 'asc' });
  if (found.kind !== 'not_found') return;
  // Without the path that was asked for, which speaks of accounts as well.
  const message = found.message.replace(/\/\S*/g, '');
  if (!/\b(account|wallet|vault)\b|with an empty body$/i.test(message)) return;
  throw new BulkError('account_unknown', `There is no wallet ${accountId}: ${found.message}`);
}

/** Asks the server whose customers these are. A run that continues needs the same account as before. */
async function confirmAccount(
  run: Run,
  { api, connection }: { readonly api: Api; readonly connection: Connection },
  options: ImportOptions,
  deps: JobDeps,
): Promise<Account> {
  const account = await readAccount(api, connection);
  if (!run.isPlan) assertMayAsk(account, options, deps);
  const before = run.get('account');
  if (before !== undefined && (before.orgId !== account.orgId || before.mode !== account.mode)) {
    throw new BulkError(
      'account_changed',
      `The run belongs to the organisation ${before.orgId} (${before.mode}); the credential is of ${account.orgId} (${account.mode}).`,
    );
  }
  run.set('account', account);
  run.set('baseUrl', connection.baseUrl);
  return account;
}
