/** Customers that two runs say they made. */
import type { SqlFile } from './open.js';
import { readCount } from './read-count.js';

/** When the last create of a run was about to leave, in ms since the epoch; 0: it made no one. */
export function readLastCreate(file: SqlFile): number {
  return readCount(file, `SELECT max(create_tried_at) AS count FROM rows WHERE outcome = 'created'`);
}

/** Prepares `file` for `readMadeBefore`, and leaves it as it is on disk. */
export function collectMade(file: SqlFile): void {
  file.exec(`CREATE TEMP TABLE made AS SELECT uid, row, create_tried_at FROM rows WHERE outcome = 'created' AND uid <> '';
    CREATE INDEX temp.made_uid ON made (uid)`);
}

/** The rows of `file` with a customer that `other` made before. */
export function* readMadeBefore(file: SqlFile, other: SqlFile): Generator<number> {
  const find = file.prepare('SELECT row FROM made WHERE uid = ? AND create_tried_at > ? LIMIT 1');
  const made = other.prepare(
    `SELECT uid, create_tried_at AS triedAt FROM rows
     WHERE outcome = 'created' AND uid <> '' AND create_tried_at IS NOT NULL`,
  );
  for (const { uid, triedAt } of made.iterate<{ uid: string; triedAt: number }>([])) {
    const row = find.get<{ row: number }>([uid, triedAt])?.row;
    if (row !== undefined) yield row;
  }
}
