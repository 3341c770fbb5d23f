/**
 * The state machine of a row.
 *
 * - `ingested`: read and validated, not yet checked for duplicates
 * - `invalid`, `exists`, `conflict`, `skipped`, `unchanged`, `done`, `failed`: at rest
 * - `ready`: valid, not yet compared with the remote
 * - `planned_*`: decided, nothing sent
 * - `held_*`: planned, and not in the part of the plan that is applied now (`apply --only`, `--except`)
 * - `sending_*`: the intent is on disk; the request may have been sent. A later process that finds this puts the row in doubt.
 * - `in_doubt`: a request was sent and it is unknown whether it took effect; `doubt` names it. Only a look-up leads out.
 * - `customer_done`: the customer is as requested, its address is not yet
 * - `sub_account_done`: so is the sub-account for the address
 * - `address_made`: the address exists, and another could have been created at the same time: a second look-up decides
 *
 * `failed` is at rest too, but `resume --failed` may reopen it where it failed.
 */
import type { RowState, Step } from '../core/types.js';

const MOVES: Readonly<Record<RowState, readonly RowState[]>> = {
  ingested: ['invalid', 'ready', 'skipped'],
  invalid: [],
  ready: [
    'unchanged',
    'exists',
    'conflict',
    'skipped',
    'failed',
    'planned_create',
    'planned_update',
    'planned_delete',
    'customer_done',
  ],
  unchanged: [],
  exists: [],
  conflict: [],
  skipped: [],
  // Directly to an end: a plan that must be applied exactly, and the customer exists by now.
  planned_create: ['sending_create', 'failed', 'held_create'],
  // Directly to an end: the customer was read again, and is gone, has become another's, or already has every value, perhaps by an
  // earlier request that took effect late.
  planned_update: [
    'sending_update',
    'unchanged',
    'exists',
    'customer_done',
    'done',
    'conflict',
    'failed',
    'held_update',
  ],
  // Directly to an end: it is gone, perhaps by an earlier request that took effect late, or has become another's.
  planned_delete: ['sending_delete', 'unchanged', 'done', 'failed'],
  held_create: ['planned_create'],
  held_update: ['planned_update'],
  held_address: ['customer_done'],
  // planned_*: it did not reach the server. planned_update, exists, conflict: the API says that the customer exists.
  sending_create: [
    'customer_done',
    'done',
    'in_doubt',
    'planned_create',
    'planned_update',
    'exists',
    'unchanged',
    'conflict',
    'failed',
  ],
  sending_update: ['customer_done', 'done', 'in_doubt', 'planned_update', 'failed'],
  sending_delete: ['done', 'in_doubt', 'planned_delete', 'unchanged', 'failed'],
  // sub_account_done: the sub-account was found before one was requested.
  // address_made: the address of an earlier request exists after all.
  customer_done: [
    'sending_sub_account',
    'sub_account_done',
    'sending_address',
    'address_made',
    'done',
    'failed',
    'held_address',
  ],
  sending_sub_account: ['sub_account_done', 'in_doubt', 'customer_done', 'failed'],
  sub_account_done: ['sending_address', 'address_made', 'done', 'failed'],
  sending_address: ['done', 'address_made', 'in_doubt', 'customer_done', 'sub_account_done', 'failed'],
  address_made: ['done', 'failed'],
  in_doubt: [
    'address_made',
    'planned_create',
    'planned_update',
    'planned_delete',
    'customer_done',
    'sub_account_done',
    'done',
    'exists',
    'unchanged',
    'conflict',
    'failed',
  ],
  // The API's list contradicts the answer that gave the address, or does not show it, which is a warning.
  done: ['done', 'failed'],
  // `resume --failed`: decided again (or sent as planned), continued at the address, or looked up once more.
  failed: ['ready', 'planned_create', 'planned_update', 'planned_delete', 'customer_done', 'in_doubt'],
};

const AT_REST: ReadonlySet<RowState> = new Set([
  'invalid',
  'unchanged',
  'exists',
  'conflict',
  'skipped',
  'done',
  'failed',
]);

const DOUBT: Partial<Record<RowState, Step>> = {
  sending_create: 'create',
  sending_update: 'update',
  sending_delete: 'delete',
  sending_sub_account: 'sub_account',
  sending_address: 'address',
};

export function movesFrom(state: RowState): readonly RowState[] {
  return MOVES[state];
}

/** Throws if the move does not exist: a bug in this program, never a fault in the data. */
export function assertMove(from: RowState, to: RowState): void {
  if (!MOVES[from].includes(to)) throw new Error(`A row can not move from ${from} to ${to}.`);
}

/** Nothing more happens to such a row in this run without a command. */
export function isAtRest(state: RowState): boolean {
  return AT_REST.has(state);
}

/** The request whose effect is unknown if a killed process left a row in this state. */
export function toDoubt(state: RowState): Step | undefined {
  return DOUBT[state];
}
