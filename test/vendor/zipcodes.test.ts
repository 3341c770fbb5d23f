import { describe, expect, test } from 'vitest';
import type { SandboxFaults, SeedCustomer } from '../../src/sandbox/index.js';
import { makeCustomers, openBench, type Fields } from '../support/run-import.js';
import { listLive } from './row-fields.js';
import { runAgain, runTruly, runTwice, toStatuses } from './truth.js';
import type { ImportBench } from '../support/run-import.js';

const withZip = (zipcode: string) => (): Fields => ({ 'address.zipcode': zipcode, 'address.city': 'Town' });

function toZipcodes({ sandbox }: ImportBench): unknown[] {
  return listLive(sandbox.snapshot()).map(({ address }) => address?.['zipcode']);
}

describe('a new customer', () => {
  test.each<[string, Partial<SandboxFaults>, string | number]>([
    ['a number', {}, 10115],
    ['a number where only a number is taken', { strictZip: true }, 10115],
    ['a text where only a text is taken', { zipcodeType: 'text' }, '10115'],
  ])('has the zipcode 10115 as %s', async (_, faults, expected) => {
    const bench = await openBench(makeCustomers(6, withZip('10115')), { sandbox: { faults } });
    const { first, second } = await runTwice(bench, { concurrency: 32 });
    expect(toStatuses(first)).toEqual({ created: 6 });
    expect(toStatuses(second)).toEqual({ unchanged: 6 });
    expect(toZipcodes(bench)).toEqual(Array(6).fill(expected));
  });

  test.each(['01147', 'SW1A 1AA'])('keeps all of the zipcode %s, as a text', async (zipcode) => {
    const bench = await openBench(makeCustomers(3, withZip(zipcode)));
    const { second } = await runTwice(bench);
    expect(toStatuses(second)).toEqual({ unchanged: 3 });
    expect(toZipcodes(bench)).toEqual(Array(3).fill(zipcode));
  });

  test('with a zipcode that begins with zero is refused where only a number is taken', async () => {
    const bench = await openBench(makeCustomers(3, withZip('01147')), {
      sandbox: { faults: { strictZip: true } },
    });
    const { rows, summary } = await runTruly(bench);
    expect(summary).toMatchObject({ counts: { failed: 3 }, stopped: null });
    expect(rows.map((row) => row['bulk_error_code'])).toEqual(Array(3).fill('api_rejected'));
    expect(bench.sandbox.stats().customers).toBe(0);
  });

  test('and is created with --zipcode number', async () => {
    const bench = await openBench(makeCustomers(3, withZip('01147')), {
      sandbox: { faults: { strictZip: true } },
    });
    const { first, second } = await runTwice(bench, { zipcode: 'number' });
    expect(toStatuses(first)).toEqual({ created: 3 });
    expect(toStatuses(second)).toEqual({ unchanged: 3 });
    expect(toZipcodes(bench)).toEqual([1147, 1147, 1147]);
  });

  test('has a text with --zipcode text', async () => {
    const bench = await openBench(makeCustomers(3, withZip('10115')));
    const { second } = await runTwice(bench, { zipcode: 'text' });
    expect(toStatuses(second)).toEqual({ unchanged: 3 });
    expect(toZipcodes(bench)).toEqual(['10115', '10115', '10115']);
  });
});

describe('an update', () => {
  const seeds = (zipcode: unknown): SeedCustomer[] =>
    [1, 2, 3].map((n) => ({
      name: `Old ${n}`,
      externalId: `c-${n}`,
      email: `c${n}@example.com`,
      address: { zipcode, city: 'Town' },
    }));

  test.each<[Partial<SandboxFaults>, Fields]>([
    [{}, {}],
    [{}, { 'address.zipcode': '10115' }],
    [{}, { 'address.city': 'New Town' }],
    [{ strictZip: true }, {}],
    [{ strictZip: true }, { 'address.zipcode': '10115' }],
    [{ strictZip: true }, { 'address.city': 'New Town' }],
  ])('keeps the number that the server has: %j, row %j', async (faults, more) => {
    const bench = await openBench(
      makeCustomers(3, () => more),
      {
        sandbox: { faults, seedCustomers: seeds(10115) },
      },
    );
    expect(toStatuses(await runTruly(bench))).toEqual({ updated: 3 });
    expect(toZipcodes(bench)).toEqual([10115, 10115, 10115]);
    expect(toStatuses(await runAgain(bench))).toEqual({ unchanged: 3 });
  });

  test.each<Partial<SandboxFaults>>([{}, { zipcodeType: 'text' }])(
    'keeps the text that the server has: %j',
    async (faults) => {
      const bench = await openBench(makeCustomers(3), { sandbox: { faults, seedCustomers: seeds('01147') } });
      expect(toStatuses(await runTruly(bench))).toEqual({ updated: 3 });
      expect(toZipcodes(bench)).toEqual(['01147', '01147', '01147']);
    },
  );

  test.each<[Partial<SandboxFaults>, string | number]>([
    [{ strictZip: true }, 20095],
    [{ zipcodeType: 'text' }, '20095'],
  ])('changes a zipcode in the form that is taken: %j', async (faults, expected) => {
    const bench = await openBench(makeCustomers(3, withZip('20095')), {
      sandbox: { faults, seedCustomers: seeds(faults.strictZip === true ? 10115 : '10115') },
    });
    expect(toStatuses(await runTruly(bench))).toEqual({ updated: 3 });
    expect(toZipcodes(bench)).toEqual(Array(3).fill(expected));
    expect(toStatuses(await runAgain(bench))).toEqual({ unchanged: 3 });
  });
});
