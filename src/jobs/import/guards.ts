/** What must be so before the first request that changes something. */
import type { ImportOptions } from '../../config/options.js';
import { BulkError } from '../../core/errors.js';
import { toAllowedRows, toQuotaText } from '../../core/row-quota.js';
import type { Account } from '../../core/types.js';
import { countEmptied } from '../../journal/changes.js';
import { countWantingAddress } from '../../journal/plan-counts.js';
import { countHeld } from '../../journal/plan-part.js';
import type { JobDeps, WorkToConfirm } from '../deps.js';
import type { Run } from '../run/run.js';

/** Throws `not_all_valid`. */
export function assertAllValid(run: Run, { requireAllValid }: ImportOptions): void {
  const invalid = run.journal.countStates().invalid ?? 0;
  if (!requireAllValid || invalid === 0) return;
  const { rows } = run.require('source');
  throw new BulkError('not_all_valid', `${invalid} of ${rows} rows are invalid; nothing was sent.`);
}

/** Counts the creates and updates that wait. Throws `too_many_changes`. */
export function assertFewChanges(run: Run, options: ImportOptions): void {
  const { creates, updates } = countChanges(run);
  const { rows } = run.require('source');
  const found = [
    ['--max-changes', options.maxChanges, creates + updates, 'create or update'],
    ['--max-creates', options.maxCreates, creates, 'create'],
    ['--max-updates', options.maxUpdates, updates, 'update'],
  ] as const;
  for (const [flag, quota, count, verb] of found) {
    if (quota === undefined) continue;
    const allowed = toAllowedRows(quota, rows);
    if (count <= allowed) continue;
    const message = `${count} of ${rows} rows would ${verb} a customer, and \`${flag} ${toQuotaText(quota)}\` allows ${allowed}; nothing was sent.`;
    throw new BulkError('too_many_changes', message);
  }
}

/**
 * LIVE customers need the user's word: `--live`, a profile that names their organisation, or an answer where somebody can be
 * asked. Throws `live_not_confirmed`.
 */
export function assertMayAsk(account: Account, options: ImportOptions, deps: JobDeps): void {
  if (!mayChange(account, options, deps) && deps.confirmLive === undefined) {
    throw toNotConfirmed(account, deps);
  }
}

function mayChange({ mode, orgId }: Account, { live }: ImportOptions, deps: JobDeps): boolean {
  return mode !== 'LIVE' || live || orgId === deps.liveOrganisation;
}

/** Asks, where it must be asked. Throws `live_not_confirmed`. */
export async function confirmLive(
  run: Run,
  account: Account,
  options: ImportOptions,
  deps: JobDeps,
): Promise<void> {
  if (mayChange(account, options, deps)) return;
  const baseUrl = run.require('baseUrl');
  const isConfirmed = await deps.confirmLive?.({
    orgId: account.orgId,
    baseUrl,
    ...countWork(run, options),
  });
  if (isConfirmed !== true) throw toNotConfirmed(account, deps);
}

/**
 * Asks before a plan is applied, where a person can be asked. LIVE customers are asked about later, and only once. Throws
 * `plan_not_confirmed`, `interrupted`.
 */
export async function confirmPlan(run: Run, options: ImportOptions, deps: JobDeps): Promise<void> {
  const account = run.get('account');
  if (deps.confirmPlan === undefined) return;
  if (account !== undefined && !mayChange(account, options, deps)) return;
  const work = countWork(run, options);
  if (work.creates + work.updates + work.deletes + work.addresses === 0) return;
  const isConfirmed = await deps.confirmPlan({
    ...work,
    runId: run.id,
    mode: account?.mode,
    baseUrl: run.get('baseUrl'),
    held: countHeld(run.journal.file),
  });
  if (isConfirmed) return;
  if (deps.signal.aborted) {
    throw new BulkError('interrupted', 'The question was interrupted; nothing was sent.', {
      hint: 'Type `apply` again: the plan is as it was.',
    });
  }
  throw new BulkError('plan_not_confirmed', `The plan ${run.id} was not applied; nothing was sent.`);
}

function countWork(run: Run, { provisionAddress }: ImportOptions): WorkToConfirm {
  const { file } = run.journal;
  const wanting = countWantingAddress(file, { byDefault: provisionAddress });
  const { planned_create = 0, planned_update = 0, customer_done = 0 } = wanting;
  return {
    ...countChanges(run),
    emptiedFields: countEmptied(file),
    addresses: planned_create + planned_update + customer_done,
  };
}

function toNotConfirmed({ orgId }: Account, { liveOrganisation }: JobDeps): BulkError {
  const allowed =
    liveOrganisation === undefined ? '' : ` The profile allows only the organisation ${liveOrganisation}.`;
  const message = `The credential is a LIVE one, of the organisation ${orgId}.${allowed}`;
  return new BulkError('live_not_confirmed', message);
}

function countChanges(run: Run): { creates: number; updates: number; deletes: number } {
  const { planned_create, planned_update, planned_delete } = run.journal.countStates();
  return { creates: planned_create ?? 0, updates: planned_update ?? 0, deletes: planned_delete ?? 0 };
}
