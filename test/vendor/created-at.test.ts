import { describe, expect, test } from 'vitest';
import type { SandboxFaults } from '../../src/sandbox/index.js';
import { readCsv } from '../support/program.js';
import { makeCustomers, openBench, type ImportBench } from '../support/run-import.js';
import { bySize } from '../support/size.js';
import { listLive } from './row-fields.js';
import { checkTruth, runAgain, runTruly, toAddressStatuses, toStatuses } from './truth.js';

const SKEWS = bySize({ small: [-3_600_000, 5_000], full: [-3_600_000, -120_000, -5_000, 5_000, 3_600_000] });
const STATUSES = bySize<readonly (200 | 201 | 202)[]>({ small: [201], full: [200, 201, 202] });

const CASES: Partial<SandboxFaults>[] = [
  ...SKEWS.flatMap((createdAtSkewMs) => STATUSES.map((createStatus) => ({ createdAtSkewMs, createStatus }))),
  ...STATUSES.map((createStatus) => ({ omitCreatedAt: true, createStatus })),
];

const WITH_ADDRESS = { provisionAddress: true };

function open(faults: Partial<SandboxFaults>): Promise<ImportBench> {
  return openBench(makeCustomers(6), { sandbox: { faults } });
}

describe.each(CASES)('where the server has %j', (faults) => {
  test('new customers are created, and unchanged in the next run', async () => {
    const bench = await open(faults);
    const first = await runTruly(bench, WITH_ADDRESS);
    expect(toStatuses(first)).toEqual({ created: 6 });
    expect(toAddressStatuses(first)).toEqual({ created: 6 });
    expect(bench.sandbox.stats().requests['POST /customers']).toBe(6);
    const second = await runAgain(bench, WITH_ADDRESS);
    expect(toStatuses(second)).toEqual({ unchanged: 6 });
    expect(toAddressStatuses(second)).toEqual({ existing: 6 });
  });

  test('--mode create creates them, and they exist in the next run', async () => {
    const bench = await open(faults);
    expect(toStatuses(await runTruly(bench, { mode: 'create', ...WITH_ADDRESS }))).toEqual({ created: 6 });
    expect(bench.sandbox.stats().addresses).toBe(6);
    expect(toStatuses(await runAgain(bench, { mode: 'create', ...WITH_ADDRESS }))).toEqual({ exists: 6 });
  });

  test('a dry run is carried out, and undo deletes everyone it made', async () => {
    const bench = await open(faults);
    const plan = await runTruly(bench, { dryRun: true, runId: 'one', ...WITH_ADDRESS });
    expect(toStatuses(plan)).toEqual({ would_create: 6 });
    const done = await checkTruth(bench, () => bench.apply('one'));
    expect(toStatuses(done)).toEqual({ created: 6 });
    expect(done.rows.map((row) => row['bulk_error_code'])).toEqual(Array(6).fill(''));
    const listed = readCsv(`${done.summary.runDir}/undo.csv`);
    expect(listed.map((line) => [line['uid'], line['bulk_undo']])).toEqual(
      done.rows.map((row) => [row['bulk_uid'], 'delete']),
    );
    expect(toStatuses(await bench.undo('one', { deleteCreated: true }))).toEqual({ deleted: 6 });
    expect(listLive(bench.sandbox.snapshot())).toEqual([]);
  });
});
