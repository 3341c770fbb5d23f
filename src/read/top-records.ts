/** The first records of a text, read with a delimiter on trial. */
import { parse } from 'csv-parse/sync';
import { toParserOptions } from './csv-dialect.js';
import type { LineEnding } from './detect.js';
import type { TopRow } from './header-row.js';
import { countLineEnds, measureBlankLines } from './lines.js';

const SAMPLE_RECORDS = 50;

export interface TopRecord extends TopRow {
  /** Offset where it begins. */
  readonly start: number;
}

export interface TopOptions {
  readonly lineEnding: LineEnding;
  /** The sample is the whole file, so that its last record is complete. */
  readonly complete: boolean;
  /** Lines that begin with it are no records. */
  readonly comment?: string | undefined;
  /** Whether quotes around a cell are not part of it. @default true */
  readonly quotes?: boolean;
  /** Line of the file where the sample begins. @default 1 */
  readonly firstLine?: number;
}

/** Records of the sample, without the last one if it may have been cut. */
export function readTopRecords(sample: Buffer, delimiter: string, options: TopOptions): readonly TopRecord[] {
  const { lineEnding, comment, complete, firstLine = 1 } = options;
  const records: TopRecord[] = [];
  let end = 0;
  let line = firstLine;
  try {
    parse(sample, {
      ...toParserOptions({ ...options, delimiter }),
      to: SAMPLE_RECORDS,
      on_record: (cells: readonly string[], { bytes }) => {
        const blank = measureBlankLines(sample, end, { lineEnding, comment });
        const start = end + blank.bytes;
        records.push({ cells, line: line + blank.lines, start });
        line += countLineEnds(sample, end, bytes, lineEnding);
        end = bytes;
        return null;
      },
    });
  } catch {
    // The sample ends within quotes: what was read is enough, and a real fault shows when the file is read.
    return records;
  }
  return complete || records.length === SAMPLE_RECORDS
    ? records
    : records.slice(0, Math.max(1, records.length - 1));
}
