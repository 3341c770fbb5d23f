/** Rows of one source that share a value that is not a key: found by sorting on disk, for any number of rows. */
import type { SourceRow } from '../core/types.js';
import { toStorable } from './ingest.js';
import type { SqlFile } from './open.js';
import { readSourceRows } from './source-rows.js';
import { toCells } from './rows.js';

export interface SharedValue {
  readonly row: SourceRow;
  /** The first row with this value, or for the first itself, the second. */
  readonly other: { readonly rowNumber: number; readonly line: number };
}

/**
 * Every row that shares its value with another, in row order. Rows without a value share none. Collects the values
 * immediately, in its own transaction; the result may be read within another one.
 */
export function findSharedValues(
  file: SqlFile,
  toValue: (row: SourceRow) => string | undefined,
): Iterable<SharedValue> {
  file.exec(`
    DROP TABLE IF EXISTS temp.row_values;
    CREATE TEMP TABLE row_values (value TEXT NOT NULL, row INTEGER NOT NULL, line INTEGER NOT NULL);
  `);
  const insert = file.prepare('INSERT INTO row_values (value, row, line) VALUES (?, ?, ?)');
  file.transact(() => {
    for (const row of readSourceRows(file)) {
      const value = toValue(row);
      if (value !== undefined) insert.run([toStorable(value), row.rowNumber, row.line]);
    }
    file.exec('CREATE INDEX temp.row_values_value ON row_values (value, row)');
  });
  return readShared(file);
}

function* readShared(file: SqlFile): Generator<SharedValue> {
  const shared = file
    .prepare(
      `WITH shared AS (SELECT value, min(row) AS first FROM row_values GROUP BY value HAVING count(*) > 1)
       SELECT v.row AS row, v.line AS line, o.row AS otherRow, o.line AS otherLine
       FROM shared s JOIN row_values v ON v.value = s.value
       JOIN row_values o ON o.value = s.value AND o.row = CASE WHEN v.row <> s.first THEN s.first
         ELSE (SELECT min(n.row) FROM row_values n WHERE n.value = s.value AND n.row > s.first) END
       ORDER BY v.row`,
    )
    .iterate<{ row: number; line: number; otherRow: number; otherLine: number }>([]);
  const cellsOf = file.prepare('SELECT cells FROM source_rows WHERE row = ?');
  for (const { row, line, otherRow, otherLine } of shared) {
    const cells = toCells(cellsOf.get<{ cells: string }>([row])?.cells ?? '[]');
    yield { row: { rowNumber: row, line, cells }, other: { rowNumber: otherRow, line: otherLine } };
  }
  file.exec('DROP TABLE temp.row_values');
}
