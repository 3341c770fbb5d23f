import { describe, expect, test } from 'vitest';
import type { SandboxFaults } from '../../src/sandbox/index.js';
import { openExportBench } from '../support/run-export.js';
import { makeCustomers, openBench, type Flags } from '../support/run-import.js';
import { addSubAccount, runAgain, runTruly, runTwice, toAddressStatuses, toStatuses } from './truth.js';

const ENDLESS: Partial<SandboxFaults>[] = [
  { ignoresPage: true, pagingIn: 'none' },
  { ignoresPage: true },
  { ignoresPage: true, pagingIn: 'headers' },
];

describe.each(ENDLESS)('a list that gives its first page for ever: %j', (faults) => {
  test('stops an import before it writes', async () => {
    const bench = await openBench(makeCustomers(5), { sandbox: { seedCustomers: 450, faults } });
    const { summary } = await bench.run();
    expect(summary).toMatchObject({
      stopped: { reason: 'list_endless' },
      exitCode: 3,
      counts: { pending: 5 },
    });
    expect(bench.sandbox.stats().total).toBeLessThan(100);
    expect(bench.sandbox.stats().customers).toBe(450);
  });

  test('stops an export', async () => {
    const bench = await openExportBench({ seedCustomers: 450, faults });
    const { summary } = await bench.export();
    expect(summary).toMatchObject({ stopped: { reason: 'list_endless' }, exitCode: 3 });
    expect(bench.sandbox.stats().total).toBeLessThan(100);
  });
});

describe('lists that do not say how many pages there are', () => {
  test.each([100, 101, 200, 250])('are read to their end: %i customers', async (count) => {
    const sandbox = { seedCustomers: count, faults: { pagingIn: 'none' } } as const;
    const seeds = [1, count].map((n) => {
      const digits = String(n).padStart(6, '0');
      return {
        externalId: `seed-${digits}`,
        name: `Seed Customer ${digits}`,
        email: `seed-${digits}@example.com`,
      };
    });
    const bench = await openBench([...seeds, ...makeCustomers(3)], { sandbox });
    const { first, second } = await runTwice(bench, { provisionAddress: true });
    expect(toStatuses(first)).toEqual({ unchanged: 2, created: 3 });
    expect(toAddressStatuses(second)).toEqual({ existing: 5 });
    const exporting = await openExportBench(sandbox);
    expect((await exporting.export()).summary).toMatchObject({ exitCode: 0, stopped: null });
    expect(exporting.read()).toHaveLength(count);
  });
});

describe('a server that refuses large pages', () => {
  const faults = { maxPerPage: 20, refuseLargePerPage: true };

  const ignoredFields = ['subAccount.customerId', 'subAccountAddress.customerId'];

  test.each<[string, Flags, Partial<SandboxFaults>]>([
    ['the wallet', {}, {}],
    ['own sub-accounts', { subAccount: 'per-customer' }, {}],
    ['own sub-accounts that do not say whose they are', { subAccount: 'per-customer' }, { ignoredFields }],
  ])('finds the addresses of %s again', async (_, flags, more) => {
    const bench = await openBench(makeCustomers(60), { sandbox: { faults: { ...faults, ...more } } });
    const { first, second } = await runTwice(bench, { provisionAddress: true, ...flags });
    expect(toAddressStatuses(first)).toEqual({ created: 60 });
    expect(toStatuses(second)).toEqual({ unchanged: 60 });
    expect(toAddressStatuses(second)).toEqual({ existing: 60 });
    expect(bench.sandbox.stats().total).toBeLessThan(60 * 10);
  });

  test.each<Partial<SandboxFaults>>([{}, { ignoredFields: ['subAccountAddress.customerId'] }])(
    'finds the addresses of a shared sub-account again: %j',
    async (more) => {
      const bench = await openBench(makeCustomers(60), { sandbox: { faults: { ...faults, ...more } } });
      const flags = { provisionAddress: true, subAccountId: await addSubAccount(bench) };
      expect(toAddressStatuses(await runTruly(bench, flags))).toEqual({ created: 60 });
      expect(toAddressStatuses(await runAgain(bench, flags))).toEqual({ existing: 60 });
    },
  );

  test('gives its customers to an export, in pages that it takes', async () => {
    const bench = await openExportBench({ seedCustomers: 90, faults });
    expect((await bench.export({ addresses: true })).summary).toMatchObject({ exitCode: 0, stopped: null });
    expect(bench.read()).toHaveLength(90);
  });
});

describe.each(['object', '403', '404'] as const)(
  'a list of sub-accounts that is answered with %s',
  (subAccountsList) => {
    const faults = { subAccountsList };

    test('does not keep addresses from being made, with any existing sub-accounts', async () => {
      const bench = await openBench(makeCustomers(6), { sandbox: { faults } });
      await addSubAccount(bench);
      const { first, second } = await runTwice(bench, { provisionAddress: true });
      expect(first.summary).toMatchObject({ stopped: null, exitCode: 0 });
      expect(toAddressStatuses(first)).toEqual({ created: 6 });
      expect(toAddressStatuses(second)).toEqual({ existing: 6 });
    });

    test('nor from being made in a sub-account that is named', async () => {
      const bench = await openBench(makeCustomers(6), { sandbox: { faults } });
      const flags = { provisionAddress: true, subAccountId: await addSubAccount(bench) };
      expect(toAddressStatuses(await runTruly(bench, flags))).toEqual({ created: 6 });
      expect(toAddressStatuses(await runAgain(bench, flags))).toEqual({ existing: 6 });
    });

    test.each<Partial<SandboxFaults>>([
      {},
      { ignoredFields: ['subAccount.customerId', 'subAccountAddress.customerId'] },
      { emptyBodies: 'creates' },
    ])('leaves no row of own sub-accounts pending, and makes none twice: %j', async (more) => {
      const bench = await openBench(makeCustomers(6), { sandbox: { faults: { ...faults, ...more } } });
      const flags = { provisionAddress: true, subAccount: 'per-customer' } as const;
      for (let nth = 1; nth <= 2; nth += 1) {
        const { rows, summary } = await runTruly(bench, flags);
        expect(summary).toMatchObject({ stopped: null, counts: { pending: 0 } });
        expect([0, 1]).toContain(summary.exitCode);
        for (const row of rows.filter((one) => one['bulk_status'] === 'failed')) {
          expect(row['bulk_error'], `row ${row['bulk_row']}`).toMatch(/sub-account/i);
        }
      }
      const { addresses, subAccounts, customers } = bench.sandbox.stats();
      expect(customers).toBe(6);
      expect(addresses).toBeLessThanOrEqual(6);
      expect(subAccounts).toBeLessThanOrEqual(6);
    });
  },
);
