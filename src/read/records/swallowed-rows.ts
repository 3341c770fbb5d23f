/** A cell that holds other rows: a quote was opened by mistake, and a later stray quote closed it. */
import { isBlank, type SourceRecord } from './record.js';

const EMAIL = /[^\s@,;|"]+@[^\s@,;|"]+\.[^\s@,;|"]+/;

/** Of a workbook, the delimiter of the file that its text came from is not known. */
const DELIMITERS = [',', ';', '\t', '|'] as const;

interface Shape {
  /** Cells of the header. */
  readonly width: number;
  /** Absent: the source is a workbook. */
  readonly delimiter?: string;
}

/** The position of the cell with other rows in it; undefined if none has. */
export function findSwallowingCell(record: SourceRecord, shape: Shape): number | undefined {
  if (shape.width < 2) return undefined;
  const delimiters = shape.delimiter === undefined ? DELIMITERS : [shape.delimiter];
  const at = record.cells.findIndex(
    (cell, position) =>
      /[\r\n]/.test(cell) &&
      delimiters.some(
        (delimiter) =>
          cell.includes(delimiter) && holdsRows(toLines(cell, delimiter), position, record, shape.width),
      ),
  );
  return at < 0 ? undefined : at;
}

/** The lines of a cell, each with its cells. */
function toLines(cell: string, delimiter: string): readonly (readonly string[])[] {
  return cell
    .trim()
    .split(/\r\n|\r|\n/)
    .map((line) => line.split(delimiter));
}

/**
 * Lines of rows: the first is the rest of one, the last the beginning of one, those between have as many cells as the header.
 * Prose may have as many commas by chance. But it has spaces after them, no email as a cell, and no key like this row's.
 */
function holdsRows(
  lines: readonly (readonly string[])[],
  at: number,
  record: SourceRecord,
  width: number,
): boolean {
  if (lines.length < 2 || (isSpaced(lines) && !isSpaced([record.cells]))) return false;
  const later = lines.slice(1);
  if (later.some((cells) => cells.length === width && cells.some(isEmail))) return true;
  if (!fits(lines, at, width)) return false;
  if (lines.some((cells) => cells.length > 1 && cells.some(isEmail))) return true;
  const key = at === 0 ? (lines[0]?.[0] ?? '') : (record.cells[0] ?? '');
  return later.every((cells) => isAlike(cells[0] ?? '', key));
}

function isSpaced(lines: readonly (readonly string[])[]): boolean {
  return lines.some((cells) => cells.slice(1).some((cell) => cell.startsWith(' ')));
}

function fits(lines: readonly (readonly string[])[], at: number, width: number): boolean {
  const last = lines.length - 1;
  return lines.every(({ length }, line) => {
    if (line === 0) return length === width - at;
    return length === (line === last ? at + 1 : width);
  });
}

function isEmail(cell: string): boolean {
  return EMAIL.exec(cell)?.[0] === cell.trim();
}

/** Whether two keys are written alike, as `C1` and `C20` are; words are not keys. */
function isAlike(a: string, b: string): boolean {
  return !isBlank(a) && /\d/.test(a) && toPattern(a) === toPattern(b);
}

function toPattern(key: string): string {
  return key
    .trim()
    .replaceAll(/\d+/g, '9')
    .replaceAll(/\p{Lu}+/gu, 'A')
    .replaceAll(/\p{Ll}+/gu, 'a');
}
