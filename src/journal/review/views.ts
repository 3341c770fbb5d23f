/** Which rows of a review a filter shows, in the order of the source. */
import type { SqlFile, Sql } from '../open.js';
import { toCells, toRowNumbers } from '../rows.js';

export interface RowFilter {
  readonly show: 'all' | 'todo' | 'changed' | 'left_out';
  /** Any of these; empty: any, and none. */
  readonly kinds: readonly string[];
  /** Position of a column. */
  readonly col: number | undefined;
  /** Text in a cell, any case; empty: any. */
  readonly q: string;
  /** Only these; undefined: any. */
  readonly only?: readonly number[];
}

const SHOWN: Readonly<Record<RowFilter['show'], string>> = {
  all: 'TRUE',
  todo: `c.row IN (SELECT p.row FROM problems p JOIN verdicts v ON v.row = p.row AND v.state <> 'skipped')`,
  changed: 'c.row IN (SELECT row FROM edited)',
  left_out: 'c.row IN (SELECT row FROM left_out)',
};

/** Numbers of the rows. */
export function listRows(file: SqlFile, filter: RowFilter): number[] {
  const { sql, parameters } = toCondition(filter);
  if (filter.q === '') {
    // One text for all of them: an object for each of a million rows takes longer than finding them.
    const found = file
      .prepare(
        `SELECT json_group_array(row) AS rows FROM (SELECT c.row AS row FROM cells c WHERE ${sql} ORDER BY c.row)`,
      )
      .get<{ rows: string }>(parameters);
    return toRowNumbers(found?.rows ?? '[]');
  }
  const rows = file
    .prepare(`SELECT c.row AS row, c.cells AS cells FROM cells c WHERE ${sql} ORDER BY c.row`)
    .iterate<{ row: number; cells: string }>(parameters);
  const hasText = makeTextTest(filter);
  const found: number[] = [];
  for (const { row, cells } of rows) if (hasText(cells)) found.push(row);
  return found;
}

function toCondition({ show, kinds, col, q, only }: RowFilter): { sql: string; parameters: Sql[] } {
  const conditions = [SHOWN[show]];
  const parameters: Sql[] = [];
  if (only !== undefined) {
    conditions.push('c.row IN (SELECT value FROM json_each(?))');
    parameters.push(JSON.stringify(only));
  }
  const ofProblem: string[] = [];
  if (kinds.length > 0) {
    ofProblem.push(`kind IN (${kinds.map(() => '?').join(', ')})`);
    parameters.push(...kinds);
  }
  // With a text, the column says where the text is.
  if (col !== undefined && q === '') {
    ofProblem.push('at = ?');
    parameters.push(col);
  }
  if (ofProblem.length > 0)
    conditions.push(`c.row IN (SELECT row FROM problems WHERE ${ofProblem.join(' AND ')})`);
  const narrow = toLike(q);
  if (narrow !== undefined) {
    conditions.push(`c.cells LIKE ? ESCAPE '!'`);
    parameters.push(narrow);
  }
  return { sql: conditions.join(' AND '), parameters };
}

/** A text of plain letters is found by SQLite first, which ignores their case; undefined: each row must be looked at. */
function toLike(q: string): string | undefined {
  if (q === '' || !/^[\x20-\x7e]+$/.test(q) || /["\\]/.test(q)) return undefined;
  return `%${q.replace(/[!%_]/g, '!$&')}%`;
}

function makeTextTest({ q, col }: RowFilter): (cells: string) => boolean {
  const text = q.toLowerCase();
  const has = (cell: string | undefined): boolean => cell?.toLowerCase().includes(text) === true;
  return (json) => {
    const cells = toCells(json);
    return col === undefined ? cells.some(has) : has(cells[col]);
  };
}
