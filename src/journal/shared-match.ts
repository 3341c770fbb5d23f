/** Rows that match the same remote customer, though they share no key with each other. */
import type { MatchKey } from '../core/types.js';
import { KEY_COLUMNS } from './duplicates.js';
import type { SqlFile } from './open.js';

export const DIRECTORY_COLUMNS: Readonly<Record<MatchKey, string>> = {
  uid: 'uid',
  externalId: 'external_id',
  email: 'email_key',
};

/**
 * Puts ready rows that match one remote customer, by any keys, into conflict: both would write to it, and the later one
 * would win by chance. Each names another one.
 */
export function refuseSharedMatches(file: SqlFile, match: readonly MatchKey[], nowMs: number): void {
  // If the row's uid finds a customer, its other keys are not used to find one.
  const unlessByUid = `AND NOT EXISTS (SELECT 1 FROM directory u WHERE u.uid = r.key_uid AND u.deleted = 0)`;
  const joins = match.map(
    (key) =>
      `SELECT d.uid AS uid, r.row AS row FROM rows r JOIN directory d
         ON d.${DIRECTORY_COLUMNS[key]} = r.${KEY_COLUMNS[key]} AND d.deleted = 0
         WHERE r.state = 'ready' ${match[0] === 'uid' && key !== 'uid' ? unlessByUid : ''}`,
  );
  file.transact(() => {
    file.exec(`
      CREATE TEMP TABLE matches AS ${joins.join(' UNION ')};
      CREATE INDEX temp.matches_uid ON matches (uid, row);
    `);
    file
      .prepare(
        `UPDATE rows SET state = 'conflict', error_code = 'keys_disagree', finished_at = ?,
           error = 'This row and row ' || s.other || ' match the same customer ' || s.uid || '.'
         FROM (SELECT m.row AS row, m.uid AS uid, min(o.row) AS other FROM matches m
               JOIN matches o ON o.uid = m.uid AND o.row <> m.row GROUP BY m.row) s
         WHERE rows.row = s.row AND rows.state = 'ready'`,
      )
      .run([nowMs]);
    file.exec('DROP TABLE matches');
  });
}
