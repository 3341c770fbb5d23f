/** Processes one row, step by step: each step reads the row's state and leaves the row in the next. */
import type { LiveRow } from '../core/journal-port.js';
import { provisionAddress } from './address.js';
import { leaveForResume, type RowSession, type SendContext, type StepResult } from './context.js';
import { applyCreate, applyUpdate } from './apply-plan.js';
import { deleteCustomer } from './delete.js';
import { toRequiredKey } from './kept.js';
import { lookAgain } from './second-look.js';
import { settle } from './settle.js';
import { createCustomer } from './create-customer.js';
import { updateCustomer } from './update-customer.js';

/** States that sending processes, in any order of rows. */
export const SENDABLE_STATES = [
  'planned_create',
  'planned_update',
  'planned_delete',
  'in_doubt',
  'customer_done',
  'sub_account_done',
] as const;

/** Rows whose address is checked once more when all others have been sent. */
export const SECOND_LOOK_STATES = ['address_made'] as const;

/** Brings a row to rest, or leaves it where it must wait for a later session. Returns its state then. */
export function sendRow(row: LiveRow, context: SendContext): Promise<RowEnd> {
  const session: RowSession = {
    tries: 0,
    madeCustomer: false,
    lookedAt: context.clock.monotonic(),
    hasFreshPlan: context.isPlanFresh(),
    textZipcode: false,
    before: undefined,
    clear: undefined,
    triedClear: new Set(),
  };
  const isCreate = row.state === 'planned_create' || row.doubt === 'create';
  const key = isCreate ? toRequiredKey(row, context.options) : undefined;
  if (key === undefined || context.firstCreate.hasShown(key)) return walk(row, session, context);
  return sendAlone(key, row, () => walk(row, session, context), context);
}

/** Sends one row after the other until the server has shown that it keeps the key. */
async function sendAlone(
  key: 'externalId' | 'email',
  row: LiveRow,
  walkOn: () => Promise<RowEnd>,
  { firstCreate }: SendContext,
): Promise<RowEnd> {
  const end = await firstCreate.run(key, walkOn, ({ unreachable }) => unreachable !== undefined);
  return end ?? { row, unreachable: undefined };
}

export interface RowEnd {
  readonly row: LiveRow;
  readonly unreachable: string | undefined;
}

async function walk(row: LiveRow, session: RowSession, context: SendContext): Promise<RowEnd> {
  for (let at = row; ;) {
    const step = takeStep(at, session, context);
    if (step === undefined) return { row: at, unreachable: undefined };
    const result = await step;
    if (result.kind === 'left') return { row: at, unreachable: result.unreachable };
    if (isProgress(at, result.row)) session.tries = 0;
    at = result.row;
  }
}

function takeStep(row: LiveRow, session: RowSession, context: SendContext): Promise<StepResult> | undefined {
  const create = context.planIsFinal ? applyCreate : createCustomer;
  const update = context.planIsFinal ? applyUpdate : updateCustomer;
  switch (row.state) {
    case 'planned_create':
      return context.stopping.aborted ? Promise.resolve(leaveForResume()) : create(row, session, context);
    case 'planned_update':
      return context.stopping.aborted ? Promise.resolve(leaveForResume()) : update(row, session, context);
    case 'planned_delete':
      return context.stopping.aborted
        ? Promise.resolve(leaveForResume())
        : deleteCustomer(row, session, context);
    case 'customer_done':
    case 'sub_account_done':
      return context.stopping.aborted
        ? Promise.resolve(leaveForResume())
        : provisionAddress(row, session, context);
    case 'address_made':
      return context.stopping.aborted ? Promise.resolve(leaveForResume()) : lookAgain(row, session, context);
    case 'in_doubt':
      return settle(row, session, context);
    default:
      return undefined;
  }
}

/** The customer, or the sub-account, has just been done: the next request gets all its tries. */
function isProgress(before: LiveRow, after: LiveRow): boolean {
  return before.outcome !== after.outcome || before.subAccountUid !== after.subAccountUid;
}
