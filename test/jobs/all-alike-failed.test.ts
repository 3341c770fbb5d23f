/** A run whose first rows all fail for one cause stops by itself, whichever job sends them. */
import { rename, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { Decide } from '../support/proxy.js';
import { countBy, makeCustomers, openBench, toCsv, type ImportResult } from '../support/run-import.js';

const ROWS = 120;
/** Rows in flight at most: a row that waits for the disk frees its place. */
const IN_FLIGHT = 4 * 16;
const REFUSED = { status: 422, body: { status: 'error', message: 'The organisation is suspended.' } };

/** A server that refuses all changes while it is on. */
function makeRefusals() {
  const state = { isOn: false };
  const decide: Decide = ({ label }) => (state.isOn && label.startsWith('POST') ? REFUSED : 'pass');
  return { state, decide };
}

function expectStopped({ summary, rows }: ImportResult): void {
  expect(summary.exitCode).toBe(3);
  expect(summary.stopped).toEqual({
    reason: 'all_alike_failed',
    message: expect.stringMatching(
      /^The first 5 rows that were sent all failed for one cause, api_rejected: .*suspended/,
    ) as string,
  });
  expect(summary.resume).toMatch(/ --failed$/);
  const { failed = 0, pending = 0 } = countBy(rows, 'bulk_status');
  expect(failed).toBeGreaterThanOrEqual(5);
  expect(failed).toBeLessThanOrEqual(5 + IN_FLIGHT);
  expect(failed + pending).toBe(ROWS);
}

const ALIKE = { maxAlike: '5', concurrency: 4 } as const;

describe('a server that refuses all rows alike stops', () => {
  test('an import, and its resume, which counts from 0; resume --failed does the rest', async () => {
    const { state, decide } = makeRefusals();
    state.isOn = true;
    const bench = await openBench(makeCustomers(ROWS), { proxy: decide });
    const first = await bench.run({ runId: 'one', ...ALIKE });
    expectStopped(first);
    const again = await bench.resume('one');
    expect(again.summary.stopped?.reason).toBe('all_alike_failed');
    expect(again.summary.counts.failed).toBeGreaterThanOrEqual(first.summary.counts.failed + 5);
    state.isOn = false;
    const last = await bench.resume('one', { failed: true });
    expect(last.summary).toMatchObject({ stopped: null, counts: { created: ROWS, failed: 0 } });
  });

  test('the application of a plan, which is applied once more', async () => {
    const { state, decide } = makeRefusals();
    const bench = await openBench(makeCustomers(ROWS), { proxy: decide });
    await bench.run({ runId: 'plan', dryRun: true, ...ALIKE });
    state.isOn = true;
    expectStopped(await bench.apply('plan'));
    state.isOn = false;
    const again = await bench.resume('plan', { failed: true });
    expect(again.summary.counts.created).toBe(ROWS);
  });

  test('updates, such as those of fixup.csv, and an undo', async () => {
    const { state, decide } = makeRefusals();
    const bench = await openBench(makeCustomers(ROWS), { proxy: decide });
    await bench.run({ runId: 'one' });
    const changed = makeCustomers(ROWS, (number) => ({ name: `Changed ${number}` }));
    await writeFile(`${bench.source}.new`, toCsv(changed));
    await rename(`${bench.source}.new`, bench.source);
    state.isOn = true;
    expectStopped(await bench.run({ runId: 'two', ...ALIKE }));
    state.isOn = false;
    expect((await bench.resume('two', { failed: true })).summary.counts.updated).toBe(ROWS);
    state.isOn = true;
    expectStopped(await bench.undo('two', ALIKE));
  });
});

describe('it does not stop', () => {
  test('where one of the first rows succeeds', async () => {
    const refuse: Decide = ({ label, body }) =>
      label.startsWith('POST') && body['externalId'] !== 'c-3' ? REFUSED : 'pass';
    const bench = await openBench(makeCustomers(ROWS), { proxy: refuse });
    const { summary } = await bench.run({ ...ALIKE, concurrency: 1 });
    expect(summary).toMatchObject({ stopped: null, exitCode: 1, counts: { created: 1, failed: ROWS - 1 } });
  });

  test('with --max-errors none, nor where all rows were done before it was seen', async () => {
    const { state, decide } = makeRefusals();
    state.isOn = true;
    const bench = await openBench(makeCustomers(ROWS), { proxy: decide });
    const { summary } = await bench.run({ ...ALIKE, maxErrors: 'none' });
    expect(summary).toMatchObject({ stopped: null, exitCode: 1, counts: { failed: ROWS } });
    const { summary: last } = await bench.run({ ...ALIKE, maxAlike: String(ROWS) });
    expect(last).toMatchObject({ stopped: null, exitCode: 1, counts: { failed: ROWS } });
  });

  test('for another reason than --max-errors where that is reached too', async () => {
    const { state, decide } = makeRefusals();
    state.isOn = true;
    const bench = await openBench(makeCustomers(ROWS), { proxy: decide });
    const { summary } = await bench.run({ ...ALIKE, maxErrors: '5' });
    expect(summary.stopped?.reason).toBe('too_many_errors');
  });
});
