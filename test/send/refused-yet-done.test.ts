/** Requests that are refused though they took effect, such as by a proxy that sent one twice. */
import { describe, expect, test } from 'vitest';
import { addCustomer } from '../sandbox/support.js';
import type { Decide, Passage } from '../support/proxy.js';
import { countBy, hurriedClock, makeCustomers, openBench } from '../support/run-import.js';

const REDIRECT = { status: 308, body: {}, headers: { location: 'https://mail.example.com/v1' } };
const REFUSALS: readonly Exclude<Passage, string | ((...args: never) => unknown)>[] = [
  { status: 409, body: { message: 'Conflict' } },
  { status: 400, body: { status: 'error', message: 'Bad Request' } },
  REDIRECT,
  { status: 429, body: { message: 'Too many' }, headers: { 'retry-after': '0' } },
];
/** Those after which a request of another kind than a create may have taken effect. */
const CONFLICTS = [REFUSALS[0], REDIRECT].filter((one) => one !== undefined);

/** Every second request with this label is refused; `hasEffect`: and carried out. */
function refuse(label: RegExp, refusal: (typeof REFUSALS)[number], hasEffect = true): Decide {
  let sent = 0;
  return (request) => {
    if (!label.test(request.label)) return 'pass';
    sent += 1;
    return sent === 2 ? { ...refusal, hasEffect } : 'pass';
  };
}

const CREATE = /^POST \S+\/customers$/;
const UPDATE = /^POST \S+\/customers\/./;
const ADDRESS = /^POST \S+\/addresses$/;

describe.each(REFUSALS)('a create that took effect and is refused with $status', (refusal) => {
  test('leaves a warning, and undo does not call it settled', async () => {
    const bench = await openBench(makeCustomers(3), { proxy: refuse(CREATE, refusal) });
    const { rows, summary } = await bench.run({ runId: 'one' });
    const unclear = rows.filter((row) => row['bulk_warnings'] === 'refused_yet_done');
    expect(unclear).toMatchObject([{ bulk_status: 'unchanged' }]);
    expect(countBy(rows, 'bulk_status')).toEqual({ created: 2, unchanged: 1 });
    expect(summary.exitCode).toBe(0);
    const kept = await bench.undo('one');
    expect(countBy(kept.rows, 'bulk_status')).toEqual({ skipped: 3 });
    const { rows: undone, summary: end } = await bench.undo('one', { deleteCreated: true });
    expect(countBy(undone, 'bulk_status')).toEqual({ deleted: 2, failed: 1 });
    expect(undone.find((row) => row['bulk_status'] === 'failed')).toMatchObject({
      bulk_error_code: 'still_in_doubt',
      bulk_uid: unclear[0]?.['bulk_uid'],
    });
    expect(end.exitCode).toBe(1);
    // No look-up can decide it.
    expect(JSON.stringify(end)).not.toContain('--failed');
    const again = await bench.resume(end.runId, { failed: true });
    expect(again.rows.map((row) => row['bulk_error'])).toEqual(undone.map((row) => row['bulk_error']));
    expect(bench.sandbox.stats().customers).toBe(1);
  });
});

test('a run with nothing but such a create has changed nothing for certain', async () => {
  const [conflict] = CONFLICTS;
  const proxy: Decide = ({ label }) =>
    CREATE.test(label) && conflict !== undefined ? { ...conflict, hasEffect: true } : 'pass';
  const bench = await openBench(makeCustomers(1), { proxy });
  await bench.run({ runId: 'one' });
  await expect(bench.undo('one')).rejects.toThrow('nothing for certain');
});

test('a plan that is applied: the row is stale, and has the warning', async () => {
  const bench = await openBench(makeCustomers(3), { proxy: refuse(CREATE, REDIRECT) });
  await bench.run({ dryRun: true, runId: 'one' });
  const { rows } = await bench.apply('one');
  expect(rows.find((row) => row['bulk_status'] === 'failed')).toMatchObject({
    bulk_error_code: 'plan_stale',
    bulk_warnings: 'refused_yet_done',
  });
  const { rows: undone } = await bench.undo('one', { deleteCreated: true });
  expect(countBy(undone, 'bulk_error_code')).toEqual({ '': 2, still_in_doubt: 1 });
});

test.each([
  ['another name', { name: 'Other' }],
  ['more than the row says', { phone: '+2348012345678' }],
])('a customer that has %s was made by another program', async (_, more) => {
  const bench = await openBench(makeCustomers(3), {
    proxy: async ({ label, body }): Promise<Passage> => {
      if (CREATE.test(label) && body['externalId'] === 'c-2')
        await addCustomer(bench.sandbox, { externalId: 'c-2', name: 'Customer 2', ...more });
      return 'pass';
    },
  });
  const { rows } = await bench.run();
  expect(countBy(rows, 'bulk_warnings')).toEqual({ '': 3 });
});

test('a customer that says it is more than a month old was there before', async () => {
  const [customer] = makeCustomers(1);
  let isListed = false;
  const bench = await openBench(makeCustomers(1), {
    sandbox: { seedCustomers: [{ name: '', ...customer, createdAt: '2026-01-01T00:00:00.000Z' }] },
    proxy: ({ label }) => {
      if (label !== 'GET /api/v1/customers' || isListed) return 'pass';
      isListed = true;
      return { status: 200, body: { status: 'success', page: 1, totalPages: 1, data: [] } };
    },
  });
  const clock = { ...hurriedClock, now: () => Date.UTC(2026, 5, 1) };
  const { rows } = await bench.run({}, { clock });
  expect(rows).toMatchObject([{ bulk_status: 'unchanged', bulk_warnings: '' }]);
});

