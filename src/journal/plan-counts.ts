/** Counts waiting rows, by what must be done for them. */
import type { MatchKey, RowState } from '../core/types.js';
import type { SqlFile } from './open.js';
import { readCount } from './read-count.js';

/** Planned rows that want an address, by state; those that are held, too. `byDefault`: whether rows want one unless they say otherwise. */
export function countWantingAddress(
  file: SqlFile,
  { byDefault }: { readonly byDefault: boolean },
): Partial<Record<RowState, number>> {
  const rows = file
    .prepare(
      `SELECT r.state, count(*) AS count FROM rows r JOIN source_rows s ON s.row = r.row
       WHERE r.state IN ('planned_create', 'planned_update', 'customer_done', 'held_create', 'held_update', 'held_address')
         AND coalesce(json_extract(s.wish, '$.provisionAddress'), ?) = 1
       GROUP BY r.state`,
    )
    .all<{ state: RowState; count: number }>([byDefault ? 1 : 0]);
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

/** Whether any request that changes something was about to be sent. */
export function hasSent(file: SqlFile): boolean {
  return file.prepare('SELECT row FROM attempts LIMIT 1').get([]) !== undefined;
}

/** Rows that create a customer and have an externalId to recognise it by. */
export function countCreatesByExternalId(file: SqlFile): number {
  const sql = `SELECT count(*) AS count FROM rows WHERE state = 'planned_create' AND key_external_id IS NOT NULL`;
  return readCount(file, sql);
}

/** A row whose customer was created, and whose key the server did not keep; undefined: there is no such row. */
export function findRowWithLostKey(file: SqlFile, match: readonly MatchKey[]): number | undefined {
  const required = `CASE WHEN key_external_id IS NOT NULL AND ? THEN 'externalId' WHEN key_email IS NOT NULL AND ? THEN 'email' END`;
  const sql = `SELECT row FROM rows WHERE outcome = 'created' AND not_kept <> ''
    AND instr(';' || not_kept || ';', ';' || (${required}) || ';') > 0 ORDER BY row LIMIT 1`;
  const flags = (['externalId', 'email'] as const).map((key) => (match.includes(key) ? 1 : 0));
  return file.prepare(sql).get<{ row: number }>(flags)?.row;
}

/** `count` rows of these states, spread evenly over the source; all of them if there are fewer. */
export function chooseSpread(file: SqlFile, states: readonly RowState[], count: number): number[] {
  const marks = states.map(() => '?').join(', ');
  return file
    .prepare(
      `SELECT row FROM (
         SELECT row, row_number() OVER (ORDER BY row) - 1 AS at, count(*) OVER () AS total,
           CAST(? AS INTEGER) AS n -- the driver binds numbers as reals
         FROM rows WHERE state IN (${marks})
       ) WHERE at = 0 OR (at * n) / total <> ((at - 1) * n) / total ORDER BY row`,
    )
    .all<{ row: number }>([count, ...states])
    .map(({ row }) => row);
}

/** How many of these rows failed. */
export function countFailed(file: SqlFile, rows: readonly number[]): number {
  const statement = file.prepare(`SELECT 1 FROM rows WHERE row = ? AND state IN ('failed', 'conflict')`);
  return rows.filter((row) => statement.get([row]) !== undefined).length;
}
