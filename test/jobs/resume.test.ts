import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../src/core/events.js';
import { otherCredential } from '../../src/sandbox/index.js';
import { countBy, makeCustomers, NO_DUPLICATES, openBench } from '../support/run-import.js';

/** Interrupts when the `nth` request of a route was answered. */
function interruptAt(route: string, nth: number) {
  let seen = 0;
  return (event: RunEvent, interrupt: () => void): void => {
    if (event.type === 'request' && event.route === route && (seen += 1) === nth) interrupt();
  };
}

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

describe('a run that was interrupted', () => {
  test('finishes what is under way, leaves the rest pending, and is finished by resume', async () => {
    const bench = await openBench(makeCustomers(40), { sandbox: { faults: { latencyMs: 3 } } });
    const first = await bench.run(
      { provisionAddress: true, runId: 'one', concurrency: 4 },
      { onEvent: interruptAt('POST /customers', 10) },
    );
    expect(first.summary).toMatchObject({ stopped: { reason: 'interrupted' }, exitCode: 130 });
    expect(first.summary.resume).toContain('resume one');
    expect(first.rows).toHaveLength(40);
    expect(sum(first.summary.counts)).toBe(40);
    expect(first.summary.counts.pending).toBeGreaterThan(20);
    const { inFlight, requests } = bench.sandbox.stats();
    expect(inFlight).toBe(0);
    expect(requests['POST /customers']).toBeLessThanOrEqual(14);

    const again = await bench.resume('one');
    expect(again.summary).toMatchObject({
      counts: { created: 40, pending: 0 },
      stopped: null,
      resume: null,
      exitCode: 0,
    });
    expect(countBy(again.rows, 'bulk_address_status')).toEqual({ created: 40 });
    // Nothing that was answered is sent again.
    expect(bench.sandbox.stats()).toMatchObject({
      customers: 40,
      addresses: 40,
      duplicates: NO_DUPLICATES,
      requests: { 'POST /customers': 40, 'POST /addresses': 40, 'GET /customers': 1 },
    });
  });

  test('with few requests each time, comes nearer to its end each time', async () => {
    const bench = await openBench(makeCustomers(24));
    let end = await bench.run({ provisionAddress: true, runId: 'one', maxRequests: 20 });
    for (let done = 0; end.summary.stopped !== null;) {
      expect(end.summary.stopped).toMatchObject({ reason: 'budget_reached' });
      const { created } = end.summary.counts;
      expect(created).toBeGreaterThan(done);
      done = created;
      end = await bench.resume('one');
    }
    expect(end.summary.counts).toMatchObject({ created: 24, pending: 0 });
    expect(bench.sandbox.stats()).toMatchObject({
      duplicates: NO_DUPLICATES,
      requests: { 'POST /customers': 24, 'POST /addresses': 24 },
    });
  });

  test.each([1, 2, 3])('while it lists (page %i): nothing was sent, and resume lists again', async (page) => {
    const bench = await openBench(makeCustomers(5), { sandbox: { seedCustomers: 250 } });
    const first = await bench.run(
      { runId: 'one', concurrency: 1 },
      { onEvent: interruptAt('GET /customers', page) },
    );
    expect(countBy(first.rows, 'bulk_status')).toEqual({ pending: 5 });
    expect(bench.sandbox.stats().requests).not.toHaveProperty('POST /customers');
    const again = await bench.resume('one');
    expect(again.summary.counts.created).toBe(5);
  });

  test('with requests in doubt looks before it sends them again', async () => {
    const bench = await openBench(makeCustomers(12), { sandbox: { faults: { cutAfterEvery: 1 } } });
    const first = await bench.run(
      { runId: 'one', concurrency: 4 },
      { onEvent: interruptAt('POST /customers', 2) },
    );
    const { customers } = bench.sandbox.stats();
    // The first create is settled before any other leaves.
    expect(first.summary.counts).toMatchObject({ created: 1, pending: 11 });
    bench.sandbox.configure({ cutAfterEvery: 0 });
    bench.sandbox.resetStats();
    const again = await bench.resume('one');
    expect(again.summary.counts.created).toBe(12);
    expect(bench.sandbox.stats()).toMatchObject({
      customers: 12,
      duplicates: NO_DUPLICATES,
      requests: { 'POST /customers': 12 - customers },
    });
  });

  test('again and again, after every few requests, comes to its end all the same', async () => {
    const bench = await openBench(makeCustomers(25), { sandbox: { faults: { cutAfterEvery: 4 } } });
    let last = await bench.run(
      { runId: 'one', provisionAddress: true, subAccount: 'per-customer', concurrency: 3 },
      { onEvent: interruptAt('POST /customers', 3) },
    );
    let sessions = 1;
    for (; last.summary.resume !== null && sessions < 60; sessions += 1) {
      expect(sum(last.summary.counts)).toBe(25);
      let requests = 0;
      last = await bench.resume(
        'one',
        {},
        {
          onEvent: (event, interrupt) => {
            if (event.type === 'request' && (requests += 1) === 12) interrupt();
          },
        },
      );
    }
    expect(sessions).toBeGreaterThan(3);
    expect(last.summary).toMatchObject({ counts: { created: 25 }, addresses: { created: 25 }, exitCode: 0 });
    expect(bench.sandbox.stats()).toMatchObject({
      customers: 25,
      subAccounts: 25,
      addresses: 25,
      duplicates: NO_DUPLICATES,
    });
  });
});

