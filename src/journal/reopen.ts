/** How a new session takes up the rows that earlier sessions left: in flight, or failed. */
import { ROW_STATES, type RowState } from '../core/types.js';
import type { SqlFile } from './open.js';
import { readCount } from './read-count.js';
import { assertMove, toDoubt } from './states.js';

/** Rows that a killed process left with a request in flight are now in doubt. */
export function doubtUnfinished(file: SqlFile): void {
  const doubts = ROW_STATES.flatMap((state) => {
    const doubt = toDoubt(state);
    if (doubt === undefined) return [];
    assertMove(state, 'in_doubt');
    return [{ state, doubt }];
  });
  const cases = doubts.map(({ state, doubt }) => `WHEN '${state}' THEN '${doubt}'`).join(' ');
  const states = doubts.map(({ state }) => `'${state}'`).join(', ');
  file
    .prepare(`UPDATE rows SET state = 'in_doubt', doubt = CASE state ${cases} END WHERE state IN (${states})`)
    .run([]);
}

/** Sent as planned, and not refused because the plan was stale. */
const WAS_SENT = `attempts > 0 AND error_code <> 'plan_stale'`;

/** A request of this run is in doubt. An undo that left a row alone because of a doubt of the other run has sent none. */
const IS_DOUBTFUL = `error_code = 'still_in_doubt' AND attempts > 0`;

/** How many failed rows `reopenFailed` would reopen. */
export function countReopenable(file: SqlFile, { asPlanned }: { readonly asPlanned: boolean }): number {
  const isOpen = asPlanned ? `(outcome <> '' OR (${IS_DOUBTFUL}) OR (${WAS_SENT}))` : 'TRUE';
  return readCount(file, `SELECT count(*) AS count FROM rows WHERE state = 'failed' AND ${isOpen}`);
}

/**
 * Reopens failed rows: those whose customer is done continue at the address, those in doubt with a look-up, the others with
 * their decision. Returns how many must be decided again: none with `asPlanned`, which sends again what was planned and
 * sent, and leaves out what was refused because the plan was stale. Must run within a transaction.
 */
export function reopenFailed(file: SqlFile, { asPlanned }: { readonly asPlanned: boolean }): number {
  const clear = `address_status = '', error_code = '', error = '', finished_at = NULL`;
  const reopen = (to: RowState, set: string, where: string): number => {
    assertMove('failed', to);
    const sql = `UPDATE rows SET state = ?, ${set}, ${clear} WHERE state = 'failed' AND ${where}`;
    return file.prepare(sql).run([to]).changes;
  };
  const isAddress = `outcome <> '' AND ${IS_DOUBTFUL}`;
  reopen('in_doubt', `doubt = 'address'`, isAddress);
  reopen('customer_done', `doubt = ''`, `outcome <> ''`);
  reopen('in_doubt', `doubt = 'create'`, IS_DOUBTFUL);
  if (asPlanned) {
    const hasPlan = 'EXISTS (SELECT 1 FROM plans p WHERE p.row = rows.row)';
    const wasDeletion = `EXISTS (SELECT 1 FROM attempts a WHERE a.row = rows.row AND a.step = 'delete')`;
    reopen('planned_delete', `doubt = ''`, `${WAS_SENT} AND ${wasDeletion}`);
    reopen('planned_update', `doubt = ''`, `${WAS_SENT} AND ${hasPlan}`);
    reopen('planned_create', `doubt = ''`, WAS_SENT);
    return 0;
  }
  return reopen('ready', `doubt = '', uid = '', matched_by = ''`, 'TRUE');
}
