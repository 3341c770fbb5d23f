/** Finds the character that separates cells, by reading the first records with each candidate. */
import { findHeaderByNames, findHeaderByWidth, type NamesField } from './header-row.js';
import { readTopRecords, type TopOptions, type TopRecord } from './top-records.js';

/** In order of preference if two fit equally well. */
export const DELIMITERS = [',', ';', '\t', '|'] as const;

export interface DelimiterOptions extends TopOptions {
  /** The result for a table of one column. @default comma */
  readonly usual?: string | undefined;
  /** @default no column names a field: the first record is the header */
  readonly namesField?: NamesField | undefined;
}

/**
 * The candidate whose header names fields; of equals, the one that gives most of the first 50 records as many cells as the
 * header, and the header more than one; of equals, the one with more columns. Delimiters inside quotes do not count.
 */
export function detectDelimiter(sample: Buffer, options: DelimiterOptions): string {
  const { usual = ',', namesField = () => false } = options;
  const ordered = [usual, ...DELIMITERS.filter((candidate) => candidate !== usual)];
  const tops = ordered.map((delimiter) => ({
    delimiter,
    records: readTopRecords(sample, delimiter, options),
  }));
  const fits = tops.map(({ delimiter, records }) =>
    toFit(delimiter, records.slice(findHeaderByNames(records, 0, namesField)), namesField),
  );
  const best = findBest(fits);
  if (best !== undefined && best.agreeing >= 0.5) return best.delimiter;
  // A title above the header is of one cell, or has its own commas.
  const below = tops.map(({ delimiter, records }) =>
    toFit(delimiter, records.slice(Math.max(0, findHeaderByWidth(records))), namesField),
  );
  return (findBest(below) ?? best)?.delimiter ?? usual;
}

interface DelimiterFit {
  readonly delimiter: string;
  readonly isNamed: boolean;
  /** Part of the records that have as many cells as the first. */
  readonly agreeing: number;
  readonly columns: number;
}

function toFit(delimiter: string, table: readonly TopRecord[], namesField: NamesField): DelimiterFit {
  const cells = table[0]?.cells ?? [];
  const columns = cells.length;
  const isNamed = cells.filter((cell) => cell.trim() !== '' && namesField(cell)).length > 1;
  return {
    delimiter,
    isNamed,
    columns,
    agreeing: table.filter((record) => record.cells.length === columns).length / table.length,
  };
}

/** The first of the best that have several columns. */
function findBest(fits: readonly DelimiterFit[]): DelimiterFit | undefined {
  return fits
    .filter(({ columns }) => columns > 1)
    .toSorted(
      (a, b) => Number(b.isNamed) - Number(a.isNamed) || b.agreeing - a.agreeing || b.columns - a.columns,
    )[0];
}
