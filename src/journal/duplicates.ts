/** Rows of one source that share a key, found by grouping in the index, and what to do with them. */
import type { Code } from '../core/codes.js';
import { SOURCE_ERRORS } from '../core/source-errors.js';
import type { MatchKey, Issue } from '../core/types.js';
import { prepareIssueInsert, toIssueParameters } from './ingest.js';
import type { SqlFile } from './open.js';
import { toCells } from './rows.js';

export const KEY_COLUMNS: Readonly<Record<MatchKey, string>> = {
  uid: 'key_uid',
  externalId: 'key_external_id',
  email: 'key_email',
};

/** A row that shares a key with another one: the other is the first of them, or for the first itself, the second. */
export interface SharedKey {
  readonly key: MatchKey;
  readonly rowNumber: number;
  readonly line: number;
  readonly cells: readonly string[];
  readonly otherRow: number;
  readonly otherLine: number;
}

export interface SharedKeyOptions {
  /**
   * Customers are recognised by their uid first. Rows that each name a different customer by uid may then share an email: so
   * it is at the vendor, who refuses a second customer with an email only on request.
   */
  readonly uidDecides: boolean;
}

/** Every row that shares this key with another, in row order. */
export function* findSharedKeys(
  file: SqlFile,
  key: MatchKey,
  { uidDecides }: SharedKeyOptions,
): Generator<SharedKey> {
  const column = KEY_COLUMNS[key];
  const someWithoutUid = key === 'email' && uidDecides ? 'AND count(*) > count(key_uid)' : '';
  const rows = file
    .prepare(
      `WITH shared AS (
         SELECT ${column} AS value, min(row) AS first FROM rows
         WHERE ${column} IS NOT NULL GROUP BY ${column} HAVING count(*) > 1 ${someWithoutUid}
       )
       SELECT r.row AS row, s.first AS first,
              (SELECT min(n.row) FROM rows n WHERE n.${column} = s.value AND n.row > s.first) AS second
       FROM shared s JOIN rows r ON r.${column} = s.value ORDER BY r.row`,
    )
    .iterate<{ row: number; first: number; second: number }>([]);
  const source = file.prepare('SELECT line, cells FROM source_rows WHERE row = ?');
  const lineOf = file.prepare('SELECT line FROM source_rows WHERE row = ?');
  for (const { row, first, second } of rows) {
    const otherRow = row === first ? second : first;
    const own = source.get<{ line: number; cells: string }>([row]);
    const other = lineOf.get<{ line: number }>([otherRow]);
    if (!own || !other) throw new Error(`Row ${row} or ${otherRow} has no source row.`);
    const cells = toCells(own.cells);
    yield { key, rowNumber: row, line: own.line, cells, otherRow, otherLine: other.line };
  }
}

/** Adds issues that were found only after all rows were read. */
export function addIssues(file: SqlFile, issues: Iterable<Issue>): void {
  const insert = prepareIssueInsert(file);
  const warn = file.prepare(
    `UPDATE rows SET warnings = CASE WHEN warnings = '' THEN ? ELSE warnings || ';' || ? END
     WHERE row = ? AND instr(';' || warnings || ';', ';' || ? || ';') = 0`,
  );
  file.transact(() => {
    for (const issue of issues) {
      insert.run(toIssueParameters(issue));
      if (issue.severity === 'warning') warn.run([issue.code, issue.code, issue.rowNumber, issue.code]);
    }
  });
}

/**
 * Of rows that share any key, keeps the first or the last valid one and skips the others. A row that was itself skipped
 * makes no other row a duplicate.
 */
export function skipDuplicates(
  file: SqlFile,
  keys: readonly MatchKey[],
  { keep, uidDecides }: SharedKeyOptions & { readonly keep: 'first' | 'last' },
  toReason: (key: MatchKey, kept: { row: number; line: number }) => { code: Code; message: string },
): void {
  const [before, order] = keep === 'first' ? (['<', 'ASC'] as const) : (['>', 'DESC'] as const);
  const findKept = keys.map((key) => {
    const column = KEY_COLUMNS[key];
    const someWithoutUid =
      key === 'email' && uidDecides ? 'AND (k.key_uid IS NULL OR r.key_uid IS NULL)' : '';
    const sql = `SELECT k.row AS row, s.line AS line FROM rows r
      JOIN rows k ON k.${column} = r.${column} AND k.row ${before} r.row AND k.state = 'ingested'
      JOIN source_rows s ON s.row = k.row
      WHERE r.row = ? AND s.wish IS NOT NULL ${someWithoutUid}
        AND NOT EXISTS (SELECT 1 FROM issues i WHERE i.row = k.row AND i.severity = 'error')
      ORDER BY k.row ${order === 'ASC' ? 'ASC' : 'DESC'} LIMIT 1`;
    return { key, statement: file.prepare(sql) };
  });
  const skip = file.prepare(
    `UPDATE rows SET state = 'skipped', error_code = ?, error = ? WHERE row = ? AND state = 'ingested'`,
  );
  file.transact(() => {
    for (const row of listSharing(file, keys, order)) {
      for (const { key, statement } of findKept) {
        const kept = statement.get<{ row: number; line: number }>([row]);
        if (!kept) continue;
        const { code, message } = toReason(key, kept);
        skip.run([code, message, row]);
        break;
      }
    }
  });
}

/** Valid rows that share any of the keys with another row, in the order of judging. */
function listSharing(file: SqlFile, keys: readonly MatchKey[], order: 'ASC' | 'DESC'): number[] {
  const shared = keys.map((key) => {
    const column = KEY_COLUMNS[key];
    return `SELECT row FROM rows WHERE ${column} IN
      (SELECT ${column} FROM rows WHERE ${column} IS NOT NULL GROUP BY ${column} HAVING count(*) > 1)`;
  });
  const sql = `SELECT row FROM (${shared.join(' UNION ')}) JOIN source_rows USING (row)
    WHERE wish IS NOT NULL ORDER BY row ${order}`;
  return file
    .prepare(sql)
    .all<{ row: number }>([])
    .map(({ row }) => row);
}

const SHOWN = SOURCE_ERRORS.map((code) => `'${code}'`).join(', ');
const toFirst = (condition: string): string =>
  `(SELECT code FROM issues i WHERE i.row = rows.row AND i.severity = 'error' AND ${condition} ORDER BY id LIMIT 1)`;

/** Ends the reading: rows without an error become `ready`, the others `invalid` with one that their cells don't show, or their first. */
export function finishIngest(file: SqlFile, nowMs: number): void {
  file.transact(() => {
    file
      .prepare(
        `UPDATE rows SET state = 'invalid', finished_at = ?,
           error_code = coalesce(${toFirst(`i.code IN (${SHOWN})`)}, ${toFirst('true')}),
           error = (SELECT group_concat(message, ' ') FROM
             (SELECT message FROM issues i WHERE i.row = rows.row AND i.severity = 'error' ORDER BY id LIMIT 20))
         WHERE state = 'ingested' AND row IN (SELECT row FROM issues WHERE severity = 'error')`,
      )
      .run([nowMs]);
    file.prepare(`UPDATE rows SET finished_at = ? WHERE state = 'skipped'`).run([nowMs]);
    file.exec(`UPDATE rows SET state = 'ready' WHERE state = 'ingested'`);
  });
}
