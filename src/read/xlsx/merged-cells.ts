/** Cells that are merged over several rows: only the first row has their value, and the rows below would lose it in silence. */
import type { SourceDoubt } from '../../core/types.js';
import { isBlank } from '../records/record.js';
import type { Archive } from './archive.js';
import { toColumn } from './cell.js';
import { toPartError } from './errors.js';
import type { SheetRow } from './sheet-rows.js';

const SLASH = 0x2f;

interface MergedRange {
  /** As the spreadsheet names it: `A2:A5`. */
  readonly ref: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export class MergedCells {
  /** From the last to the first. */
  readonly #later: MergedRange[];
  /** Those that reach into the present row, and have a value. */
  #present: MergedRange[];

  /** `line`: all cells of the rows before it have a value. */
  constructor(ranges: readonly MergedRange[], line: number) {
    this.#later = ranges.filter(({ top }) => top >= line).sort((a, b) => b.top - a.top);
    this.#present = ranges.filter(({ top }) => top < line);
  }

  /** The doubts of a row, in the order of the sheet: each call takes a later row than the one before. */
  toDoubts({ line, cells }: SheetRow): readonly SourceDoubt[] {
    this.#present = this.#present.filter(({ bottom }) => bottom >= line);
    const doubts = this.#present.flatMap((range) => toRangeDoubts(range, line, cells));
    for (let next = this.#later.at(-1); next !== undefined && next.top <= line; next = this.#later.at(-1)) {
      this.#later.pop();
      if (next.top === line && !isBlank(cells[next.left])) this.#present.push(next);
    }
    return doubts;
  }
}

function toRangeDoubts(
  { ref, left, right, top }: MergedRange,
  line: number,
  cells: readonly string[],
): readonly SourceDoubt[] {
  const columns = Array.from({ length: right - left + 1 }, (_, at) => left + at);
  return columns
    .filter((cell) => isBlank(cells[cell]))
    .map((cell) => ({
      code: 'cell_merged',
      line,
      cell,
      message: `expected a cell of its own, found a part of the merged cells ${ref}: only row ${top} has their value.`,
      onlyIfSent: true,
    }));
}

const MERGED = /<(?:\w+:)?mergeCell\s[^>]*?\bref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']/gi;

interface MergeQuestion {
  /** The first row in which a cell has no value. */
  readonly line: number;
  /** How many columns the table has. */
  readonly width: number;
}

/** Reads what is behind the rows of a sheet; the rows are unpacked on the way, but not looked at. Throws `source_unreadable`. */
export async function readMergedCells(
  archive: Archive,
  path: string,
  { line, width }: MergeQuestion,
): Promise<MergedCells> {
  const ranges: MergedRange[] = [];
  for (const [, first = '', top, last = '', bottom] of (await readTail(archive, path)).matchAll(MERGED)) {
    const [left, right] = [toColumn(`${first}1`), toColumn(`${last}1`)];
    if (left === undefined || right === undefined || left >= width || Number(bottom) <= Number(top)) continue;
    const ref = `${first}${top}:${last}${bottom}`;
    ranges.push({ ref, left, right: Math.min(right, width - 1), top: Number(top), bottom: Number(bottom) });
  }
  return new MergedCells(ranges, line);
}

const ROWS_END = 'sheetData>';
/** Room for `</`, a prefix and the tag where a chunk ends within them. */
const OVERLAP = 64;

async function readTail(archive: Archive, path: string): Promise<string> {
  const tail: Buffer[] = [];
  let before: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of await archive.open(path)) {
      const bytes = chunk as Buffer;
      const seam = Buffer.concat([before, bytes.subarray(0, OVERLAP)]);
      const at = tail.length > 0 ? 0 : findRowsEnd(bytes);
      if (at >= 0) tail.push(bytes.subarray(at));
      else if (findRowsEnd(seam) >= 0) tail.push(bytes);
      before = bytes.subarray(-OVERLAP);
    }
  } catch (error) {
    throw toPartError(archive.name, path, error);
  }
  return Buffer.concat(tail).toString('latin1');
}

/** Text of a cell can't have the tag: its `<` is written as `&lt;`. */
function findRowsEnd(bytes: Buffer): number {
  for (let at = bytes.indexOf(ROWS_END); at >= 0; at = bytes.indexOf(ROWS_END, at + 1))
    if (bytes[bytes.lastIndexOf('<', at) + 1] === SLASH) return at;
  return -1;
}
