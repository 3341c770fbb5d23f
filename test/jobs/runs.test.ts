import { cp, mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { importOptionsSchema } from '../../src/config/options.js';
import type { JobDeps } from '../../src/jobs/deps.js';
import { createRun, openRun } from '../../src/jobs/run/run.js';
import { listRuns, readRunSummary } from '../../src/jobs/run/runs.js';
import { openJournalFile } from '../../src/journal/open.js';
import { RunInfo } from '../../src/journal/run-info.js';
import { makeFolder } from '../support/program.js';
import { hurriedClock, makeCustomers, openBench } from '../support/run-import.js';
import { SqlWatch } from '../support/sql-watch.js';

const deps: JobDeps = {
  emit: () => undefined,
  clock: hurriedClock,
  signal: new AbortController().signal,
  pid: process.pid,
  version: '0.0.0-test',
  program: 'bitpowr-bulk',
};

/** Runs of three rows, planned and not sent, in the order of these names. */
async function openRuns(...names: string[]) {
  const bench = await openBench(makeCustomers(3));
  for (const runId of names) await bench.run({ dryRun: true, runId });
  const reportsDir = join(bench.folder, 'reports');
  const toPath = (id: string, name = 'journal.sqlite') => join(reportsDir, id, name);
  const find = (id: string) => listRuns(reportsDir).find((run) => run.id === id);
  return { bench, reportsDir, toPath, find };
}

/** Starts a session of a run that does not end within the test. */
async function startSession(reportsDir: string, id: string): Promise<void> {
  const run = await openRun(reportsDir, id, deps);
  run.begin();
  onTestFinished(() => run.close());
}

/** What a kill leaves behind: the folder as it is in the middle of the session, held by no one. */
const copyAsKilled = (reportsDir: string, id: string, to: string): Promise<void> =>
  cp(join(reportsDir, id), join(reportsDir, to), { recursive: true });

/** Changes a fact of a run behind the program's back. */
function setFact(path: string, change: (info: RunInfo, remove: (key: string) => void) => void): void {
  const file = openJournalFile(path, { create: false });
  change(new RunInfo(file), (key) => file.prepare('DELETE FROM run WHERE key = ?').run([key]));
  file.close();
}

test('a run that can not begin leaves its name free', async () => {
  const reportsDir = makeFolder();
  const options = importOptionsSchema.parse({ reportsDir, runId: 'new' });
  const source = { path: 'a.csv', endpoint: 'sandbox', use: 'write' } as const;
  const emit = (): never => {
    throw new Error('No one listens.');
  };
  await expect(createRun(options, source, { ...deps, emit })).rejects.toThrow('No one listens.');
  const run = await createRun(options, source, deps);
  run.close();
});

describe('the list of runs', () => {
  test('has the oldest first, not by name, and opens no journal of a run that ended', async () => {
    const { reportsDir } = await openRuns('b', 'c', 'a');
    const watch = new SqlWatch();
    onTestFinished(() => watch.stop());
    const runs = listRuns(reportsDir);
    expect([...watch.sites]).toEqual([]);
    expect(runs.map(({ id, progress }) => [id, progress])).toEqual([
      ['b', 'ended'],
      ['c', 'ended'],
      ['a', 'ended'],
    ]);
    expect(runs[0]).toMatchObject({
      startedAt: runs[0]?.summary?.startedAt,
      source: { rows: 3 },
      summary: { runId: 'b', counts: { would_create: 3 } },
    });
  });

  test('can not be made of a file, and is empty where there is no folder', async () => {
    const folder = makeFolder();
    expect(listRuns(join(folder, 'none'))).toEqual([]);
    await writeFile(join(folder, 'file'), '');
    expect(() => listRuns(join(folder, 'file'))).toThrow(
      expect.objectContaining({
        code: 'config_invalid',
        message: `The folder ${join(folder, 'file')} of --reports-dir can not be read: a part of the path is a file, not a folder (ENOTDIR).`,
      }),
    );
  });

  test('says that a new run is under way, and that it was killed', async () => {
    const reportsDir = makeFolder();
    const options = importOptionsSchema.parse({ reportsDir, runId: 'new' });
    const run = await createRun(options, { path: 'a.csv', endpoint: 'sandbox', use: 'write' }, deps);
    onTestFinished(() => run.close());
    await copyAsKilled(reportsDir, 'new', 'killed');
    expect(listRuns(reportsDir)).toMatchObject([
      { id: 'killed', progress: 'killed', startedAt: expect.any(String) as string, summary: null },
      { id: 'new', progress: 'under_way', summary: null },
    ]);
  });

  test('does not tell the end of an earlier session of a run that is resumed, or was killed then', async () => {
    const { reportsDir, find } = await openRuns('one');
    expect(find('one')).toMatchObject({ progress: 'ended' });
    await startSession(reportsDir, 'one');
    await copyAsKilled(reportsDir, 'one', 'killed');
    expect(find('one')).toMatchObject({ progress: 'under_way', source: { rows: 3 } });
    expect(find('killed')).toMatchObject({ progress: 'killed', source: { rows: 3 } });
  });

  test('believes the journal, not the card, once the journal has changed or was copied', async () => {
    const { bench, reportsDir, toPath, find } = await openRuns('one');
    await cp(toPath('one', ''), toPath('copy', ''), { recursive: true });
    for (const id of ['one', 'copy']) {
      setFact(toPath(id), (info) =>
        info.set('source', { ...(info.get('source') as object), path: 'other.csv' }),
      );
      expect(find(id)).toMatchObject({ source: { path: 'other.csv' } });
    }
    await rm(toPath('copy', ''), { recursive: true });
    await bench.resume('one');
    expect(listRuns(reportsDir)).toMatchObject([
      { id: 'one', progress: 'ended', source: { path: 'other.csv' } },
    ]);
  });

  test('knows the runs of an older program, which have neither a card nor a word about their end', async () => {
    const { toPath, find } = await openRuns('ended', 'killed');
    for (const id of ['ended', 'killed']) await rm(toPath(id, '.run.json'));
    setFact(toPath('ended'), (_info, remove) => remove('hasEnded'));
    setFact(toPath('killed'), (_info, remove) => ['hasEnded', 'summary'].forEach(remove));
    expect(find('ended')).toMatchObject({ progress: 'ended', summary: { counts: { would_create: 3 } } });
    expect(find('killed')).toMatchObject({ progress: 'killed', summary: null });
  });

  test('has the other runs where a journal or a card is damaged', async () => {
    const { reportsDir, toPath } = await openRuns('one', 'two', 'three');
    await writeFile(toPath('one', '.run.json'), '{"journal":');
    await writeFile(toPath('two'), 'no journal');
    await utimes(toPath('three'), 1, 1);
    expect(listRuns(reportsDir).map(({ id, progress }) => [id, progress])).toEqual([
      ['one', 'ended'],
      ['three', 'ended'],
      ['two', 'unreadable'],
    ]);
  });
});

test.each(['null', '[]', '{"schemaVersion":1}', '{'])(
  'a summary of a check that holds %s is refused',
  async (text) => {
    const reportsDir = makeFolder();
    await mkdir(join(reportsDir, 'checked'));
    await writeFile(join(reportsDir, 'checked', 'summary.json'), text);
    expect(() => readRunSummary(reportsDir, 'checked')).toThrow(
      expect.objectContaining({ code: 'journal_damaged', hint: 'Check the source again with validate.' }),
    );
  },
);
