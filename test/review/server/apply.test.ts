import { expect, test } from 'vitest';
import type {
  ApplyAnswer,
  ChangesAnswer,
  PreviewAnswer,
  StateAnswer,
  UndoAnswer,
} from '../../../src/review/wire.js';
import { ReviewBusy } from '../../../src/jobs/review/conflict.js';
import { openReview, reopen, until, type ReviewBench } from './bench.js';

const ROWS = 40;
const CSV = [
  'externalId,name,email',
  ...Array.from({ length: ROWS }, (_, at) => `C-${at + 1},Customer ${at + 1},c${at + 1}@example.com`),
].join('\n');

const askApply = (bench: ReviewBench) => () => bench.ask<ApplyAnswer>('/api/apply');
const isAtRest = ({ state }: ApplyAnswer): boolean => !['running', 'pausing', 'stopping'].includes(state);

/** What was planned stays readable while it is applied, and afterwards. */
async function expectChanges(bench: ReviewBench): Promise<void> {
  const { total, changes } = await bench.ask<ChangesAnswer>('/api/changes?from=0&n=100');
  expect(total).toBe(ROWS);
  expect(changes.every(({ canChoose }) => !canChoose)).toBe(true);
  expect(changes[0]).toMatchObject({
    ...{ row: 1, kind: 'updated', isChosen: true },
    fields: [{ field: 'name', before: 'Old name', after: 'Customer 1', isEmptied: false }],
  });
  expect(changes[1]).toMatchObject({ row: 2, kind: 'created', name: 'Customer 2', isChosen: false });
  expect(changes[2]).toMatchObject({ row: 3, kind: 'created', name: 'Customer 3', isChosen: true });
  expect(changes.filter(({ kind }) => kind === 'created')).toHaveLength(ROWS - 1);
}

test('an application is paused, continued, stopped, and continued after a restart; each customer is made once', async () => {
  // Paused and stopped at a request, not after a time.
  const seen = { creates: 0, states: [] as string[] };
  let bench = await openReview(CSV, {
    sandbox: { seedCustomers: [{ externalId: 'C-1', name: 'Old name', email: 'c1@example.com' }] },
    flags: { concurrency: 1 },
    onRequest: (route) => {
      if (route !== 'POST /customers') return;
      seen.creates += 1;
      if (seen.creates === 6) seen.states.push(bench.review.apply.pause().state);
      if (seen.creates === 12) seen.states.push(bench.review.apply.stop().state);
    },
  });
  await bench.settle();
  // Nothing to pause, stop or continue yet.
  for (const verb of ['pause', 'stop', 'continue'])
    expect(await bench.ask<ApplyAnswer>(`/api/${verb}`, {})).toMatchObject({ state: 'none' });
  await bench.ask('/api/preview', {});
  const { plan, sending } = await until(
    () => bench.ask<PreviewAnswer>('/api/preview'),
    ({ state }) => state !== 'checking',
  );
  await bench.ask('/api/choose', { id: 'c', plan, rows: [2], isChosen: false });
  const chosen = await bench.ask<PreviewAnswer>('/api/preview');
  expect(await bench.ask<ApplyAnswer>('/api/apply', { plan: chosen.plan, name: '' })).toMatchObject({
    state: 'running',
    total: ROWS - 1,
  });
  // Twice is once.
  await expect(bench.ask('/api/apply', { plan: chosen.plan, name: '' })).rejects.toThrow(
    /^503 .*review_busy/,
  );

  const paused = await until(askApply(bench), isAtRest);
  expect(paused.state).toBe('paused');
  expect(seen.states).toEqual(['pausing']);
  expect(paused.created).toBeGreaterThan(0);
  expect(paused.created).toBeLessThan(12);
  expect(paused.created + paused.updated + paused.waiting).toBe(ROWS - 1);
  expect(bench.sandbox.snapshot().customers).toHaveLength(paused.created + 1);
  await expectChanges(bench);

  await bench.ask('/api/continue', {});
  const stopped = await until(askApply(bench), isAtRest);
  expect(stopped.state).toBe('stopped');
  expect(seen.states).toEqual(['pausing', 'stopping']);
  expect(stopped.created).toBeGreaterThan(paused.created);
  expect(stopped.requests.done).toBeGreaterThan(paused.requests.done);
  expect(stopped.requests.done).toBeGreaterThanOrEqual(stopped.created);
  expect(stopped.created + stopped.updated + stopped.waiting).toBe(ROWS - 1);

  await bench.close();
  bench = await reopen(bench);
  await bench.settle();
  const back = await bench.ask<ApplyAnswer>('/api/apply');
  expect(back).toMatchObject({ state: 'stopped', created: stopped.created, waiting: stopped.waiting });
  expect(back.requests.done).toBeGreaterThanOrEqual(stopped.created);
  await bench.ask('/api/continue', {});
  const done = await until(askApply(bench), isAtRest);
  expect(done).toMatchObject({ state: 'done', created: ROWS - 2, updated: 1, waiting: 0, failed: 0 });
  await expectChanges(bench);
  expect(done.requests.done).toBeGreaterThanOrEqual(ROWS - 1);
  const made = bench.sandbox.snapshot().customers.map(({ externalId }) => externalId);
  expect(new Set(made).size).toBe(made.length);
  expect(made).toHaveLength(ROWS - 1);
  expect(made).not.toContain('C-2');
  expect(sending).toMatchObject({ creates: ROWS - 1, updates: 1 });

  // What an undo would take back: read, not done.
  expect(await bench.ask<UndoAnswer>('/api/undoing')).toEqual({
    ...{ restored: 1, made: ROWS - 2, unknown: 0 },
    changes: [
      {
        ...{ row: 1, name: 'Old name' },
        fields: [{ field: 'name', before: 'Customer 1', after: 'Old name', isEmptied: false }],
      },
    ],
  });

  // Its files are the same as of a run of the command line.
  for (const name of ['results.csv', 'undo.csv', 'summary.json', 'report.html'])
    expect([name, (await bench.get(`/files/${name}`)).status]).toEqual([name, 200]);
  const report = await bench.get('/files/report.html');
  expect(report.headers['content-disposition']).toBeUndefined();
  expect(report.headers['content-security-policy']).toContain('sandbox');
  expect((await bench.get('/files/results.csv')).headers['content-disposition']).toBe(
    'attachment; filename="results.csv"',
  );
  expect((await bench.ask<StateAnswer>('/api/state')).steps.apply.verdict).toMatch(/^Done: 39 of 39/);
});

