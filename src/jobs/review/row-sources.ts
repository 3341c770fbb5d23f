/** Rows that are kept already as a source: those of a review, for an import, and those of a run, for a review. */
import { createHash } from 'node:crypto';
import { toSourceError } from '../../core/source-errors.js';
import type { Source, SourceRow } from '../../core/types.js';
import { toCells } from '../../journal/rows.js';
import { withoutSettledDoubts } from '../../journal/review/rows.js';
import type { Run } from '../run/run.js';
import type { ReviewStore } from './store.js';

/** The corrected rows without those that are left out; each keeps its number and line. */
export function openReviewSource(store: ReviewStore): Source {
  const { columns, headerLine, format, doubts } = store.require('source');
  return toSource({ columns, headerLine, format, doubts }, readReviewRows(store));
}

/** Those rows, with the doubts that no edit has settled. */
export function* readReviewRows(store: ReviewStore): Generator<readonly SourceRow[]> {
  const toRow = (row: SourceRow): SourceRow => {
    const edited = row.doubts === undefined ? [] : store.rows.getEdited(row.rowNumber);
    return withoutSettledDoubts(row, new Set(edited.map(({ at }) => at)));
  };
  for (const batch of store.rows.readTaken()) yield batch.map(toRow);
}

/** The source of a run, as its journal has it; closing it closes the journal. */
export function openRunSource(run: Run): Source {
  const { columns } = run.require('mapping');
  const { format } = run.require('source');
  return toSource({ columns, headerLine: 1, format, doubts: [] }, readRunRows(run), () => {
    run.journal.close();
  });
}

interface RunRow {
  readonly row: number;
  readonly line: number;
  readonly cells: string;
  readonly code: string;
  readonly error: string;
}

/** What its reader doubted is not in the journal, but that the row was refused for it is. */
function toRunRow({ row, line, cells, code, error }: RunRow): SourceRow {
  const known = code === 'column_count' ? undefined : toSourceError(code);
  const doubts = known === undefined ? {} : { doubts: [{ code: known, line, message: error }] };
  return { rowNumber: row, line, cells: toCells(cells), ...doubts };
}

function* readRunRows(run: Run): Generator<readonly SourceRow[]> {
  const read = run.journal.file.prepare(
    `SELECT row, line, cells, error_code AS code, error FROM source_rows JOIN rows USING (row)
    WHERE row > ? ORDER BY row LIMIT 512`,
  );
  for (let after = 0; ;) {
    const batch = read.all<RunRow>([after]).map(toRunRow);
    if (batch.length === 0) return;
    yield batch;
    after = batch.at(-1)?.rowNumber ?? after;
  }
}

function toSource(
  facts: Pick<Source, 'columns' | 'headerLine' | 'format' | 'doubts'>,
  rows: Iterable<readonly SourceRow[]>,
  close: () => void = () => undefined,
): Source {
  const hash = createHash('sha256');
  return {
    ...facts,
    notes: [],
    toEndNotes: () => [],
    async *batches() {
      for (const batch of rows) {
        for (const { cells } of batch) hash.update(JSON.stringify(cells));
        yield batch;
        // An import in the process of a server lets the server answer.
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    sha256: () => hash.copy().digest('hex'),
    close: () => {
      close();
      return Promise.resolve();
    },
  };
}
