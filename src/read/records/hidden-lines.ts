/** Line ends that are hidden from the parser, because a backslash is in front of them. */
import type { CellReader } from '../read-cells.js';
import type { SourceRecord } from './record.js';

export interface HiddenLines {
  /** The record with its lines in the file; for all records, in order. */
  readonly place: (record: SourceRecord) => SourceRecord;
  /** Of the records so far. */
  readonly count: () => number;
}

export function makeHiddenLines({ countHiddenLines }: CellReader): HiddenLines {
  let hidden = 0;
  return {
    place: (record) => {
      const before = hidden;
      hidden += countHiddenLines(record.cells);
      if (hidden === 0) return record;
      const line = record.line + before;
      return record.lastLine === undefined
        ? { ...record, line }
        : { ...record, line, lastLine: record.lastLine + hidden };
    },
    count: () => hidden,
  };
}
