/** Which columns belong to the source, and which this tool added in an earlier run. */
import { toErrorMark } from '../../core/source-errors.js';

/** Columns that carry, at the end of a line, cells for which the source's header has no name. */
const EXTRA = /^bulk_extra_\d+$/;

/** What stands for surplus cells that are all empty. Without a trace of them the row would look sound when read again. */
const EMPTY_EXTRA = '(empty)';

export interface SourceColumns {
  /** The source's own, in its order and as it writes them. */
  readonly names: readonly string[];
  /** The cells under them; a row that is too short is padded with empty cells. */
  toSourceCells(cells: readonly string[]): string[];
  /**
   * Cells beyond the header, and those that an earlier run kept in `bulk_extra_…`; else the mark of an error that the other cells
   * do not show. Usually none.
   */
  toExtraCells(cells: readonly string[], errorCode?: string): string[];
  /** The cell under the source's `bulk_uid`; empty without such a column. */
  toBulkUid(cells: readonly string[]): string;
}

export interface SourceColumnsOptions {
  /** Source columns all the same, though they begin with `bulk_`; lower case. */
  readonly keep?: readonly string[];
}

/** Sorts the columns of a source; those that begin with `bulk_` (in any case) are not its own. */
export function toSourceColumns(
  columns: readonly string[],
  options: SourceColumnsOptions = {},
): SourceColumns {
  const names = columns.map((name) => name.trim().toLowerCase());
  const positions = names.map((_name, at) => at);
  const ofSource = positions.filter(
    (at) => !isBulkName(names[at] ?? '') || options.keep?.includes(names[at] ?? ''),
  );
  const extra = positions.filter((at) => EXTRA.test(names[at] ?? ''));
  const uidAt = names.indexOf('bulk_uid');
  return {
    names: ofSource.map((at) => columns[at] ?? ''),
    toSourceCells: (cells) => ofSource.map((at) => cells[at] ?? ''),
    toExtraCells: (cells, errorCode = '') => {
      const mark = toErrorMark(errorCode);
      const marks = mark === undefined ? [] : [mark];
      if (extra.length === 0 && cells.length <= columns.length) return marks;
      const kept = extra.map((at) => cells[at] ?? '');
      const surplus = cells.slice(columns.length);
      const found = [...kept, ...surplus];
      const last = found.findLastIndex((cell) => cell !== '');
      if (last >= 0) return found.slice(0, last + 1);
      return surplus.length === 0 ? marks : [EMPTY_EXTRA];
    },
    toBulkUid: (cells) => (uidAt < 0 ? '' : (cells[uidAt] ?? '')),
  };
}

function isBulkName(lowerCaseName: string): boolean {
  return lowerCaseName.startsWith('bulk_');
}
