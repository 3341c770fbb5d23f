/** Customers that two runs say they made. */
import type { SqlFile } from './open.js';
import { readCount } from './read-count.js';
import { REMOTE_UID_INDEX } from './schema.js';

/** When the last create of a run was about to leave, in ms since the epoch; 0: it made no one. */
export function readLastCreate(file: SqlFile): number {
  return readCount(file, `SELECT max(create_tried_at) AS count FROM rows WHERE outcome = 'created'`);
}

/** The rows of `file` with a customer that `other` made before. */
export function* readMadeBefore(file: SqlFile, other: SqlFile): Generator<number> {
  file.exec(REMOTE_UID_INDEX);
  const find = file.prepare(
    `SELECT row FROM rows WHERE uid = ? AND uid <> '' AND outcome = 'created' AND create_tried_at > ? LIMIT 1`,
  );
  const made = other.prepare(
    `SELECT uid, create_tried_at AS triedAt FROM rows
     WHERE outcome = 'created' AND uid <> '' AND create_tried_at IS NOT NULL`,
  );
  for (const { uid, triedAt } of made.iterate<{ uid: string; triedAt: number }>([])) {
    const row = find.get<{ row: number }>([uid, triedAt])?.row;
    if (row !== undefined) yield row;
  }
}
