/** The program is killed with SIGKILL in each step of a review and started again; the server is asked what there is. */
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import type {
  ApplyAnswer,
  ColumnsAnswer,
  EditsAnswer,
  PreviewAnswer,
  StateAnswer,
} from '../../src/review/wire.js';
import { makeFolder, openSandbox, startProgram, writeCustomers } from '../support/program.js';
import { openWindow } from '../review/server/bench.js';

const ROWS = 40;
/** Rows that the person leaves out, one in Fix and one in Preview. */
const LEFT_OUT = [3, 5];

it('loses no edit and sends nothing twice when it is killed in Map, Fix, Preview, before and in Apply', async () => {
  const reportsDir = makeFolder();
  const { sandbox, flags, env } = await openSandbox();

  const start = async (source: string, killAt = '') => {
    const place = ['--reports-dir', reportsDir, '--run-id', 'r', '--no-open', '--concurrency', '4'];
    const isNew = source !== 'r';
    const child = startProgram(
      ['review', source, ...(isNew ? place : ['--reports-dir', reportsDir, '--no-open']), ...flags],
      { env: { ...env, ...(killAt === '' ? {} : { BITPOWR_BULK_KILL_AT: killAt }) } },
    );
    let [output, trouble] = ['', ''];
    child.stderr.setEncoding('utf8').on('data', (text: string) => (trouble += text));
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    await expect.poll(() => `${output}${trouble}`).toContain('/open?t=');
    const ended = once(child, 'close');
    const { ask } = await openWindow(/http:\S+/.exec(output)?.[0] ?? '');
    const soon = async <T>(path: string, isIt: (answer: T) => boolean): Promise<T> => {
      let answer = await ask<T>(path);
      while (!isIt(answer)) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        answer = await ask<T>(path);
      }
      return answer;
    };
    const settled = (): Promise<StateAnswer> =>
      soon<StateAnswer>(
        '/api/state',
        ({ work, connection, counts }) =>
          work === undefined && connection.mode === 'TEST' && counts.rows === ROWS,
      );
    const preview = async (): Promise<PreviewAnswer> => {
      await ask('/api/preview', {});
      return soon<PreviewAnswer>('/api/preview', ({ state }) => state !== 'checking');
    };
    const kill = async (): Promise<void> => {
      child.kill('SIGKILL');
      await ended;
    };
    /** Until the program has killed itself. */
    const killed = async (): Promise<void> => expect((await ended)[1]).toBe('SIGKILL');
    return { ask, soon, settled, preview, kill, killed };
  };
  const countSent = (): number => sandbox.stats().requests['POST /customers'] ?? 0;

  // Map: killed as soon as the choice was answered, while the rows are checked again because of it.
  const map = await start(writeCustomers(ROWS));
  const { revision: first } = await map.settled();
  const choice = {
    ...{ id: 'm1', base: first },
    change: { kind: 'field', at: 2, field: 'metaData.mail' },
  };
  const mapped = await map.ask<ColumnsAnswer>('/api/mapping', choice, 'PUT');
  await map.kill();

  // Fix: killed as soon as the edit was answered.
  const fix = await start('r');
  const { revision, steps } = await fix.settled();
  expect(revision).toBe(mapped.revision);
  expect(revision).toBeGreaterThan(first);
  expect(steps.map.verdict).toBe('All 3 columns are decided.');
  const { columns } = await fix.ask<ColumnsAnswer>('/api/columns');
  expect(columns.map(({ field }) => field)).toEqual(['externalId', 'name', 'metaData.mail']);
  // A window that had no answer sends its choice again.
  expect(await fix.ask('/api/mapping', choice, 'PUT')).toMatchObject({ revision });
  const edited = await fix.ask<EditsAnswer>('/api/edits', {
    id: 'e1',
    base: revision,
    ops: [
      { op: 'set', row: 2, at: 1, value: 'Ana Silva' },
      { op: 'leave_out', row: 3 },
    ],
  });
  expect(edited.changed).toBe(2);
  await fix.kill();

  // Preview: killed while rows are planned.
  const planned = await start('r', 'after:planned_create:5');
  expect(await planned.settled()).toMatchObject({
    revision: edited.revision,
    undo: edited.undo,
    counts: { changed: 1, leftOut: 1, ready: ROWS - 1 },
  });
  // A window that had no answer sends its edit again.
  const repeated = { id: 'e1', base: revision, ops: [{ op: 'set', row: 2, at: 1, value: 'Ana Silva' }] };
  expect(await planned.ask('/api/edits', repeated)).toMatchObject({ revision: edited.revision });
  planned.preview().catch(() => undefined);
  await planned.killed();
  expect(countSent()).toBe(0);

  // Before Apply: killed while it asks who owns the credential.
  const before = await start('r');
  expect((await before.settled()).counts).toMatchObject({ changed: 1, leftOut: 1 });
  expect(await before.ask('/api/preview')).toMatchObject({ state: 'none' });
  const { plan, sending } = await before.preview();
  expect(sending.creates).toBe(ROWS - 1);
  // The plan that was not finished is gone.
  expect(readdirSync(reportsDir).filter((name) => name.startsWith('r-plan-'))).toHaveLength(1);
  const chosen = await before.ask<PreviewAnswer>('/api/choose', {
    ...{ id: 'c1', plan, rows: [5], isChosen: false },
  });
  const asked = sandbox.stats().total;
  sandbox.configure({ hangRate: 1 });
  await before.ask('/api/apply', { plan: chosen.plan, name: '' });
  await expect.poll(() => sandbox.stats().total).toBeGreaterThan(asked);
  await before.kill();
  sandbox.configure({ hangRate: 0 });
  expect(countSent()).toBe(0);

  // Apply: killed while rows are sent.
  const applied = await start('r', 'after:sending_create:9');
  await applied.settled();
  expect(await applied.ask('/api/apply')).toMatchObject({ state: 'stopped', waiting: ROWS - 2 });
  await applied.ask('/api/continue', {}).catch(() => undefined);
  await applied.killed();
  expect(sandbox.stats().customers).toBeLessThan(ROWS - 2);

  const last = await start('r');
  await last.settled();
  expect(await last.ask('/api/apply')).toMatchObject({ state: 'stopped' });
  await last.ask('/api/continue', {});
  const done = await last.soon<ApplyAnswer>('/api/apply', ({ state }) => state !== 'running');
  expect(done).toMatchObject({ state: 'done', created: ROWS - 2, failed: 0, waiting: 0 });
  await last.kill();

  const wanted = Array.from({ length: ROWS }, (_, at) => at + 1)
    .filter((row) => !LEFT_OUT.includes(row))
    .map((row) => (row === 2 ? 'Ana Silva' : `Customer ${row}`));
  const { customers } = sandbox.snapshot();
  expect(customers.map(({ name }) => name).sort()).toEqual(wanted.sort());
  expect(customers.map(({ email, metaData }) => [email, typeof metaData?.['mail']])).toEqual(
    wanted.map(() => [null, 'string']),
  );
  expect(sandbox.stats().duplicates).toEqual({ externalIds: 0, emails: 0, customersWithManyAddresses: 0 });
});
