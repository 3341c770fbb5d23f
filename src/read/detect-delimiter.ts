/** Finds the character that separates cells, by reading the first records with each candidate. */
import { parse } from 'csv-parse/sync';
import { toParserOptions } from './csv-dialect.js';
import type { LineEnding } from './detect.js';

/** In order of preference if two fit equally well. */
const CANDIDATES = [',', ';', '\t', '|'] as const;

const SAMPLE_RECORDS = 50;

export interface DelimiterOptions {
  readonly lineEnding: LineEnding;
  /** The sample is the whole file, so that its last record is complete. */
  readonly complete: boolean;
  /** @default true */
  readonly quotes?: boolean;
  /** The result for a table of one column. @default comma */
  readonly usual?: string;
}

/**
 * The candidate that gives most of the first 50 records as many cells as the header, and the header more than one; of
 * equals, the one with more columns. Delimiters inside quotes do not count.
 */
export function detectDelimiter(sample: Buffer, options: DelimiterOptions): string {
  const { usual = ',' } = options;
  const ordered = [usual, ...CANDIDATES.filter((candidate) => candidate !== usual)];
  let best = { delimiter: usual, agreeing: 0, columns: 1 };
  for (const delimiter of ordered) {
    const counts = countCells(sample, delimiter, options);
    const columns = counts[0] ?? 0;
    const agreeing = counts.filter((count) => count === columns).length / counts.length;
    if (columns < 2) continue;
    if (agreeing > best.agreeing || (agreeing === best.agreeing && columns > best.columns)) {
      best = { delimiter, agreeing, columns };
    }
  }
  return best.delimiter;
}

/** Cells of each record of the sample, without the last one if it may have been cut. */
function countCells(sample: Buffer, delimiter: string, options: DelimiterOptions): number[] {
  const counts: number[] = [];
  try {
    parse(sample, {
      ...toParserOptions(delimiter, options.lineEnding, options.quotes),
      to: SAMPLE_RECORDS,
      on_record: (record: readonly string[]) => {
        counts.push(record.length);
        return null;
      },
    });
  } catch {
    // The sample ends within quotes: what was read is enough, and a real fault shows when the file is read.
    return counts;
  }
  return options.complete || counts.length === SAMPLE_RECORDS
    ? counts
    : counts.slice(0, Math.max(1, counts.length - 1));
}
