import { describe, expect, test } from 'vitest';
import type { Customer, SandboxFaults } from '../../src/sandbox/index.js';
import type { Decide } from '../support/proxy.js';
import { makeCustomers, openBench } from '../support/run-import.js';
import { listLive, toNotKept } from './row-fields.js';
import { addSubAccount, checkTruth, runAgain, runTruly, toAddressStatuses, toStatuses } from './truth.js';

const ROWS = 12;
const noEmail = () => ({ email: '' });

describe('answers that are lost on the way, from a server with', () => {
  test.each<Partial<SandboxFaults>>([
    { createdAtSkewMs: -3_600_000 },
    { createdAtSkewMs: -3_600_000, createStatus: 201 },
    { createdAtSkewMs: 3_600_000 },
    { omitCreatedAt: true },
    { emptyBodies: 'creates' },
    { recordEnvelope: 'named' },
    { alreadyExists: '200', createdAtSkewMs: -5_000 },
    { alreadyExists: '400-bare' },
    { pagingIn: 'none' },
  ])('%j: everyone is created once', async (faults) => {
    const bench = await openBench(
      makeCustomers(ROWS, (n) => (n % 2 === 0 ? noEmail() : {})),
      {
        sandbox: { faults: { ...faults, cutAfterEvery: 3 } },
      },
    );
    const first = await runTruly(bench, { provisionAddress: true });
    expect(toStatuses(first)).toEqual({ created: ROWS });
    expect(toAddressStatuses(first)).toEqual({ created: ROWS });
    const second = await runAgain(bench, { provisionAddress: true });
    expect(toStatuses(second)).toEqual({ unchanged: ROWS });
  });

  test('names in capitals: everyone is created once, and what is not kept is named', async () => {
    const faults = { nameForm: 'upper', cutAfterEvery: 3 } as const;
    const bench = await openBench(makeCustomers(ROWS, noEmail), { sandbox: { faults } });
    const { rows } = await runTruly(bench);
    expect(rows.map((row) => row['bulk_status'])).toEqual(Array(ROWS).fill('created'));
    expect(rows.map(toNotKept)).toEqual(Array(ROWS).fill(['name']));
  });

  test.each<[string, Partial<SandboxFaults>]>([
    ['no externalId', {}],
    ['no externalId, empty answers', { emptyBodies: 'creates' }],
    ['no externalId, names in capitals', { nameForm: 'upper' }],
  ])('%s: one customer is made, and the run stops', async (_, faults) => {
    const proxy: Decide = ({ label, nth }) =>
      label === 'POST /api/v1/customers' && nth === 1 ? 'cut_after' : 'pass';
    const bench = await openBench(makeCustomers(ROWS, noEmail), {
      sandbox: { faults: { ignoredFields: ['externalId'], ...faults } },
      proxy,
    });
    const { summary } = await bench.run({ concurrency: 32 });
    expect(summary.stopped).toMatchObject({ reason: 'field_not_kept' });
    expect(listLive(bench.sandbox.snapshot())).toHaveLength(1);
  });

  test.each<[string, readonly string[], string]>([
    ['a shared sub-account', ['subAccountAddress.customerId'], 'shared'],
    ['own sub-accounts', ['subAccountAddress.customerId', 'subAccount.customerId'], 'own'],
  ])('addresses of %s without customerId: each is made once', async (_, ignoredFields, kind) => {
    const bench = await openBench(makeCustomers(ROWS), { sandbox: { faults: { ignoredFields } } });
    const flags =
      kind === 'own'
        ? ({ provisionAddress: true, subAccount: 'per-customer' } as const)
        : { provisionAddress: true, subAccountId: await addSubAccount(bench) };
    bench.sandbox.configure({ cutAfterEvery: 3 });
    expect(toAddressStatuses(await runTruly(bench, flags))).toEqual({ created: ROWS });
    expect(toAddressStatuses(await runAgain(bench, flags))).toEqual({ existing: ROWS });
  });
});

