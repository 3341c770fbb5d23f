/** The part of a plan that is applied now. The rows outside of it are held: they stay planned. */
import type { RowRange } from '../core/row-ranges.js';
import type { RowState } from '../core/types.js';
import type { SqlFile } from './open.js';
import { readCount } from './read-count.js';
import { assertMove } from './states.js';

/** What is applied: the rows of `only`, or all but those of `except`; all without either. */
export interface PlanPart {
  readonly only?: readonly RowRange[] | undefined;
  readonly except?: readonly RowRange[] | undefined;
}

/** Each planned state and the state of a row that is held in it. */
const HOLDS: readonly (readonly [planned: RowState, held: RowState])[] = [
  ['planned_create', 'held_create'],
  ['planned_update', 'held_update'],
  ['customer_done', 'held_address'],
];

/** A row whose customer was made or changed has been begun, and is finished. */
const IS_PLANNED = `(state IN ('planned_create', 'planned_update') OR (state = 'customer_done' AND outcome = 'unchanged'))`;
const IS_HELD = `state IN ('held_create', 'held_update', 'held_address')`;

/**
 * Holds the planned rows outside of the part, and releases those in it, in one transaction. Rows whose requests have begun
 * are in every part. Returns how many fewer rows are held than before.
 */
export function takePart(file: SqlFile, { only, except = [] }: PlanPart): number {
  const holds = prepareMoves(file, HOLDS, IS_PLANNED);
  const releases = prepareMoves(
    file,
    HOLDS.map(([planned, held]) => [held, planned] as const),
    IS_HELD,
  );
  return file.transact(() => {
    const heldBefore = countHeld(file);
    releases(EVERY_ROW);
    if (only !== undefined) holds(EVERY_ROW);
    only?.forEach(releases);
    except.forEach(holds);
    return heldBefore - countHeld(file);
  });
}

const EVERY_ROW: RowRange = [1, Number.MAX_SAFE_INTEGER];

function prepareMoves(
  file: SqlFile,
  moves: readonly (readonly [from: RowState, to: RowState])[],
  condition: string,
): (range: RowRange) => void {
  for (const [from, to] of moves) assertMove(from, to);
  const cases = moves.map(([from, to]) => `WHEN '${from}' THEN '${to}'`).join(' ');
  const statement = file.prepare(
    `UPDATE rows SET state = CASE state ${cases} END WHERE row BETWEEN ? AND ? AND ${condition}`,
  );
  return ([first, last]) => void statement.run([first, last]);
}

/** Rows that stay planned. */
export function countHeld(file: SqlFile): number {
  const sql = `SELECT count(*) AS count FROM rows WHERE ${IS_HELD}`;
  return readCount(file, sql);
}

/** Planned, held, begun or done: not what the checks or the comparison left out. */
const IS_IN_PLAN = `(
  state NOT IN ('ingested', 'ready', 'invalid', 'unchanged', 'exists', 'conflict', 'skipped', 'failed')
  OR attempts > 0 OR error_code = 'plan_stale' OR (state = 'failed' AND outcome <> '')
  OR EXISTS (SELECT 1 FROM plans p WHERE p.row = rows.row))`;

/** The first range that has no row of the plan. */
export function findOutsidePlan(file: SqlFile, ranges: readonly RowRange[]): RowRange | undefined {
  const statement = file.prepare(`SELECT row FROM rows WHERE row BETWEEN ? AND ? AND ${IS_IN_PLAN} LIMIT 1`);
  return ranges.find(([first, last]) => statement.get([first, last]) === undefined);
}
