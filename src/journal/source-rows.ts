/** The source's rows, as they were read. */
import type { SourceRow } from '../core/types.js';
import type { SqlFile } from './open.js';
import { toCells } from './rows.js';

/** Every row in order, one at a time. */
export function* readSourceRows(file: SqlFile): Generator<SourceRow> {
  const rows = file
    .prepare('SELECT row, line, cells FROM source_rows ORDER BY row')
    .iterate<{ row: number; line: number; cells: string }>([]);
  for (const { row, line, cells } of rows) yield { rowNumber: row, line, cells: toCells(cells) };
}

/** Undefined: there is no such row. */
export function readSourceRow(file: SqlFile, rowNumber: number): SourceRow | undefined {
  const found = file
    .prepare('SELECT line, cells FROM source_rows WHERE row = ?')
    .get<{ line: number; cells: string }>([rowNumber]);
  return found && { rowNumber, line: found.line, cells: toCells(found.cells) };
}
