import { describe, expect, test } from 'vitest';
import type { SandboxFaults } from '../../src/sandbox/index.js';
import { makeCustomers, openBench, type Fields } from '../support/run-import.js';
import { listLive, toNotKept, toWarnings } from './row-fields.js';
import { runAgain, runTruly, toStatuses } from './truth.js';

const ignoredFields = ['externalId'];

/** Every third row has an email as well. */
const mixed = (n: number): Fields => (n % 3 === 0 ? {} : { email: '' });
const noEmail = (): Fields => ({ email: '' });

describe('a server that drops the externalId', () => {
  test.each<[string, Partial<SandboxFaults>, (n: number) => Fields]>([
    ['rows without an email', {}, noEmail],
    ['rows, some with an email', {}, mixed],
    ['rows that all have an email', {}, () => ({})],
    ['answers with 201', { createStatus: 201 }, mixed],
    ['answers that take a while', { latencyMs: 20 }, mixed],
    ['names in capitals', { nameForm: 'upper' }, noEmail],
    ['answers without null', { sparseAnswers: true }, mixed],
    ['empty answers', { emptyBodies: 'creates' }, mixed],
    ['empty answers, rows without an email', { emptyBodies: 'creates' }, noEmail],
    ['empty answers with 201', { emptyBodies: 'creates', createStatus: 201 }, mixed],
    ['empty answers to all writes', { emptyBodies: 'writes' }, mixed],
  ])('stops the import at the first customer: %s', async (_, faults, more) => {
    const bench = await openBench(makeCustomers(20, more), {
      sandbox: { faults: { ignoredFields, ...faults } },
    });
    const { summary, rows } = await bench.run({ concurrency: 32 });
    expect(summary.stopped).toMatchObject({ reason: 'field_not_kept' });
    expect(summary.exitCode).toBe(3);
    const live = listLive(bench.sandbox.snapshot());
    expect(live).toHaveLength(1);
    expect(bench.sandbox.stats().requests['POST /customers']).toBe(1);
    const named = rows.filter((row) => row['bulk_uid'] !== '');
    expect(named.map((row) => row['bulk_uid'])).toEqual([live[0]?.uid]);
    expect(named.map((row) => row['name']?.toUpperCase())).toEqual([live[0]?.name.toUpperCase()]);
    expect(named.flatMap(toNotKept)).toContain('externalId');
    expect(named.flatMap(toWarnings)).toContain('not_kept');
  });

  test.each([mixed, noEmail])(
    'or stores it in capitals, stops the import at the first customer',
    async (more) => {
      const bench = await openBench(makeCustomers(20, more), {
        proxy:
          () =>
          ({ body }) =>
            JSON.parse(
              JSON.stringify(body, (key, value: unknown) =>
                key === 'externalId' && typeof value === 'string' ? value.toUpperCase() : value,
              ),
            ) as unknown,
      });
      const { summary, rows } = await bench.run({ concurrency: 32 });
      expect(summary.stopped).toMatchObject({ reason: 'field_not_kept' });
      expect(bench.sandbox.stats().customers).toBe(1);
      expect(rows.filter((row) => row['bulk_uid'] !== '').flatMap(toNotKept)).toEqual(['externalId']);
    },
  );

  test('creates no other customer when the run is resumed', async () => {
    const bench = await openBench(makeCustomers(20, mixed), { sandbox: { faults: { ignoredFields } } });
    await bench.run({ runId: 'one' });
    const { summary } = await bench.resume('one');
    expect(summary.stopped).toMatchObject({ reason: 'field_not_kept' });
    expect(bench.sandbox.stats().customers).toBeLessThanOrEqual(2);
  });

  test.each<Partial<SandboxFaults>>([{}, { createStatus: 201 }, { emptyBodies: 'creates' }])(
    'stops a plan that is carried out, at the first customer: %j',
    async (faults) => {
      const bench = await openBench(makeCustomers(20, mixed), {
        sandbox: { faults: { ignoredFields, ...faults } },
      });
      await bench.run({ dryRun: true, runId: 'one' });
      const { summary } = await bench.apply('one', { concurrency: 32 });
      expect(summary).toMatchObject({ stopped: { reason: 'field_not_kept' }, exitCode: 3 });
      expect(bench.sandbox.stats().customers).toBe(1);
    },
  );

  test('is not asked to keep the externalId of customers that are only updated', async () => {
    const seedCustomers = [1, 2, 3].map((n) => ({ name: `Old ${n}`, externalId: `c-${n}` }));
    const bench = await openBench(makeCustomers(3), {
      sandbox: { faults: { ignoredFields }, seedCustomers },
    });
    const first = await runTruly(bench);
    expect(toStatuses(first)).toEqual({ updated: 3 });
    expect(first.rows.flatMap(toWarnings)).toEqual([]);
    expect(toStatuses(await runAgain(bench))).toEqual({ unchanged: 3 });
  });

  test('with customers that were there by email updates them, and stops at the first new one', async () => {
    const bench = await openBench(makeCustomers(12), {
      sandbox: {
        faults: { ignoredFields },
        seedCustomers: [1, 2].map((n) => ({ name: `Old ${n}`, email: `c${n}@example.com` })),
      },
    });
    const { summary } = await bench.run({ concurrency: 32 });
    expect(summary.stopped).toMatchObject({ reason: 'field_not_kept' });
    expect(bench.sandbox.stats().customers).toBe(3);
  });

  test.each<Partial<SandboxFaults>>([{}, { createStatus: 201 }, { emptyBodies: 'creates' }])(
    'lets an import by email through, and recognises everyone again: %j',
    async (faults) => {
      const bench = await openBench(makeCustomers(20), { sandbox: { faults: { ignoredFields, ...faults } } });
      const first = await runTruly(bench, { match: 'email', concurrency: 32 });
      expect(first.summary).toMatchObject({ stopped: null, exitCode: 0 });
      expect(toStatuses(first)).toEqual({ created: 20 });
      expect(first.rows.map(toNotKept)).toEqual(Array(20).fill(['externalId']));
      const second = await runAgain(bench, { match: 'email' });
      expect(toStatuses(second)).toEqual({ unchanged: 20 });
    },
  );

  test('leaves rows without an email out of an import by email', async () => {
    const bench = await openBench(makeCustomers(6, mixed), { sandbox: { faults: { ignoredFields } } });
    const { rows } = await runTruly(bench, { match: 'email' });
    expect(rows.map((row) => row['bulk_error_code'])).toEqual(
      [1, 2, 3, 4, 5, 6].map((n) => (n % 3 === 0 ? '' : 'key_missing')),
    );
    expect(bench.sandbox.stats().customers).toBe(2);
  });
});

test('a server that drops the email stops an import by email at the first customer', async () => {
  const bench = await openBench(makeCustomers(20), { sandbox: { faults: { ignoredFields: ['email'] } } });
  const { summary } = await bench.run({ match: 'email', concurrency: 32 });
  expect(summary.stopped).toMatchObject({ reason: 'field_not_kept' });
  expect(bench.sandbox.stats().customers).toBe(1);
});

test('a server that drops the email and keeps the externalId takes everyone, and the email is named', async () => {
  const bench = await openBench(makeCustomers(8), { sandbox: { faults: { ignoredFields: ['email'] } } });
  const first = await runTruly(bench);
  expect(toStatuses(first)).toEqual({ created: 8 });
  expect(first.rows.map(toNotKept)).toEqual(Array(8).fill(['email']));
  await runAgain(bench);
});