test('a check that is stopped leaves no plan, and can be started again', async () => {
  const stopping = { isWanted: false };
  const bench = await openReview(CSV, {
    sandbox: { seedCustomers: 350 },
    flags: { concurrency: 1 },
    onRequest: () => {
      if (!stopping.isWanted) return;
      const { apply } = bench.review;
      stopping.isWanted = false;
      // It does one thing at a time.
      expect(() => apply.startPreview()).toThrow(ReviewBusy);
      apply.stop();
    },
  });
  await bench.settle();
  const askPreview = () => bench.ask<PreviewAnswer>('/api/preview');
  stopping.isWanted = true;
  await bench.ask('/api/preview', {});
  const cut = await until(askPreview, ({ state }) => state !== 'checking');
  expect(cut).toMatchObject({ state: 'stopped', plan: '' });
  expect((await bench.ask<ChangesAnswer>('/api/changes?from=0&n=10')).total).toBe(0);
  await bench.ask('/api/preview', {});
  const whole = await until(askPreview, ({ state }) => state !== 'checking');
  expect(whole).toMatchObject({ state: 'ready', sending: { creates: ROWS, updates: 0 } });
});

test('a credential that is refused in Preview and in Apply is said at the head of the page, until it is taken again', async () => {
  const bench = await openReview(CSV, { flags: { concurrency: 1 } });
  await bench.settle();
  const askPreview = () => bench.ask<PreviewAnswer>('/api/preview');
  const askMode = async () => (await bench.ask<StateAnswer>('/api/state')).connection.mode;
  bench.sandbox.configure({ refuseCredentialAfter: 0 });
  await bench.ask('/api/preview', {});
  const refused = await until(askPreview, ({ state }) => state !== 'checking');
  expect(refused).toMatchObject({ state: 'failed', failed: { code: 'credential_rejected' } });
  expect((await bench.ask<StateAnswer>('/api/state')).connection).toEqual({
    mode: 'failed',
    error: refused.failed,
  });

  bench.sandbox.configure({ refuseCredentialAfter: null });
  await bench.ask('/api/preview', {});
  const { plan } = await until(askPreview, ({ state }) => state !== 'checking');
  await until(askMode, (mode) => mode === 'TEST');
  bench.sandbox.configure({ refuseCredentialAfter: 10 });
  await bench.ask('/api/apply', { plan, name: '' });
  const cut = await until(askApply(bench), isAtRest);
  expect(cut).toMatchObject({ state: 'failed', reason: { code: 'credential_rejected' } });
  expect(await askMode()).toBe('failed');

  bench.sandbox.configure({ refuseCredentialAfter: null });
  await bench.ask('/api/continue', {});
  const done = await until(askApply(bench), isAtRest);
  expect(done).toMatchObject({ state: 'done', created: ROWS, waiting: 0 });
  await until(askMode, (mode) => mode === 'TEST');
});