describe.each(CONFLICTS)('refused with $status', (refusal) => {
  test('an update that took effect is done, with a warning, and is undone', async () => {
    const bench = await openBench(makeCustomers(3), { proxy: refuse(UPDATE, refusal) });
    for (const customer of makeCustomers(3, () => ({ name: 'Old' })))
      await addCustomer(bench.sandbox, customer);
    const { rows } = await bench.run({ runId: 'one' });
    expect(countBy(rows, 'bulk_status')).toEqual({ updated: 3 });
    expect(countBy(rows, 'bulk_warnings')).toEqual({ '': 2, refused_yet_done: 1 });
    await bench.undo('one');
    expect(bench.sandbox.snapshot().customers.map(({ name }) => name)).toEqual(['Old', 'Old', 'Old']);
  });

  test('an update without effect is refused', async () => {
    const bench = await openBench(makeCustomers(3), { proxy: refuse(UPDATE, refusal, false) });
    for (const customer of makeCustomers(3, () => ({ name: 'Old' })))
      await addCustomer(bench.sandbox, customer);
    const { rows } = await bench.run();
    expect(countBy(rows, 'bulk_error_code')).toEqual({ '': 2, api_rejected: 1 });
  });

  test('an address that was made is found, with a warning', async () => {
    const bench = await openBench(makeCustomers(3), { proxy: refuse(ADDRESS, refusal) });
    const { rows } = await bench.run({ provisionAddress: true });
    expect(countBy(rows, 'bulk_address_status')).toEqual({ created: 3 });
    expect(countBy(rows, 'bulk_warnings')).toEqual({ '': 2, refused_yet_done: 1 });
    expect(bench.sandbox.stats().addresses).toBe(3);
  });

  test('an address that was not made has failed', async () => {
    const bench = await openBench(makeCustomers(3), { proxy: refuse(ADDRESS, refusal, false) });
    const { rows } = await bench.run({ provisionAddress: true });
    expect(countBy(rows, 'bulk_error_code')).toEqual({ '': 2, address_failed: 1 });
  });

  test('a customer that was deleted is deleted', async () => {
    const bench = await openBench(makeCustomers(3), { proxy: refuse(/^DELETE /, refusal) });
    await bench.run({ runId: 'one' });
    const { rows } = await bench.undo('one', { deleteCreated: true });
    expect(countBy(rows, 'bulk_status')).toEqual({ deleted: 3 });
  });
});

describe('no warning of a refused create', () => {
  test('is on a row whose earlier create was in doubt, and which is created', async () => {
    let sent = 0;
    const bench = await openBench(makeCustomers(3), {
      proxy: ({ label, body }): Passage => {
        if (!CREATE.test(label) || body['externalId'] !== 'c-2') return 'pass';
        sent += 1;
        if (sent === 1) return { status: 502, body: { message: 'Bad gateway' }, hasEffect: false };
        return { status: 409, body: { message: 'Conflict' }, hasEffect: true };
      },
    });
    const { rows, summary } = await bench.run({ runId: 'one' });
    expect(countBy(rows, 'bulk_status')).toEqual({ created: 3 });
    expect(summary.issues).toEqual([]);
  });

  test('is on a customer that another program made otherwise', async () => {
    const bench = await openBench(
      makeCustomers(3, () => ({ description: 'VIP' })),
      {
        proxy: async ({ label, body }): Promise<Passage> => {
          if (CREATE.test(label) && body['externalId'] === 'c-2')
            await addCustomer(bench.sandbox, { externalId: 'c-2', name: 'C' });
          return 'pass';
        },
      },
    );
    const { rows, summary } = await bench.run({ runId: 'one' });
    expect(countBy(rows, 'bulk_status')).toEqual({ created: 2, updated: 1 });
    expect(summary.issues).toEqual([]);
  });

  test('comes from an address: undo leaves the customer of another program without a doubt', async () => {
    const bench = await openBench(makeCustomers(3), {
      proxy: async ({ label, body }): Promise<Passage> => {
        const other = {
          externalId: 'c-2',
          name: 'Customer 2',
          email: 'c2@example.com',
          phone: '+12125550119',
        };
        if (CREATE.test(label) && body['externalId'] === 'c-2') await addCustomer(bench.sandbox, other);
        const isLast = ADDRESS.test(label) && body['label'] === 'c-2';
        return isLast ? { status: 409, body: { message: 'Conflict' }, hasEffect: true } : 'pass';
      },
    });
    const { rows } = await bench.run({ runId: 'one', provisionAddress: true });
    expect(rows[1]).toMatchObject({ bulk_address_status: 'created' });
    expect(countBy(rows, 'bulk_warnings')).toEqual({ '': 2, refused_yet_done: 1 });
    const { rows: undone, summary } = await bench.undo('one', { deleteCreated: true });
    expect(countBy(undone, 'bulk_status')).toEqual({ deleted: 2 });
    expect(summary.exitCode).toBe(0);
  });
});
