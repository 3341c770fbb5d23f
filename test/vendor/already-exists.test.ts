import { describe, expect, test } from 'vitest';
import type { SandboxFaults } from '../../src/sandbox/index.js';
import { addCustomer, ask } from '../sandbox/support.js';
import { makeCustomers, openBench, type ImportBench } from '../support/run-import.js';
import type { Decide, Passage } from '../support/proxy.js';
import { runAgain, toStatuses } from './truth.js';

const alreadyExists = '400-bare';

/** A bench where somebody else makes row 3's customer while the import's own create is on its way. */
async function openRace(
  other: Record<string, unknown>,
  faults: Partial<SandboxFaults> = {},
): Promise<ImportBench> {
  const held: { bench?: ImportBench } = {};
  const proxy: Decide = async ({ label, body }): Promise<Passage> => {
    if (held.bench !== undefined && label === 'POST /api/v1/customers' && body['externalId'] === 'c-3') {
      await ask(held.bench.sandbox, 'POST /customers', { ...body, ...other });
    }
    return 'pass';
  };
  held.bench = await openBench(makeCustomers(5), {
    sandbox: { faults: { alreadyExists, ...faults } },
    proxy,
  });
  return held.bench;
}

describe('a bare 400 to a create', () => {
  test.each<[string, Record<string, unknown>, Partial<SandboxFaults>]>([
    ['unchanged', {}, {}],
    ['updated', { name: 'Made Elsewhere' }, {}],
    ['unchanged', {}, { errorEnvelope: 'error-object' }],
    ['unchanged', {}, { errorEnvelope: 'html' }],
    ['unchanged', {}, { errorEnvelope: 'message' }],
    ['unchanged', {}, { errorEnvelope: 'error' }],
    ['unchanged', {}, { errorEnvelope: 'empty' }],
    ['updated', { name: 'Made Elsewhere' }, { createdAtSkewMs: -3_600_000 }],
  ])('for a customer that another program created in between: %s (%j, %j)', async (status, other, faults) => {
    const bench = await openRace(other, faults);
    const { rows, summary } = await bench.run();
    expect(rows.map((row) => row['bulk_status'])).toEqual([
      'created',
      'created',
      status,
      'created',
      'created',
    ]);
    expect(summary).toMatchObject({ stopped: null, exitCode: 0 });
    const { customers } = bench.sandbox.snapshot();
    const third = customers.filter(({ externalId }) => externalId === 'c-3');
    expect(third).toMatchObject([{ uid: rows[2]?.['bulk_uid'], name: 'Customer 3' }]);
    expect(customers).toHaveLength(5);
    expect(toStatuses(await runAgain(bench))).toEqual({ unchanged: 5 });
  });

  test('with --mode create: the customer exists', async () => {
    const bench = await openRace({ name: 'Made Elsewhere' });
    const { rows } = await bench.run({ mode: 'create' });
    expect(rows.map((row) => row['bulk_status'])).toEqual([
      'created',
      'created',
      'exists',
      'created',
      'created',
    ]);
    expect(bench.sandbox.snapshot().customers.map(({ name }) => name)).toContain('Made Elsewhere');
  });

  test('while a plan is carried out: the plan is stale', async () => {
    const bench = await openBench(makeCustomers(5), { sandbox: { faults: { alreadyExists } } });
    await bench.run({ dryRun: true, runId: 'one' });
    await addCustomer(bench.sandbox, { externalId: 'c-3', name: 'Made Elsewhere' });
    const { rows } = await bench.apply('one');
    expect(rows.map((row) => row['bulk_error_code'])).toEqual(['', '', 'plan_stale', '', '']);
    expect(bench.sandbox.stats().customers).toBe(5);
  });

  test('for another reason is a refusal', async () => {
    const proxy: Decide = ({ label, body }) =>
      label === 'POST /api/v1/customers' && body['externalId'] === 'c-3'
        ? { status: 400, body: { status: 'error', message: 'Bad Request' } }
        : 'pass';
    const bench = await openBench(makeCustomers(5), { proxy });
    const { rows } = await bench.run();
    expect(rows.map((row) => row['bulk_error_code'])).toEqual(['', '', 'api_rejected', '', '']);
    expect(bench.sandbox.stats().customers).toBe(4);
  });
});

test.each([-3_600_000, 0, 3_600_000])(
  'the record of a customer that another program created in between, in answer to a create, is updated (clock %i ms)',
  async (createdAtSkewMs) => {
    const bench = await openRace({ name: 'Made Elsewhere' }, { alreadyExists: '200', createdAtSkewMs });
    const { rows } = await bench.run();
    expect(rows.map((row) => row['bulk_status'])).toEqual([
      'created',
      'created',
      'updated',
      'created',
      'created',
    ]);
    expect(bench.sandbox.snapshot().customers.map(({ name }) => name)).not.toContain('Made Elsewhere');
  },
);
