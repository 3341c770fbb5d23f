/** reconcile.csv: every difference between the source and the remote customers. */
import type { Difference, Since } from '../../core/difference.js';
import { writeCsv, type Batches, type CsvOptions, type CsvRow } from './csv-writer.js';

export const RECONCILE_COLUMNS = [
  'key',
  'status',
  'field',
  'source',
  'remote',
  'uid',
  'row',
  'line',
  'matched_by',
  'code',
  'message',
  'fixup',
  'since',
] as const;

/** A difference, and what the night before says of it. */
export interface DatedDifference extends Difference {
  readonly since: Since;
}

/**
 * Writes reconcile.csv, all or nothing; gives the number of lines. Without any difference the file has its header only.
 * Throws `output_unwritable`.
 */
export async function writeReconcile(
  path: string,
  differences: Batches<DatedDifference>,
  options: CsvOptions = {},
): Promise<number> {
  return writeCsv(path, RECONCILE_COLUMNS, toLines(differences), options);
}

async function* toLines(differences: Batches<DatedDifference>): AsyncGenerator<CsvRow[]> {
  for await (const batch of differences) yield batch.map(toLine);
}

function toLine(difference: DatedDifference): CsvRow {
  return [
    difference.key,
    difference.status,
    difference.field,
    difference.source,
    difference.remote,
    difference.uid,
    toNumber(difference.rowNumber),
    toNumber(difference.line),
    difference.matchedBy,
    difference.code,
    difference.message,
    difference.isFixable ? 'yes' : 'no',
    difference.since,
  ];
}

function toNumber(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}
