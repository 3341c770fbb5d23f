import { expect, test } from 'vitest';
import type {
  ApplyAnswer,
  ChangesAnswer,
  PreviewAnswer,
  StateAnswer,
  UndoAnswer,
} from '../../../src/review/wire.js';
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
  let bench = await openReview(CSV, {
    sandbox: {
      faults: { latencyMs: 15 },
      seedCustomers: [{ externalId: 'C-1', name: 'Old name', email: 'c1@example.com' }],
    },
    flags: { concurrency: 1 },
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

  await until(askApply(bench), ({ created }) => created > 5);
  expect((await bench.ask<ApplyAnswer>('/api/pause', {})).state).toBe('pausing');
  const paused = await until(askApply(bench), isAtRest);
  expect(paused.state).toBe('paused');
  expect(paused.created).toBeLessThan(ROWS - 1);
  expect(paused.created + paused.updated + paused.waiting).toBe(ROWS - 1);
  expect(bench.sandbox.snapshot().customers).toHaveLength(paused.created + 1);
  await expectChanges(bench);

  await bench.ask('/api/continue', {});
  const further = await until(askApply(bench), ({ created }) => created > paused.created + 5);
  expect(further.requests.done).toBeGreaterThan(paused.requests.done);
  expect(further.requests.done).toBeGreaterThanOrEqual(further.created);
  expect((await bench.ask<ApplyAnswer>('/api/stop', {})).state).toBe('stopping');
  const stopped = await until(askApply(bench), isAtRest);
  expect(stopped.state).toBe('stopped');
  expect(stopped.created + stopped.updated + stopped.waiting).toBe(ROWS - 1);

  await bench.close();
  bench = await reopen(bench);
  await bench.settle();
  const back = await bench.ask<ApplyAnswer>('/api/apply');
  expect(back).toMatchObject({ state: 'stopped', created: stopped.created, waiting: stopped.waiting });
  expect(back.requests.done).toBeGreaterThanOrEqual(stopped.created);
  bench.sandbox.configure({ latencyMs: 0 });
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
  const bench = await openReview(CSV, { sandbox: { seedCustomers: 350 }, flags: { concurrency: 1 } });
  await bench.settle();
  const askPreview = () => bench.ask<PreviewAnswer>('/api/preview');
  bench.sandbox.configure({ latencyMs: 700 });
  await bench.ask('/api/preview', {});
  // It answers while it works, and does one thing at a time.
  await expect(bench.ask('/api/preview', {})).rejects.toThrow(/^503 .*review_busy/);
  await bench.ask('/api/stop', {});
  const cut = await until(askPreview, ({ state }) => state !== 'checking');
  expect(cut).toMatchObject({ state: 'stopped', plan: '' });
  expect((await bench.ask<ChangesAnswer>('/api/changes?from=0&n=10')).total).toBe(0);
  bench.sandbox.configure({ latencyMs: 0 });
  await bench.ask('/api/preview', {});
  const whole = await until(askPreview, ({ state }) => state !== 'checking');
  expect(whole).toMatchObject({ state: 'ready', sending: { creates: ROWS, updates: 0 } });
});
