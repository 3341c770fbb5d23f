/** What a run has changed at the API, row by row, with what was there before. */
import type { Code } from '../core/codes.js';
import type { Plan } from '../core/journal-port.js';
import type { RowWish } from '../core/types.js';
import { MOST_ROWS } from './batches.js';
import type { SqlFile } from './open.js';
import { toPlan, toWish } from './rows.js';

export type UndoRow = { readonly rowNumber: number; readonly uid: string } & (
  | { readonly kind: 'updated'; readonly plan: Plan }
  /** `plan`: the server's record, if it differs from what was sent. */
  | { readonly kind: 'created'; readonly wish: RowWish; readonly plan: Plan | undefined }
  /** A create whose effect is unknown. `refused`: the API refused it, and the customer is there. */
  | { readonly kind: 'in_doubt' | 'refused'; readonly wish: RowWish }
);

interface UndoRecord {
  readonly row: number;
  readonly uid: string;
  readonly outcome: string;
  readonly wish: string;
  readonly remote: string | null;
  readonly body: string | null;
  readonly changes: string | null;
  readonly answered: string | null;
  readonly isRefused: 0 | 1;
}

const REFUSED: Code = 'refused_yet_done';

/** Includes updates that failed after they were sent: they may have taken effect. */
export function* readUndoRows(file: SqlFile): Generator<readonly UndoRow[]> {
  // Of an update or an address, the value is another one.
  const isRefused = `(r.outcome NOT IN ('created', 'updated') AND r.warnings LIKE '%${REFUSED}%'
    AND EXISTS (SELECT 1 FROM issues i WHERE i.row = r.row AND i.code = '${REFUSED}' AND i.value = 'create'))`;
  const statement = file.prepare(
    `SELECT r.row, r.uid, r.outcome, s.wish, p.remote, p.body, p.changes, p.answered, ${isRefused} AS isRefused
     FROM rows r JOIN source_rows s ON s.row = r.row LEFT JOIN plans p ON p.row = r.row
     WHERE r.row > ? AND (
       r.outcome IN ('created', 'updated')
       OR r.state IN ('sending_create', 'sending_update')
       OR (r.state = 'in_doubt' AND r.doubt IN ('create', 'update'))
       OR ${isRefused}
       OR (r.state = 'failed' AND r.outcome = '' AND r.attempts > 0 AND r.uid <> '' AND p.row IS NOT NULL))
     ORDER BY r.row LIMIT ?`,
  );
  for (let after = 0; ;) {
    const batch = statement.all<UndoRecord>([after, MOST_ROWS]);
    if (batch.length === 0) return;
    yield batch.map(toUndoRow);
    after = batch[batch.length - 1]?.row ?? after;
  }
}

function toUndoRow(record: UndoRecord): UndoRow {
  const { row, uid, outcome, wish, remote, body, changes, answered, isRefused } = record;
  const common = { rowNumber: row, uid };
  const plan =
    remote === null || body === null || changes === null
      ? undefined
      : toPlan({ remote, body, changes, answered });
  if (outcome === 'created') return { kind: 'created', wish: toWish(wish), plan, ...common };
  if (isRefused === 1) return { kind: 'refused', wish: toWish(wish), ...common };
  if (plan === undefined || uid === '') {
    return { kind: 'in_doubt', wish: toWish(wish), ...common };
  }
  return { kind: 'updated', plan, ...common };
}
