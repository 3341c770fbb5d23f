/** Looking at what is not there, and at a check. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { validateOptionsSchema } from '../../src/config/options.js';
import { systemClock } from '../../src/core/clock.js';
import { readRowLife } from '../../src/jobs/run/row-life.js';
import { readRunSummary } from '../../src/jobs/run/runs.js';
import { toSummaryJson } from '../../src/record/summary/summary.js';
import { toSummaryText } from '../../src/record/summary/summary-text.js';
import { validateSource } from '../../src/jobs/validate/validate.js';
import { makeCustomers, openBench } from '../support/run-import.js';

test('a row that a run does not have, and a check, are no unknown runs', async () => {
  const bench = await openBench(makeCustomers(3));
  const reportsDir = join(bench.folder, 'reports');
  await bench.run({ runId: 'one' });
  const reveal = { reveal: false };
  expect(readRowLife(reportsDir, 'one', 3, reveal).status).toBe('created');
  expect(() => readRowLife(reportsDir, 'one', 4, reveal)).toThrow(
    expect.objectContaining({ code: 'row_unknown', hint: 'Give a row from 1 to 3.' }),
  );

  const { summary } = await validateSource(
    { path: bench.source },
    validateOptionsSchema.parse({ reportsDir, runId: 'check' }),
    {
      emit: () => undefined,
      clock: systemClock,
      signal: new AbortController().signal,
      pid: process.pid,
      version: '0.0.0-test',
      program: 'bitpowr-bulk',
    },
  );
  expect(summary).toMatchObject({ valid: 3, counts: { invalid: 0 } });
  expect(toSummaryJson(readRunSummary(reportsDir, 'check') ?? summary)).toBe(toSummaryJson(summary));
  const isCheck: unknown = expect.objectContaining({
    code: 'run_unknown',
    message: expect.stringContaining('check is a check') as string,
    hint: expect.stringContaining('bitpowr-bulk show check') as string,
  });
  expect(() => readRowLife(reportsDir, 'check', 1, reveal)).toThrow(isCheck);
  await expect(bench.resume('check')).rejects.toEqual(isCheck);
  await expect(bench.undo('check')).rejects.toEqual(isCheck);
});

test('an undo says which run it reverts', async () => {
  const bench = await openBench(makeCustomers(1));
  await bench.run({ runId: 'one' });
  const { summary, files } = await bench.undo('one');
  expect(summary.undoOf).toBe('one');

  expect(toSummaryText(summary, files)).toMatch(/^Undid run one \(TEST\), run /);
});
