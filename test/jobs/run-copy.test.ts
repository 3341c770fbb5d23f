import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isCopyOf, JOURNAL_NAME } from '../../src/jobs/run/check.js';
import { findRun } from '../../src/jobs/run/find-run.js';
import { readRunSummary } from '../../src/jobs/run/runs.js';
import { makeFolder } from '../support/program.js';

/** A folder with the summary of a run, and without its journal. */
function makeCopy(command: string, runId: string): string {
  const reportsDir = makeFolder();
  const parts = { source: {}, counts: {}, issues: [], requests: {} };
  mkdirSync(join(reportsDir, runId));
  const next = [{ does: 'imports rejected.csv', command: 'bitpowr-bulk import /elsewhere/rejected.csv' }];
  const summary = { schemaVersion: 1, command, runId, next, ...parts };
  writeFileSync(join(reportsDir, runId, 'summary.json'), JSON.stringify(summary));
  return reportsDir;
}

it('the fetched files of a run in a queue are a copy, which only `show` takes', () => {
  const reportsDir = makeCopy('import', 'imp');
  expect(isCopyOf(join(reportsDir, 'imp'), 'imp')).toBe(true);
  expect(isCopyOf(join(reportsDir, 'imp'), 'other')).toBe(false);
  expect(readRunSummary(reportsDir, 'imp')).toMatchObject({ command: 'import', next: [] });
  expect(() => findRun(reportsDir, 'imp')).toThrow(
    expect.objectContaining({ code: 'run_unknown', hint: 'Add --queue URL to the command.' }),
  );
});

it('a check is no copy, and neither is a run with its journal', () => {
  const checks = makeCopy('validate', 'val');
  expect(isCopyOf(join(checks, 'val'), 'val')).toBe(false);
  expect(() => findRun(checks, 'val')).toThrow(/^val is a check, which sent nothing/);
  const runs = makeCopy('import', 'imp');
  writeFileSync(join(runs, 'imp', JOURNAL_NAME), '');
  expect(isCopyOf(join(runs, 'imp'), 'imp')).toBe(false);
});
