/** How many rows are where. */
import type { RowState } from '../core/types.js';
import type { SqlFile } from './open.js';
import { readCount } from './read-count.js';

/** Rows that are done and have an address. */
export function countAddressed(file: SqlFile): number {
  const sql = `SELECT count(*) AS count FROM rows WHERE state = 'done' AND address <> ''`;
  return readCount(file, sql);
}

/** Rows by state. */
export function countStates(file: SqlFile): Partial<Record<RowState, number>> {
  const rows = file
    .prepare('SELECT state, count(*) AS count FROM rows GROUP BY state')
    .all<{ state: RowState; count: number }>([]);
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}
