import { expect, it } from 'vitest';
import { toRunVerdict } from '../../../src/record/report/run-verdict.js';
import { BULK_STATUSES, type BulkStatus } from '../../../src/core/types.js';
import { toSummary, type SummaryParts } from '../../../src/record/summary/to-summary.js';

const DONE: SummaryParts = {
  command: 'import',
  runId: 'run-1',
  runDir: '/reports/run-1',
  source: { path: 'customers.csv', sha256: 'ab12', rows: 7 },
  startedAt: 0,
  finishedAt: 9000,
};

it('says how many an undo deleted', () => {
  const summary = toSummary({
    ...DONE,
    command: 'undo',
    undoOf: 'run-0',
    counts: { updated: 2, deleted: 5 },
  });
  expect(toRunVerdict(summary)).toMatchObject({
    title: 'All rows are done',
    text: 'Customers: 2 updated, 5 deleted.',
  });
});

/** Said by the title, and not by the text. */
const IN_TITLE: ReadonlySet<BulkStatus> = new Set<BulkStatus>(['invalid', 'conflict', 'failed', 'pending']);

it.each(BULK_STATUSES.filter((status) => !IN_TITLE.has(status)))('names rows that are %s', (status) => {
  const dryRun = status.startsWith('would_');
  expect(toRunVerdict(toSummary({ ...DONE, dryRun, counts: { [status]: 7 } })).text).toMatch(
    /^Customers: 7 /,
  );
});
