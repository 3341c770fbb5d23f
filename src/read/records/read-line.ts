/** A record with the cells that its line means: a line may be quoted as a whole, or be a comment. */
import type { SourceDoubt } from '../../core/types.js';
import type { TablePlace } from '../locate-table.js';
import { splitLine, toOnlyCell } from '../quoted-lines.js';
import { toCommentedDoubt, toQuotedDoubt } from '../row-doubts.js';
import type { SourceRecord } from './record.js';

export type LineReader = (record: SourceRecord) => SourceRecord;

/** `width`: cells of the header, once it is known; `readCells`: from the text of cells to values. */
export function makeLineReader(
  { delimiter, isQuotedByLine, commentMark }: TablePlace,
  width: number | undefined,
  readCells: (cells: readonly string[]) => readonly string[],
): LineReader {
  return (record) => {
    const read = toCells(record.cells);
    const cells = readCells(read);
    if (cells === record.cells && commentMark === undefined) return record;
    const isCommented = commentMark !== undefined && (read[0] ?? '').startsWith(commentMark);
    const doubts: readonly SourceDoubt[] = [
      ...(read === record.cells || isQuotedByLine ? [] : [toQuotedDoubt(record.line, cells.length)]),
      ...(isCommented ? [toCommentedDoubt(record.line, commentMark)] : []),
    ];
    return doubts.length === 0 ? { ...record, cells } : { ...record, cells, doubts };
  };

  /** The cells of a line that was quoted as a whole, where all lines are, or where it then fits the header. */
  function toCells(read: readonly string[]): readonly string[] {
    if (!isQuotedByLine && (read.length > 1 || !(read[0] ?? '').includes(delimiter))) return read;
    const text = toOnlyCell(read);
    // A cell of several lines is no line that was quoted as a whole.
    if (text === undefined || /[\r\n]/.test(text)) return read;
    const cells = splitLine(text, delimiter);
    return isQuotedByLine || cells.length === width ? cells : read;
  }
}
