/** The rows of totals that tables of a sheet declare. */
import type { Archive } from './archive.js';
import { toColumn } from './cell.js';
import { readSmallPart } from './read-part.js';
import { readRelations } from './relations.js';

/** Whether a row of the sheet is a row of totals. */
export type IsTotalsRow = (line: number) => boolean;

interface HeaderRow {
  readonly line: number;
  readonly cells: readonly string[];
}

interface SummedRows {
  readonly from: number;
  readonly to: number;
}

/**
 * The declared rows of totals below a header. Only a table that begins with this header and is as wide counts: the totals of
 * another one beside it are in the rows of customers. Throws `source_unreadable`.
 */
export async function readTotalsRows(
  archive: Archive,
  sheetPath: string,
  header: HeaderRow,
): Promise<IsTotalsRow> {
  const tables = (await readRelations(archive, sheetPath)).filter(
    ({ kind, path }) => kind === 'table' && archive.has(path),
  );
  const ranges: SummedRows[] = [];
  for (const { path } of tables) {
    await readSmallPart(archive, path, {
      onOpen: (tag, { ref = '', totalsRowCount = '0' }) => {
        const range = tag === 'table' ? toRange(ref, Number(totalsRowCount), header) : undefined;
        if (range !== undefined) ranges.push(range);
      },
      onClose: () => undefined,
      onText: () => undefined,
    });
  }
  return (line) => ranges.some(({ from, to }) => line >= from && line <= to);
}

function toRange(ref: string, count: number, { line, cells }: HeaderRow): SummedRows | undefined {
  const [, left = '', top, right = '', bottom] = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/i.exec(ref) ?? [];
  const first = cells.findIndex((cell) => cell.trim() !== '');
  const isOurs =
    Number(top) === line && (toColumn(left) ?? 0) <= first && (toColumn(right) ?? 0) >= cells.length - 1;
  if (!isOurs || !(count > 0)) return undefined;
  const end = Number(bottom);
  return { from: Math.max(line + 1, end - count + 1), to: end };
}
