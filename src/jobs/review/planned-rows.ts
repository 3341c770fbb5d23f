/** What the plan of a run makes of each row, from its journal. Reads only. */
import { isEmptying } from '../../core/changes.js';
import type { AddressStatus, CustomerOutcome, FieldChange, RowState } from '../../core/types.js';
import { toChanges } from '../../journal/rows.js';
import type { Run } from '../run/run.js';
import type { PreviewKind } from './answers/preview.js';

const KIND_OF_STATE: Readonly<Partial<Record<RowState, PreviewKind>>> = {
  planned_create: 'created',
  planned_update: 'updated',
  customer_done: 'address',
  held_create: 'created',
  held_update: 'updated',
  held_address: 'address',
  conflict: 'conflict',
  unchanged: 'unchanged',
  exists: 'unchanged',
  invalid: 'invalid',
};

interface RowOfPlan {
  readonly row: number;
  readonly state: RowState;
  readonly outcome: CustomerOutcome | '';
  readonly address: AddressStatus | '';
  /** It was sent, or found to be changed since when it was to be sent. */
  readonly isBegun: number;
  readonly changes: string | null;
  readonly asked: number | null;
}

/** What the plan made of a row, also once it is applied. Undefined: nothing that is shown. */
function toPlannedKind({ state, outcome, address, isBegun, changes }: RowOfPlan): PreviewKind | undefined {
  if (outcome === 'created' || outcome === 'updated') return outcome;
  const kind = KIND_OF_STATE[state];
  if (kind !== undefined || isBegun === 0) return kind;
  if (changes !== null) return 'updated';
  if (outcome === '') return 'created';
  return address === '' && state === 'done' ? 'unchanged' : 'address';
}

/** Kinds that send something. */
export const CHOOSABLE: ReadonlySet<PreviewKind> = new Set(['emptied', 'updated', 'created', 'address']);

export interface PlannedRow {
  readonly row: number;
  readonly kind: PreviewKind;
  readonly wantsAddress: boolean;
  /** Of an update. */
  readonly changes: readonly FieldChange[];
}

/** In row order, without those that are not shown. */
export function* readPlannedRows(run: Run): Generator<PlannedRow> {
  const byDefault = run.require('options').provisionAddress;
  for (const record of readStates(run)) {
    const { row, changes: json, asked } = record;
    const kind = toPlannedKind(record);
    if (kind === undefined) continue;
    const changes = kind === 'updated' ? toChanges(json) : [];
    const wantsAddress = CHOOSABLE.has(kind) && (asked === null ? byDefault : asked === 1);
    yield { row, kind: changes.some(isEmptying) ? 'emptied' : kind, wantsAddress, changes };
  }
}

function readStates(run: Run) {
  return run.journal.file
    .prepare(
      `SELECT r.row, r.state, r.outcome, r.address_status AS address, p.changes,
         r.attempts > 0 OR r.error_code = 'plan_stale' AS isBegun, json_extract(s.wish, '$.provisionAddress') AS asked
       FROM rows r JOIN source_rows s ON s.row = r.row LEFT JOIN plans p ON p.row = r.row ORDER BY r.row`,
    )
    .iterate<RowOfPlan>([]);
}
