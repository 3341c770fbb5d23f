import { expect, test } from 'vitest';
import { liveCredential, type SandboxFaults } from '../../src/sandbox/index.js';
import { ask } from '../sandbox/support.js';
import { makeCustomers, openBench } from '../support/run-import.js';
import { runTwice, toStatuses } from './truth.js';

const faults: Partial<SandboxFaults> = { auth: '404' };

test('without GET /auth, the customers say which mode it is', async () => {
  const bench = await openBench(makeCustomers(5), { sandbox: { faults, seedCustomers: 3 } });
  const { first, second } = await runTwice(bench, { provisionAddress: true });
  expect(first.summary).toMatchObject({ mode: 'TEST', stopped: null, exitCode: 0 });
  expect(toStatuses(first)).toEqual({ created: 5 });
  expect(toStatuses(second)).toEqual({ unchanged: 5 });
});

test('a deleted customer says it too', async () => {
  const deletedAt = '2026-01-02T03:04:05.000Z';
  const bench = await openBench(makeCustomers(2), {
    sandbox: { faults, seedCustomers: [{ name: 'Gone', deletedAt }] },
  });
  expect((await bench.run()).summary).toMatchObject({ mode: 'TEST', counts: { created: 2 } });
});

test('LIVE customers are not touched without --live', async () => {
  const bench = await openBench(makeCustomers(5), { sandbox: { faults } });
  const authorization = `Bearer ${liveCredential.token}`;
  await ask(bench.sandbox, 'POST /customers', { name: 'Ada Example' }, { authorization });
  const { summary } = await bench.run({}, { token: liveCredential.token });
  expect(summary).toMatchObject({ stopped: { reason: 'live_not_confirmed' }, exitCode: 2 });
  expect(bench.sandbox.stats().customers).toBe(1);
});

test('with no customer to ask, nothing is written', async () => {
  const bench = await openBench(makeCustomers(5), { sandbox: { faults } });
  const { summary } = await bench.run();
  expect(summary).toMatchObject({
    stopped: { reason: 'server_unreachable' },
    exitCode: 3,
    counts: { pending: 5 },
  });
  expect(summary.stopped?.message).toMatch(/auth/i);
  expect(bench.sandbox.stats()).toMatchObject({ customers: 0 });
  expect(Object.keys(bench.sandbox.stats().requests).filter((route) => !route.startsWith('GET '))).toEqual(
    [],
  );
});
