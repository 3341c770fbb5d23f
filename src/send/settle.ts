/**
 * Rows in doubt: a request may or may not have taken effect. A look-up settles them, and only what is seen to be absent is
 * sent again.
 */
import type { LiveRow } from '../core/journal-port.js';
import { settleAddress } from './settle-address.js';
import { settleSubAccount } from './sub-account.js';
import { leaveForResume, pause, type RowSession, type SendContext, type StepResult } from './context.js';
import { settleDelete } from './delete.js';
import { settlePlannedUpdate } from './apply-plan.js';
import { settleCreate } from './settle-create.js';
import { settleUpdate } from './settle-update.js';

/** Looks up, and moves the row to the state that the look-up shows. */
export async function settle(row: LiveRow, session: RowSession, context: SendContext): Promise<StepResult> {
  session.tries += 1;
  // The request may still be taking effect; looking too early would see nothing.
  if (!(await pause(context.backoffMs(session.tries), context))) return leaveForResume();
  switch (row.doubt) {
    case 'create':
      return settleCreate(row, session, context);
    case 'update':
      return context.planIsFinal
        ? settlePlannedUpdate(row, session, context)
        : settleUpdate(row, session, context);
    case 'delete':
      return settleDelete(row, session, context);
    case 'sub_account':
      return settleSubAccount(row, session, context);
    case 'address':
      return settleAddress(row, session, context);
    case '':
      throw new Error(`Row ${row.rowNumber} is in doubt about nothing.`);
  }
}
