/** A source is read into a review: all of its rows, and what its columns show. */
import type { Source, SourceRow } from '../../core/types.js';
import { proposeMapping } from '../../map/propose/propose.js';
import type { ProposedMapping } from '../../map/propose/proposal.js';
import type { ReviewSource, ReviewStore } from './store.js';

/** Enough rows to tell what a column has. */
const SAMPLE_ROWS = 2000;

const MOST_SAMPLES = 3;
const LONGEST_SAMPLE = 60;

export interface ReadSource {
  readonly source: ReviewSource;
  readonly proposed: ProposedMapping;
}

/** Throws what reading a source throws. `onRows`: how many there are so far. */
export async function readSource(
  store: ReviewStore,
  source: Source,
  path: string,
  onRows: (rows: number) => void,
): Promise<ReadSource> {
  const profiles = source.columns.map(() => new ColumnProfile());
  const sample: (readonly string[])[] = [];
  let rows = 0;
  for await (const batch of source.batches()) {
    store.file.transact(() => store.rows.add(batch));
    for (const row of batch) count(profiles, row);
    if (sample.length < SAMPLE_ROWS) sample.push(...batch.map(({ cells }) => cells));
    rows += batch.length;
    onRows(rows);
  }
  const { columns, headerLine, format, doubts } = source;
  const whole = sample.slice(0, SAMPLE_ROWS).filter(({ length }) => length === columns.length);
  return {
    source: {
      path,
      columns,
      headerLine,
      format,
      rows,
      doubts,
      profile: profiles.map((one) => one.toFacts()),
    },
    proposed: proposeMapping(columns, whole),
  };
}

function count(profiles: readonly ColumnProfile[], { cells }: SourceRow): void {
  for (const [at, profile] of profiles.entries()) profile.add(cells[at] ?? '');
}

class ColumnProfile {
  #filled = 0;
  readonly #samples = new Set<string>();

  add(cell: string): void {
    if (cell.trim() === '') return;
    this.#filled += 1;
    if (this.#samples.size < MOST_SAMPLES) this.#samples.add(cell.trim().slice(0, LONGEST_SAMPLE));
  }

  toFacts(): ReviewSource['profile'][number] {
    return { filled: this.#filled, samples: [...this.#samples] };
  }
}
