/** From the cells of a record to values: escapes are read, and words for "no value" become empty cells. */
import type { TextSyntax } from './csv-dialect.js';
import { countGuardedLines, readEscapes } from './escape-guard.js';

export interface CellReader {
  readonly readNames: (cells: readonly string[]) => readonly string[];
  readonly readValues: (cells: readonly string[]) => readonly string[];
  /** Line ends within the cells that the parser has not seen. */
  readonly countHiddenLines: (cells: readonly string[]) => number;
}

const AS_THEY_ARE: CellReader = {
  readNames: (cells) => cells,
  readValues: (cells) => cells,
  countHiddenLines: () => 0,
};

/** PostgreSQL and MySQL: with escapes, this is no value. The text itself is `\\N`. */
const ESCAPED_NULL = '\\N';

export function makeCellReader(
  { escape, nulls }: Pick<TextSyntax, 'escape' | 'nulls'>,
  delimiter = '',
): CellReader {
  if (escape === 'double' && nulls.length === 0) return AS_THEY_ARE;
  const empty = new Set(escape === 'backslash' ? [...nulls, ESCAPED_NULL] : nulls);
  const isNull = (cell: string): boolean => empty.has(cell) || empty.has(cell.trim());
  if (escape === 'double') {
    return { ...AS_THEY_ARE, readValues: (cells) => cells.map((cell) => (isNull(cell) ? '' : cell)) };
  }
  return {
    readNames: (cells) => cells.map((cell) => readEscapes(cell, delimiter)),
    readValues: (cells) => cells.map((cell) => (isNull(cell) ? '' : readEscapes(cell, delimiter))),
    countHiddenLines: (cells) => cells.reduce((sum, cell) => sum + countGuardedLines(cell), 0),
  };
}
