import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { JOURNAL_NAME } from '../../src/jobs/run/check.js';
import { listAll } from '../../src/jobs/run/listed.js';
import { listRuns } from '../../src/jobs/run/runs.js';
import { toRunName, toShownName } from '../../src/jobs/run/last-run.js';
import { assertRunName } from '../../src/jobs/run/run-name.js';
import { systemClock } from '../../src/core/clock.js';
import { Journal } from '../../src/journal/journal.js';
import { Run } from '../../src/jobs/run/run.js';
import { makeFolder } from '../support/program.js';

function makeRun(reportsDir: string, id: string, startedAt: number): void {
  const folder = join(reportsDir, id);
  mkdirSync(folder);
  const journal = Journal.open(join(folder, JOURNAL_NAME), { create: true, clock: systemClock });
  new Run(id, folder, journal, []).set('startedAt', startedAt);
  journal.close();
}

it('is the run that began last, whether its name says so or its journal', () => {
  const reportsDir = makeFolder();
  expect(() => toRunName(reportsDir, 'last')).toThrow(`There are no runs in ${reportsDir}.`);
  makeRun(reportsDir, 'zebra', Date.UTC(2026, 0, 1));
  expect(toRunName(reportsDir, 'last')).toBe('zebra');
  makeRun(reportsDir, '20260601-120000-4f1c', Date.UTC(2026, 5, 1, 12));
  expect(toRunName(reportsDir, 'last')).toBe('20260601-120000-4f1c');
  makeRun(reportsDir, 'apple', Date.UTC(2026, 5, 2));
  expect(toRunName(reportsDir, 'last')).toBe('apple');
  expect(toRunName(reportsDir, 'zebra')).toBe('zebra');
});

function makeCheck(reportsDir: string, id: string, startedAt: number): void {
  mkdirSync(join(reportsDir, id));
  const parts = { source: {}, counts: {}, issues: [], requests: {} };
  const summary = {
    schemaVersion: 1,
    command: 'validate',
    startedAt: new Date(startedAt).toISOString(),
    ...parts,
  };
  writeFileSync(join(reportsDir, id, 'summary.json'), JSON.stringify(summary));
  utimesSync(join(reportsDir, id, 'summary.json'), startedAt / 1000, startedAt / 1000);
}

it('of a command that looks is a check too, and of one that acts only a run', () => {
  const reportsDir = makeFolder();
  expect(() => toShownName(reportsDir, 'last')).toThrow(`There are no runs in ${reportsDir}.`);
  makeCheck(reportsDir, 'zebra', Date.UTC(2026, 0, 1));
  expect(toShownName(reportsDir, 'last')).toBe('zebra');
  expect(() => toRunName(reportsDir, 'last')).toThrow(
    `There is no run to continue or undo in ${reportsDir}.`,
  );
  makeRun(reportsDir, 'apple', Date.UTC(2026, 0, 2));
  expect(toShownName(reportsDir, 'last')).toBe('apple');
  makeCheck(reportsDir, 'bear', Date.UTC(2026, 0, 3));
  expect(toShownName(reportsDir, 'last')).toBe('bear');
  expect(toRunName(reportsDir, 'last')).toBe('apple');
  // Of another program.
  mkdirSync(join(reportsDir, 'coverage'));
  writeFileSync(join(reportsDir, 'coverage', 'summary.json'), '{"total":{}}');
  expect(toShownName(reportsDir, 'last')).toBe('bear');
});

it('is the last of the list of all that can be shown: runs and checks, the oldest first', () => {
  const reportsDir = makeFolder();
  expect(listAll(join(reportsDir, 'none'))).toEqual([]);
  makeCheck(reportsDir, 'zebra', Date.UTC(2026, 0, 1));
  makeRun(reportsDir, 'apple', Date.UTC(2026, 0, 2));
  makeCheck(reportsDir, 'bear', Date.UTC(2026, 0, 3));
  // Of another program.
  mkdirSync(join(reportsDir, 'coverage'));
  writeFileSync(join(reportsDir, 'coverage', 'summary.json'), '{"total":{}}');
  const listed = listAll(reportsDir);
  expect(listed.map(({ id }) => id)).toEqual(['zebra', 'apple', 'bear']);
  expect(listed[2]).toMatchObject({ progress: 'ended', summary: { command: 'validate' } });
  expect(toShownName(reportsDir, 'last')).toBe('bear');
  // What can be continued or undone.
  expect(listRuns(reportsDir).map(({ id }) => id)).toEqual(['apple']);
});

it('is the run of that name, where an older program made one; a new one is refused', () => {
  const reportsDir = makeFolder();
  makeRun(reportsDir, 'last', 0);
  makeRun(reportsDir, 'newer', 1);
  expect(toRunName(reportsDir, 'last')).toBe('last');
  expect(() => assertRunName('last', reportsDir)).toThrow('which stands for the newest run');
});
