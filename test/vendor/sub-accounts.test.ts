import { describe, expect, test } from 'vitest';
import type { SandboxFaults } from '../../src/sandbox/index.js';
import { makeCustomers, openBench } from '../support/run-import.js';
import { toWarnings } from './row-fields.js';
import { addSubAccount, runAgain, runTruly, toAddressStatuses, toStatuses } from './truth.js';

const ROWS = 12;
const provisionAddress = true;
const BOTH = ['subAccountAddress.customerId', 'subAccount.customerId'];

describe('a shared sub-account', () => {
  test.each<Partial<SandboxFaults>>([
    { ignoredFields: ['subAccountAddress.customerId'] },
    { echoCustomerId: false },
    { ignoredFields: ['subAccountAddress.customerId'], echoCustomerId: false },
    { ignoredFields: ['subAccountAddress.customerId'], sparseAnswers: true },
    { ignoredFields: ['subAccountAddress.customerId'], emptyBodies: 'creates' },
  ])('has one address for each customer after three runs: %j', async (faults) => {
    const bench = await openBench(makeCustomers(ROWS), { sandbox: { faults } });
    const flags = {
      provisionAddress,
      subAccountId: await addSubAccount(bench),
      addressLabel: '{externalId}',
    };
    const first = await runTruly(bench, flags);
    expect(toAddressStatuses(first)).toEqual({ created: ROWS });
    const toAddresses = ({ rows }: typeof first) => rows.map((row) => row['bulk_address']);
    for (let nth = 2; nth <= 3; nth += 1) {
      const again = await runAgain(bench, flags);
      expect(toAddressStatuses(again)).toEqual({ existing: ROWS });
      expect(toAddresses(again)).toEqual(toAddresses(first));
    }
    expect(bench.sandbox.stats().addresses).toBe(ROWS);
  });

  test('with more addresses than a page holds is read to its end', async () => {
    const faults = { ignoredFields: ['subAccountAddress.customerId'], maxPerPage: 10 };
    const bench = await openBench(makeCustomers(35), { sandbox: { faults } });
    const flags = { provisionAddress, subAccountId: await addSubAccount(bench) };
    await runTruly(bench, flags);
    expect(toAddressStatuses(await runAgain(bench, flags))).toEqual({ existing: 35 });
  });

  test.each([1, 32])(
    'with labels that several customers share gets no second address in the next run (concurrency %i)',
    async (concurrency) => {
      const customers = makeCustomers(ROWS, () => ({ name: 'Ada Example' }));
      const bench = await openBench(customers, {
        sandbox: { faults: { ignoredFields: ['subAccountAddress.customerId'] } },
      });
      const subAccountId = await addSubAccount(bench);
      const flags = { provisionAddress, subAccountId, addressLabel: '{name}', concurrency };
      const first = await runTruly(bench, flags);
      const failed = first.rows.filter((row) => row['bulk_status'] === 'failed');
      expect(failed.length).toBeGreaterThan(0);
      expect(new Set(failed.map((row) => row['bulk_error_code']))).toEqual(
        new Set(['address_owner_unknown']),
      );
      expect(failed.every((row) => row['bulk_uid'] !== '')).toBe(true);
      if (concurrency === 1) expect(failed).toHaveLength(ROWS - 1);
      const second = await runAgain(bench, flags);
      expect(second.summary.stopped).toBeNull();
      const errors = second.rows.flatMap((row) =>
        row['bulk_error_code'] === '' ? [] : [row['bulk_error_code']],
      );
      expect(new Set(errors)).toEqual(new Set(['address_owner_unknown']));
      expect(bench.sandbox.stats().customers).toBe(ROWS);
    },
  );

  test('that refuses customerId gets no address that could not be found again; the customers stay', async () => {
    const bench = await openBench(makeCustomers(ROWS), { sandbox: { faults: { refusedFields: BOTH } } });
    const flags = { provisionAddress, subAccountId: await addSubAccount(bench), concurrency: 32 };
    for (let nth = 1; nth <= 2; nth += 1) {
      const { rows, summary } = await runTruly(bench, flags);
      expect(summary).toMatchObject({ counts: { failed: ROWS }, stopped: null, exitCode: 1 });
      expect(rows.map((row) => row['bulk_error_code'])).toEqual(Array(ROWS).fill('address_owner_unknown'));
      expect(bench.sandbox.stats()).toMatchObject({ customers: ROWS, addresses: 0 });
    }
  });
});

describe('own sub-accounts', () => {
  const flags = { provisionAddress, subAccount: 'per-customer' } as const;

  test.each<Partial<SandboxFaults>>([
    { ignoredFields: ['subAccountAddress.customerId'] },
    { ignoredFields: ['subAccount.customerId'] },
    { ignoredFields: BOTH },
    { ignoredFields: BOTH, echoCustomerId: false },
    { ignoredFields: BOTH, subAccountAddressKey: 'Address' },
    { ignoredFields: BOTH, alreadyExists: '200' },
    { ignoredFields: BOTH, alreadyExists: '200', createdAtSkewMs: -3_600_000 },
    { ignoredFields: BOTH, alreadyExists: '400-bare' },
    { ignoredFields: BOTH, emptyBodies: 'creates' },
    { echoCustomerId: false },
  ])('are recognised in the next runs: %j', async (faults) => {
    const bench = await openBench(makeCustomers(ROWS), { sandbox: { faults } });
    const first = await runTruly(bench, flags);
    expect(toAddressStatuses(first)).toEqual({ created: ROWS });
    for (let nth = 2; nth <= 3; nth += 1) {
      const again = await runAgain(bench, flags);
      expect(toStatuses(again)).toEqual({ unchanged: ROWS });
      expect(toAddressStatuses(again)).toEqual({ existing: ROWS });
    }
    expect(bench.sandbox.stats()).toMatchObject({ addresses: ROWS, subAccounts: ROWS });
  });

  test.each([1, 32])(
    'are made without customerId where it is refused, with a warning (concurrency %i)',
    async (concurrency) => {
      const bench = await openBench(makeCustomers(ROWS), { sandbox: { faults: { refusedFields: BOTH } } });
      const first = await runTruly(bench, { ...flags, concurrency });
      expect(toStatuses(first)).toEqual({ created: ROWS });
      expect(toAddressStatuses(first)).toEqual({ created: ROWS });
      expect(first.rows.map((row) => toWarnings(row).includes('customer_id_refused'))).toEqual(
        Array(ROWS).fill(true),
      );
      expect(first.summary.exitCode).toBe(0);
      const again = await runAgain(bench, flags);
      expect(toAddressStatuses(again)).toEqual({ existing: ROWS });
      expect(bench.sandbox.stats()).toMatchObject({ addresses: ROWS, subAccounts: ROWS });
    },
  );
});