describe('a run whose files can not be written', () => {
  test('says how to continue it, and is then finished without a request that changes anything', async () => {
    const bench = await openBench(makeCustomers(3));
    const results = join(bench.folder, 'reports', 'one', 'results.csv');
    const inTheWay = (event: RunEvent): void => {
      if (event.type === 'phase' && event.phase === 'sending')
        mkdirSync(join(results, 'file'), { recursive: true });
    };
    await expect(bench.run({ runId: 'one' }, { onEvent: inTheWay })).rejects.toMatchObject({
      code: 'output_unwritable',
      hint: expect.stringMatching(/ continue the run: bitpowr-bulk resume one --reports-dir \S+$/) as string,
    });
    rmSync(results, { recursive: true });
    const again = await bench.resume('one');
    expect(again.summary).toMatchObject({ counts: { created: 3 }, exitCode: 0 });
    expect(bench.sandbox.stats().requests['POST /customers']).toBe(3);
  });
});

describe('a credential that expires midway', () => {
  test.each([1, 6])(
    'stops the run, leaves rows pending, and resume finishes (concurrency %i)',
    async (concurrency) => {
      const bench = await openBench(makeCustomers(20), {
        sandbox: { faults: { refuseCredentialAfter: 12 } },
      });
      const first = await bench.run({ runId: 'one', provisionAddress: true, concurrency });
      expect(first.summary).toMatchObject({ stopped: { reason: 'credential_rejected' }, exitCode: 3 });
      expect(first.summary.stopped?.message).toContain('EXPIRED_API_KEY');
      expect(first.summary.counts.pending).toBeGreaterThan(10);
      expect(first.summary.counts.failed).toBe(0);
      expect(sum(first.summary.counts)).toBe(20);
      bench.sandbox.configure({ refuseCredentialAfter: null });
      const again = await bench.resume('one');
      expect(again.summary).toMatchObject({
        counts: { created: 20 },
        addresses: { created: 20 },
        exitCode: 0,
      });
      expect(bench.sandbox.stats()).toMatchObject({
        customers: 20,
        addresses: 20,
        duplicates: NO_DUPLICATES,
      });
    },
  );
});

describe('what resume refuses', () => {
  test('a run that is not there', async () => {
    const bench = await openBench(makeCustomers(1));
    await expect(bench.resume('none')).rejects.toMatchObject({ code: 'run_unknown' });
  });

  test('another server, but not where the first one was never the API: its base URL was wrong', async () => {
    const bench = await openBench(makeCustomers(3), {
      proxy: () => ({ status: 404, body: { message: 'Route not found' } }),
    });
    const first = await bench.run({ runId: 'one' });
    expect(first.summary.stopped?.reason).toBe('server_unreachable');
    const { url } = bench.sandbox;
    const right = await bench.resume('one', {}, { baseUrl: url });
    expect(right.summary).toMatchObject({ counts: { created: 3 }, baseUrl: url, exitCode: 0 });
    await expect(bench.resume('one')).rejects.toMatchObject({ code: 'account_changed' });
  });

  test('a credential of another organisation, before anything is sent', async () => {
    const bench = await openBench(makeCustomers(3));
    await bench.run({ runId: 'one', concurrency: 1 }, { onEvent: interruptAt('POST /customers', 1) });
    bench.sandbox.resetStats();
    const again = await bench.resume('one', {}, { token: otherCredential.token });
    expect(again.summary).toMatchObject({ stopped: { reason: 'account_changed' }, exitCode: 3 });
    expect(bench.sandbox.stats().requests).toEqual({ 'GET /auth': 1 });
  });

  test('nothing of a run that is at its end: it sends no request', async () => {
    const bench = await openBench(makeCustomers(3));
    await bench.run({ runId: 'one' });
    bench.sandbox.resetStats();
    const again = await bench.resume('one');
    expect(again.summary).toMatchObject({ counts: { created: 3 }, exitCode: 0 });
    expect(bench.sandbox.stats().total).toBe(0);
  });

  test('a run that another process, or another job of this one, holds', async () => {
    const bench = await openBench(makeCustomers(5));
    const held: unknown[] = [];
    await bench.run(
      { runId: 'one' },
      {
        onEvent: (event) => {
          if (event.type !== 'phase' || event.phase !== 'sending') return;
          held.push(bench.resume('one').catch((error: unknown) => error));
          held.push(bench.run({ runId: 'two' }).catch((error: unknown) => error));
        },
      },
    );
    expect(await Promise.all(held)).toMatchObject([{ code: 'run_locked' }, { code: 'run_locked' }]);
    expect(bench.sandbox.stats()).toMatchObject({ customers: 5, duplicates: NO_DUPLICATES });
  });
});