describe('a run that is stopped and resumed', () => {
  test('makes each sub-account and address once, though customerId is refused', async () => {
    const refusedFields = ['subAccountAddress.customerId', 'subAccount.customerId'];
    const bench = await openBench(makeCustomers(ROWS), { sandbox: { faults: { refusedFields } } });
    const flags = { provisionAddress: true, subAccount: 'per-customer', runId: 'one' } as const;
    const cut = await bench.run({ ...flags, maxRequests: '20', concurrency: 4 });
    expect(cut.summary).toMatchObject({ stopped: { reason: 'budget_reached' }, exitCode: 3 });
    const { rows } = await bench.resume('one', { maxRequests: '1000' });
    expect(rows.map((row) => row['bulk_address_status'])).toEqual(Array(ROWS).fill('created'));
    expect(bench.sandbox.stats()).toMatchObject({ customers: ROWS, addresses: ROWS, subAccounts: ROWS });
    const again = await runAgain(bench, { ...flags, runId: 'two' });
    expect(toAddressStatuses(again)).toEqual({ existing: ROWS });
  });

  test('with its failed rows makes no address whose owner is unknown', async () => {
    const bench = await openBench(
      makeCustomers(ROWS, () => ({ name: 'Ada Example' })),
      { sandbox: { faults: { ignoredFields: ['subAccountAddress.customerId'] } } },
    );
    const subAccountId = await addSubAccount(bench);
    await runTruly(bench, { provisionAddress: true, subAccountId, addressLabel: '{name}', runId: 'one' });
    const { addresses } = bench.sandbox.stats();
    expect(addresses).toBeLessThan(ROWS);
    const again = await bench.resume('one', { failed: true });
    expect(again.summary.stopped).toBeNull();
    expect(bench.sandbox.stats().addresses).toBe(addresses);
  });
});

/** What a customer has; how the server writes that it has nothing does not count. */
function toFilled({ updatedAt: _updatedAt, ...customer }: Customer): Record<string, unknown> {
  const isFilled = (value: unknown): boolean =>
    value !== null &&
    value !== '' &&
    !(typeof value === 'object' && Object.values(value).every((one) => !isFilled(one)));
  return Object.fromEntries(Object.entries(customer).filter(([, value]) => isFilled(value)));
}

describe('undo after a run against a server that keeps fields in its own way', () => {
  test.each<Partial<SandboxFaults>>([
    { nameForm: 'upper' },
    { ignoredFields: ['metaData'] },
    { ignoredFields: ['phone'] },
    { metaDataForm: 'text' },
    { createdAtSkewMs: -3_600_000, createStatus: 202 },
    { omitCreatedAt: true },
  ])('%j: restores those that were there and deletes the others', async (faults) => {
    const seedCustomers = [1, 2, 3].map((n) => ({
      name: `OLD ${n}`,
      externalId: `c-${n}`,
      phone: '+2348000000001',
    }));
    const more = () => ({ email: '', phone: '+2348012345678', 'metaData.plan': 'gold' });
    const bench = await openBench(makeCustomers(6, more), { sandbox: { faults, seedCustomers } });
    const toRecords = () => listLive(bench.sandbox.snapshot()).map(toFilled);
    const before = toRecords();
    const done = await runTruly(bench, { runId: 'one' });
    expect(toStatuses(done)).toEqual({ updated: 3, created: 3 });
    expect(toStatuses(await bench.undo('one', { deleteCreated: true }))).toEqual({ updated: 3, deleted: 3 });
    expect(toRecords()).toEqual(before);
  });

  test('a plan for customers whose names are kept in capitals is carried out', async () => {
    const bench = await openBench(makeCustomers(6), { sandbox: { faults: { nameForm: 'upper' } } });
    await runTruly(bench);
    expect(toStatuses(await runTruly(bench, { dryRun: true, runId: 'two' }))).toEqual({ would_update: 6 });
    expect(toStatuses(await checkTruth(bench, () => bench.apply('two')))).toEqual({ updated: 6 });
  });
});
