/** A source becomes a proposed mapping: its header and some of its rows are read. Nothing is sent. */
import type { ReadingOptions } from '../../config/options.js';
import { CODES } from '../../core/codes.js';
import { BulkError } from '../../core/errors.js';
import type { Source } from '../../core/types.js';
import type { ProposedMapping } from '../../map/propose/proposal.js';
import { proposeMapping } from '../../map/propose/propose.js';
import type { JobDeps } from '../deps.js';
import { openPlace, type SourcePlace } from '../ingest/source-place.js';

/** Enough rows to tell what a column has. */
const SAMPLE_ROWS = 2000;

export interface ProposedSource extends ProposedMapping {
  /** A path, or `-`. */
  readonly source: string;
  readonly columns: readonly string[];
  /** The rows that were looked at. */
  readonly rows: number;
}

/** Throws what opening a source throws, and the doubt of a source that no import would read. */
export async function proposeForSource(
  from: SourcePlace,
  options: ReadingOptions,
  deps: Pick<JobDeps, 'emit'>,
): Promise<ProposedSource> {
  const source = await openPlace(from, { ...NO_MAPPING, ...options }, deps);
  try {
    assertBelieved(source);
    const rows = await readSample(source);
    const { columns } = source;
    return { source: from.path, columns, rows: rows.length, ...proposeMapping(columns, rows) };
  } finally {
    await source.close();
  }
}

/** What an import adds to the options of reading. */
const NO_MAPPING = { map: {}, unknownColumns: 'warn', strict: false } as const;

function assertBelieved({ doubts }: Source): void {
  const doubt = doubts.find(({ code }) => CODES[code].severity === 'error');
  if (doubt === undefined) return;
  throw new BulkError(doubt.code, doubt.message, { hint: doubt.hint ?? CODES[doubt.code].remedy });
}

/** The cells of the first rows; those with too many or too few have shifted ones. */
async function readSample(source: Source): Promise<readonly (readonly string[])[]> {
  const sample: (readonly string[])[] = [];
  for await (const batch of source.batches()) {
    sample.push(...batch.map(({ cells }) => cells).filter(({ length }) => length === source.columns.length));
    if (sample.length >= SAMPLE_ROWS) break;
  }
  return sample.slice(0, SAMPLE_ROWS);
}
