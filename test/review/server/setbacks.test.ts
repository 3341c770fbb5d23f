/** What goes wrong around a review: a full disk, a run that was deleted. Nothing is lost, and the review can be used again. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Fixer } from '../../../src/jobs/review/fixer.js';
import { Preview } from '../../../src/jobs/review/preview.js';
import { ReviewSession } from '../../../src/jobs/review/session.js';
import { ReviewStore } from '../../../src/jobs/review/store.js';
import type { ApplyAnswer, PreviewAnswer, StateAnswer } from '../../../src/review/wire.js';
import { DEPS, openReview, reopen, until, type ReviewBench } from './bench.js';

const CSV = `externalId,name,email
C-1,Ana Silva,ana@gmial.com
C-2,Jens Holm,jens@example.com
`;

/** The parts of a review of these rows, whose file is this test's own. */
async function openParts(csv = CSV) {
  const bench = await openReview(csv, { offline: true });
  await bench.settle();
  await bench.close();
  const store = new ReviewStore(join(bench.reportsDir, 'r'), { create: false });
  const session = new ReviewSession({ id: 'r', store, connection: undefined }, DEPS);
  onTestFinished(() => session.close());
  await session.startCheck();
  const { sandbox } = bench;
  return {
    ...{ store, session, sandbox },
    // A limit that is lower than the file is the size of the file.
    setFull: () => store.file.exec('PRAGMA max_page_count = 1'),
    makeRoom: () => store.file.exec('PRAGMA max_page_count = 1000000'),
  };
}

const LONG = 'x'.repeat(50_000);

test('an edit for which the disk has no room is not done, and is done when it is sent again', async () => {
  const { store, session, setFull, makeRoom } = await openParts();
  const fixer = new Fixer(session, () => []);
  const edit = { id: 'e1', base: 0, ops: [{ op: 'set', row: 1, at: 1, value: LONG }] as const };
  setFull();
  await expect(fixer.edit(edit)).rejects.toThrow(expect.objectContaining({ code: 'output_unwritable' }));
  expect([store.revision, store.rows.get(1)?.cells[1]]).toEqual([0, 'Ana Silva']);
  makeRoom();
  expect((await fixer.edit(edit)).revision).toBe(1);
  expect(store.rows.get(1)?.cells[1]).toBe(LONG);
});

test('a check for which the disk has no room says so, and another check is whole', async () => {
  const rows = Array.from({ length: 300 }, (_, at) => `C-${at},Customer ${at},c${at}@gmial.com`);
  const { session, store, setFull, makeRoom } = await openParts(
    ['externalId,name,email', ...rows].join('\n'),
  );
  store.forgetChecked();
  store.file.exec('VACUUM');
  setFull();
  await session.startCheck();
  expect(session.failed?.code).toBe('output_unwritable');
  expect([session.work, session.check]).toEqual([undefined, undefined]);
  makeRoom();
  await session.startCheck();
  expect(session.failed).toBeUndefined();
  expect(session.counts).toMatchObject({ rows: 300, worthALook: 300 });
});

test('a preview for which the disk has no room fails, and does not hang', async () => {
  const { store, session, sandbox, setFull } = await openParts();
  const preview = new Preview(store, 'r');
  const connection = { endpoint: sandbox.url, baseUrl: sandbox.url, environment: {} };
  store.rows.write([{ row: 1, at: 2, value: LONG }]);
  setFull();
  await preview.run(session.drafted.file, connection, DEPS, () => undefined);
  expect(preview.isWorking).toBe(false);
  expect(preview.toAnswer().state).toBe('failed');
});

test('a file that can not be written now is a full disk to the page, which tries again', async () => {
  const bench = await openReview(CSV, { offline: true });
  await bench.settle();
  mkdirSync(join(bench.reportsDir, 'r', 'corrected.csv'));
  const { status, body } = await bench.get('/files/corrected.csv');
  expect([status, (JSON.parse(body) as { code: string }).code]).toEqual([507, 'output_unwritable']);
});

test('a check is made again on request, which changes nothing else', async () => {
  const bench = await openReview(CSV, { offline: true });
  await bench.settle();
  const checking = await bench.ask<StateAnswer>('/api/check', {});
  expect(checking.work).toMatchObject({ kind: 'checking', total: 2 });
  expect(await bench.settle()).toMatchObject({ revision: 0, counts: { worthALook: 1 } });
});

async function plan(bench: ReviewBench): Promise<PreviewAnswer> {
  await bench.ask('/api/preview', {});
  return until(
    () => bench.ask<PreviewAnswer>('/api/preview'),
    ({ state }) => state !== 'checking',
  );
}

test('a review whose plan or run was deleted says so, and can be used again', async () => {
  let bench = await openReview(CSV);
  await bench.settle();
  const deleteRun = async (): Promise<void> => {
    const run = bench.review.apply.folder ?? '';
    await bench.close();
    rmSync(run, { recursive: true });
    bench = await reopen(bench);
    await bench.settle();
  };
  await plan(bench);
  await deleteRun();
  const lost = await bench.ask<PreviewAnswer>('/api/preview');
  expect(lost).toMatchObject({ state: 'failed', plan: '', failed: { code: 'run_unknown' } });

  const { plan: shown } = await plan(bench);
  await bench.ask('/api/apply', { plan: shown, name: '' });
  await until(
    () => bench.ask<ApplyAnswer>('/api/apply'),
    ({ state }) => state !== 'running',
  );
  await deleteRun();
  const { steps } = await bench.ask<StateAnswer>('/api/state');
  expect(steps.apply).toMatchObject({
    isOpen: false,
    why: expect.stringContaining('There is no run') as string,
  });
  expect(await bench.ask<ApplyAnswer>('/api/apply')).toMatchObject({
    ...{ state: 'none', reason: { code: 'run_unknown' } },
  });
  expect((await plan(bench)).state).toBe('ready');
  expect(bench.sandbox.snapshot().customers).toHaveLength(2);
});
