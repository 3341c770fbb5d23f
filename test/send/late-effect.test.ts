/** Requests that take effect only after they were looked up: what the run did is its own, and is said to be. */
import { describe, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.js';
import { addCustomer, ask } from '../sandbox/support.js';
import type { Decide } from '../support/proxy.js';
import { countBy, makeCustomers, openBench } from '../support/run-import.js';

/** The first request of this method for a customer gets no answer, and takes effect after the look that follows it. */
function lateOnce(method: 'POST' | 'DELETE', isOn: () => boolean, sandbox: () => Sandbox): Decide {
  let waiting:
    { readonly path: string; readonly body: Readonly<Record<string, unknown>>; looks: number } | undefined;
  let isDone = false;
  return async ({ label, path, body }) => {
    const of = path.replace(/^\/api\/v1/, '');
    if (waiting !== undefined && label === `GET ${path}` && path === waiting.path) {
      waiting.looks += 1;
      if (waiting.looks === 2) {
        await ask(sandbox(), `${method} ${of}`, method === 'POST' ? waiting.body : undefined);
        waiting = undefined;
      }
    }
    if (!isOn() || isDone || !label.startsWith(`${method} /api/v1/customers/`)) return 'pass';
    isDone = true;
    waiting = { path, body, looks: 0 };
    return 'cut';
  };
}

describe('an undo whose request takes effect late', () => {
  test('has updated the customer', async () => {
    let isUndoing = false;
    const bench = await openBench(makeCustomers(1), {
      proxy: lateOnce(
        'POST',
        () => isUndoing,
        () => bench.sandbox,
      ),
    });
    await addCustomer(bench.sandbox, { name: 'Old', externalId: 'c-1', email: 'c1@example.com' });
    await bench.run({ runId: 'r' });
    isUndoing = true;
    const { rows } = await bench.undo('r');
    expect(rows[0]).toMatchObject({ bulk_status: 'updated', bulk_attempts: '1' });
    expect(bench.sandbox.snapshot().customers[0]?.name).toBe('Old');
  });

  test('has deleted the customer', async () => {
    let isUndoing = false;
    const bench = await openBench(makeCustomers(2), {
      proxy: lateOnce(
        'DELETE',
        () => isUndoing,
        () => bench.sandbox,
      ),
    });
    await bench.run({ runId: 'r' });
    isUndoing = true;
    const { rows } = await bench.undo('r', { deleteCreated: true });
    expect(countBy(rows, 'bulk_status')).toEqual({ deleted: 2 });
    expect(bench.sandbox.stats().requests['DELETE /customers/{uid}']).toBe(2);
  });
});

test('a plan whose update takes effect late is applied, and not stale', async () => {
  let isApplying = false;
  const bench = await openBench(makeCustomers(1), {
    proxy: lateOnce(
      'POST',
      () => isApplying,
      () => bench.sandbox,
    ),
  });
  await addCustomer(bench.sandbox, { name: 'Old', externalId: 'c-1', email: 'c1@example.com' });
  await bench.run({ runId: 'r', dryRun: true });
  isApplying = true;
  const { rows } = await bench.apply('r');
  expect(rows[0]).toMatchObject({ bulk_status: 'updated', bulk_error_code: '', bulk_attempts: '1' });
});

test('an import that is stopped between the look and the next try has updated the customer', async () => {
  let isRunning = true;
  const bench = await openBench(makeCustomers(1), {
    proxy: lateOnce(
      'POST',
      () => isRunning,
      () => bench.sandbox,
    ),
  });
  const { uid } = await addCustomer(bench.sandbox, {
    name: 'Old',
    externalId: 'c-1',
    email: 'c1@example.com',
  });
  let looks = 0;
  await bench.run(
    { runId: 'r' },
    {
      onEvent: (event, interrupt) => {
        if (event.type === 'request' && event.route === 'GET /customers/{uid}' && (looks += 1) === 1)
          interrupt();
      },
    },
  );
  isRunning = false;
  const { rows } = await bench.resume('r');
  expect(rows[0]).toMatchObject({ bulk_status: 'updated', bulk_uid: uid, bulk_attempts: '1' });
  expect(bench.sandbox.stats().requests['POST /customers/{uid}']).toBe(1);
});
