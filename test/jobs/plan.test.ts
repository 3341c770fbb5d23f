import { rm } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { liveCredential, otherCredential } from '../../src/sandbox/index.js';
import { addCustomer, ask } from '../sandbox/support.js';
import {
  countBy,
  makeCustomers,
  NO_DUPLICATES,
  openBench,
  type BenchOptions,
  type ImportBench,
} from '../support/run-import.js';

const INVALID = { externalId: 'bad', name: '', email: '' };

/** Requests that may change something. */
function countWrites({ sandbox }: ImportBench): number {
  const requests = Object.entries(sandbox.stats().requests);
  return requests.reduce((sum, [label, count]) => (label.startsWith('GET ') ? sum : sum + count), 0);
}

/**
 * 200 rows: 20 invalid, 60 there and the same, 60 there and other, 60 not there. The server counts from here on.
 */
async function openMixed(options: BenchOptions = {}): Promise<ImportBench> {
  const customers = makeCustomers(200, (n) => (n % 10 === 0 ? { name: '' } : {}));
  const there = customers.filter((_, at) => (at + 1) % 10 > 0 && (at + 1) % 10 <= 6);
  const bench = await openBench(customers, {
    ...options,
    sandbox: {
      ...options.sandbox,
      seedCustomers: there.map((one, at) => ({
        externalId: one['externalId'] ?? '',
        email: one['email'] ?? '',
        name: at % 2 === 0 ? (one['name'] ?? '') : `Old ${at}`,
        createdAt: '2026-01-01T00:00:00.000Z',
      })),
    },
  });
  bench.sandbox.resetStats();
  return bench;
}

const MIXED = { would_create: 60, would_update: 60, unchanged: 60, invalid: 20 };

describe('a dry run', () => {
  test('of 200 mixed rows decides on every one and sends nothing but GET', async () => {
    const bench = await openMixed();
    const before = bench.sandbox.snapshot();
    const { rows, summary } = await bench.run({ dryRun: true, runId: 'plan' });
    expect(countBy(rows, 'bulk_status')).toEqual(MIXED);
    expect(summary).toMatchObject({
      dryRun: true,
      counts: { ...MIXED, pending: 0 },
      stopped: null,
      resume: null,
    });
    expect(summary.plan?.apply).toContain('bitpowr-bulk apply plan --reports-dir');
    // auth, 2 pages, 60 creates, 60 updates that are read again.
    expect(summary.plan?.requests).toBe(1 + 2 + 60 + 2 * 60);
    expect(countWrites(bench)).toBe(0);
    expect(bench.sandbox.snapshot()).toEqual(before);
  });

  test('tells of each update what it changes', async () => {
    const bench = await openBench([{ externalId: 'x', name: 'New', phone: '+2348012345678' }]);
    await addCustomer(bench.sandbox, { externalId: 'x', name: 'Old "one"' });
    const { rows } = await bench.run({ dryRun: true });
    expect(rows[0]).toMatchObject({
      bulk_status: 'would_update',
      bulk_matched_by: 'externalId',
      bulk_changes: 'name: "Old \\"one\\"" → "New"; phone: null → "+2348012345678"',
    });
  });

  test('that was stopped continues to plan when it is resumed, and never sends', async () => {
    const bench = await openMixed();
    const stopped = await bench.run(
      { dryRun: true, runId: 'plan' },
      { onEvent: (event, interrupt) => event.type === 'phase' && event.phase === 'listing' && interrupt() },
    );
    expect(stopped.summary).toMatchObject({ exitCode: 130, plan: null });
    expect(stopped.summary.counts.pending).toBeGreaterThan(0);
    await expect(bench.apply('plan')).rejects.toMatchObject({ code: 'plan_missing' });
    const { rows, summary } = await bench.resume('plan');
    expect(countBy(rows, 'bulk_status')).toEqual(MIXED);
    expect(summary).toMatchObject({ dryRun: true, resume: null });
    expect((await bench.resume('plan')).summary.counts).toMatchObject(MIXED);
    expect(countWrites(bench)).toBe(0);
  });

  test('of a LIVE account needs no --live, since it changes nothing', async () => {
    const bench = await openBench(makeCustomers(3));
    const { summary } = await bench.run({ dryRun: true }, { token: liveCredential.token });
    expect(summary).toMatchObject({ mode: 'LIVE', counts: { would_create: 3 }, exitCode: 0 });
    expect(summary.plan?.apply).toMatch(/ --live$/);
    expect(countWrites(bench)).toBe(0);
  });
});

describe('applying a plan', () => {
  test('makes exactly the planned creates and updates, without the source', async () => {
    const bench = await openMixed();
    await bench.run({ dryRun: true, runId: 'plan' });
    await rm(bench.source);
    const { rows, summary } = await bench.apply('plan');
    expect(countBy(rows, 'bulk_status')).toEqual({
      created: 60,
      updated: 60,
      unchanged: 60,
      invalid: 20,
    });
    expect(summary).toMatchObject({ command: 'apply', dryRun: false, plan: null, exitCode: 1 });
    const { requests, customers, duplicates } = bench.sandbox.stats();
    expect(requests).toMatchObject({ 'POST /customers': 60, 'POST /customers/{uid}': 60 });
    expect(countWrites(bench)).toBe(120);
    expect([customers, duplicates]).toEqual([180, NO_DUPLICATES]);
    const again = await bench.apply('plan');
    expect(again.summary.counts).toEqual(summary.counts);
    expect(countWrites(bench)).toBe(120);
  });

  test('leaves alone the five customers that were changed, created or deleted since, and does the rest', async () => {
    const bench = await openMixed();
    const { rows: planned } = await bench.run({ dryRun: true, runId: 'plan' });
    const updates = planned.filter((row) => row['bulk_status'] === 'would_update');
    const creates = planned.filter((row) => row['bulk_status'] === 'would_create');
    const [a, b, c] = updates.map((row) => row['bulk_uid'] ?? '');
    await ask(bench.sandbox, `POST /customers/${a}`, { name: 'Changed since' });
    await ask(bench.sandbox, `POST /customers/${b}`, {
      name: updates[1]?.['name'],
      metaData: { tier: 'gold' },
    });
    await ask(bench.sandbox, `DELETE /customers/${c}`);
    const [d, e] = creates;
    await addCustomer(bench.sandbox, { name: 'Came since', externalId: d?.['externalId'] });
    await addCustomer(bench.sandbox, { name: 'Came since', email: e?.['email']?.toUpperCase() });
    const untouched = bench.sandbox
      .snapshot()
      .customers.filter(({ uid, name }) => name === 'Came since' || [a, b, c].includes(uid));
    bench.sandbox.resetStats();
    const { rows, summary } = await bench.apply('plan');
    expect(countBy(rows, 'bulk_error_code')).toMatchObject({ plan_stale: 5 });
    const stale = rows.filter((row) => row['bulk_error_code'] === 'plan_stale');
    expect(stale.map((row) => row['bulk_row']).sort()).toEqual(
      [...updates.slice(0, 3), d, e].map((row) => row?.['bulk_row']).sort(),
    );
    expect(countBy(stale, 'bulk_status')).toEqual({ failed: 5 });
    expect(summary.counts).toMatchObject({ created: 58, updated: 57, failed: 5 });
    expect(countWrites(bench)).toBe(115);
    const { customers } = bench.sandbox.snapshot();
    expect(customers.filter(({ uid }) => untouched.some((one) => one.uid === uid))).toEqual(untouched);
    // Nothing tries them again but a new plan.
    expect(summary.next ?? []).not.toContainEqual(
      expect.objectContaining({ does: 'sends the failed rows again' }),
    );
    bench.sandbox.resetStats();
    const again = await bench.resume('plan', { failed: true });
    expect(again.summary.counts).toEqual(summary.counts);
    // Its counts are those of before, so it must say that it did nothing now.
    expect(JSON.stringify(again.events)).toContain('No row of the run plan was left to do');
    expect(countWrites(bench)).toBe(0);
  });

  test('that was stopped is resumed, still exactly as planned', async () => {
    const bench = await openMixed();
    await bench.run({ dryRun: true, runId: 'plan' });
    const stopped = await bench.apply('plan', { maxRequests: 60, concurrency: 4 });
    expect(stopped.summary).toMatchObject({
      stopped: { reason: 'budget_reached' },
      dryRun: false,
      exitCode: 3,
    });
    expect(stopped.summary.resume).toContain('resume plan');
    const waiting = stopped.rows.filter((row) => row['bulk_status'] === 'pending' && row['bulk_uid'] !== '');
    await ask(bench.sandbox, `POST /customers/${waiting[0]?.['bulk_uid']}`, { name: 'Changed since' });
    const { rows } = await bench.resume('plan');
    expect(countBy(rows, 'bulk_error_code')).toMatchObject({ plan_stale: 1 });
    expect(countBy(rows, 'bulk_status')).toEqual({
      created: 60,
      updated: 59,
      unchanged: 60,
      invalid: 20,
      failed: 1,
    });
    expect(bench.sandbox.stats().duplicates).toEqual(NO_DUPLICATES);
  });

  test('through lost answers, errors and cuts changes each customer once, as planned', async () => {
    const bench = await openMixed();
    await bench.run({ dryRun: true, runId: 'plan' });
    bench.sandbox.configure({
      errorRate: 0.03,
      errorAfterEffectRate: 0.05,
      cutBeforeRate: 0.03,
      cutAfterRate: 0.05,
    });
    const { rows, summary } = await bench.apply('plan');
    expect(countBy(rows, 'bulk_status')).toEqual({
      created: 60,
      updated: 60,
      unchanged: 60,
      invalid: 20,
    });
    expect(summary.stopped).toBeNull();
    const { customers, duplicates, faults } = bench.sandbox.stats();
    expect(Object.values(faults).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(5);
    expect([customers, duplicates]).toEqual([180, NO_DUPLICATES]);
    expect(bench.sandbox.snapshot().customers.filter(({ name }) => !name.startsWith('Customer '))).toEqual(
      [],
    );
  });

  test('is not done because the customer said nearly the same before', async () => {
    const there = { externalId: 'K1', name: 'jose perez', email: 'jose@example.com' };
    const bench = await openBench([{ ...there, name: 'Jose Perez' }], {
      sandbox: { seedCustomers: [there] },
    });
    await bench.run({ dryRun: true, runId: 'plan' });
    // Each update is lost on its way, and another program changes the customer.
    bench.sandbox.configure({ cutBeforeRate: 1, faultsOn: ['POST'] });
    const stopped = await bench.apply('plan', { maxRequests: 3 });
    expect(countBy(stopped.rows, 'bulk_status')).not.toHaveProperty('updated');
    bench.sandbox.configure({ cutBeforeRate: 0 });
    const { uid = '' } = bench.sandbox.snapshot().customers[0] ?? {};
    await ask(bench.sandbox, `POST /customers/${uid}`, { name: 'JOSE PEREZ' });
    const { rows } = await bench.resume('plan', { failed: true });
    expect(countBy(rows, 'bulk_error_code')).toEqual({ plan_stale: 1 });
  });

  test('is refused with the credential of another account', async () => {
    const bench = await openBench(makeCustomers(3));
    await bench.run({ dryRun: true, runId: 'plan' });
    for (const token of [otherCredential.token, liveCredential.token]) {
      const { summary } = await bench.apply('plan', { live: true }, { token });
      expect(summary).toMatchObject({
        stopped: { reason: 'account_changed' },
        counts: { pending: 3 },
        exitCode: 3,
      });
    }
    expect(countWrites(bench)).toBe(0);
  });

  test('is refused for a run that was no dry run', async () => {
    const bench = await openBench(makeCustomers(1));
    await bench.run({ runId: 'done' });
    await expect(bench.apply('done')).rejects.toMatchObject({ code: 'plan_missing' });
  });

  test('brings the planned addresses, too', async () => {
    const bench = await openBench(makeCustomers(4));
    await addCustomer(bench.sandbox, makeCustomers(1)[0]);
    const plan = await bench.run({ dryRun: true, runId: 'plan', provisionAddress: true });
    expect(countBy(plan.rows, 'bulk_status')).toEqual({ unchanged: 1, would_create: 3 });
    // auth, wallet, 1 page, 3 creates with addresses, 1 look, and the list that they are compared with; at most, the known
    // customer has no address, and others of the wallet are newer.
    expect(plan.summary.plan).toMatchObject({
      minRequests: 3 + 6 + 1 + 1,
      requests: 3 + 6 + 3 + 4,
    });
    const { rows } = await bench.apply('plan');
    expect(countBy(rows, 'bulk_address_status')).toEqual({ created: 4 });
  });
});

describe('limits on changes', () => {
  test.each([
    ['--max-changes', { maxChanges: '119' }],
    ['--max-changes', { maxChanges: '59.9%' }],
    ['--max-creates', { maxCreates: '59' }],
    ['--max-updates', { maxUpdates: '0' }],
  ])('%s refuses a run that would change more, and nothing is sent (%j)', async (flag, limits) => {
    const bench = await openMixed();
    const { summary } = await bench.run({ ...limits, runId: 'one' });
    expect(summary).toMatchObject({ stopped: { reason: 'too_many_changes' }, exitCode: 2, resume: null });
    expect(summary.stopped?.message).toContain(flag);
    expect(summary.counts).toMatchObject({ pending: 120, created: 0, updated: 0 });
    expect(countWrites(bench)).toBe(0);
    const plan = await bench.run({ ...limits, dryRun: true });
    expect(plan.summary).toMatchObject({ exitCode: 2, plan: null, counts: MIXED });
  });

  test('let a run pass that changes just as many, and can be raised at resume', async () => {
    const bench = await openMixed();
    await bench.run({ maxChanges: '10%', runId: 'one' });
    const { summary } = await bench.resume('one', {
      maxChanges: '60%',
      maxCreates: '60',
      maxUpdates: '60',
    });
    expect(summary.counts).toMatchObject({ created: 60, updated: 60 });
  });
});

describe('a canary', () => {
  const refuse: BenchOptions['proxy'] = ({ label, body }) =>
    label === 'POST /api/v1/customers' && body['name'] === 'Customer 51'
      ? { status: 422, body: { message: 'no' } }
      : 'pass';

  test('goes before all others, spread over the file', async () => {
    const bench = await openBench(makeCustomers(100), { sandbox: { faults: { recordRequests: 1000 } } });
    const { summary } = await bench.run({ canary: 4 });
    expect(summary.counts).toMatchObject({ created: 100 });
    const names = bench.sandbox
      .requests()
      .flatMap(({ method, body }) => (method === 'POST' ? [(body as { name: string }).name] : []));
    expect(names.slice(0, 4).sort()).toEqual([1, 26, 51, 76].map((n) => `Customer ${n}`).sort());
    expect(new Set(names).size).toBe(100);
  });

  test('that fails stops the run with status 3; resume continues with the others', async () => {
    const bench = await openBench(makeCustomers(100), { proxy: refuse });
    const { summary } = await bench.run({ canary: 4, runId: 'one' });
    expect(summary).toMatchObject({
      stopped: { reason: 'canary_failed' },
      exitCode: 3,
      counts: { created: 3, failed: 1, pending: 96 },
    });
    const again = await bench.resume('one');
    expect(again.summary).toMatchObject({ stopped: null, counts: { created: 99, failed: 1 }, exitCode: 1 });
  });

  test('that was cut short comes to its verdict at resume, before any other row', async () => {
    const bench = await openBench(makeCustomers(100), { proxy: refuse });
    const first = await bench.run({ canary: 4, runId: 'one', maxRequests: 4, concurrency: 1 });
    expect(first.summary.counts).toMatchObject({ created: 2, pending: 98 });
    const { summary } = await bench.resume('one');
    expect(summary).toMatchObject({
      stopped: { reason: 'canary_failed' },
      counts: { created: 3, failed: 1, pending: 96 },
    });
  });

  test('of more rows than there are is all of them', async () => {
    const bench = await openBench([...makeCustomers(3), INVALID]);
    const { summary } = await bench.run({ canary: 10 });
    expect(summary.counts).toMatchObject({ created: 3, invalid: 1 });
  });
});

describe('a LIVE account', () => {
  const live = { token: liveCredential.token };

  test('is asked about where somebody is there: what, how much, and whose', async () => {
    const bench = await openBench(makeCustomers(3));
    const asked: unknown[] = [];
    const answer = (yes: boolean) => (question: unknown) => {
      asked.push(question);
      return Promise.resolve(yes);
    };
    const no = await bench.run(
      { runId: 'one', provisionAddress: true },
      { ...live, confirmLive: answer(false) },
    );
    expect(no.summary).toMatchObject({
      stopped: { reason: 'live_not_confirmed' },
      exitCode: 2,
      counts: { pending: 3 },
    });
    expect(countWrites(bench)).toBe(0);
    const yes = await bench.resume('one', {}, { ...live, confirmLive: answer(true) });
    expect(yes.summary).toMatchObject({ mode: 'LIVE', counts: { created: 3 } });
    const question = {
      creates: 3,
      updates: 0,
      emptiedFields: 0,
      deletes: 0,
      addresses: 3,
      baseUrl: bench.sandbox.url,
      orgId: expect.any(String) as string,
    };
    expect(asked).toEqual([question, question]);
  });

  test('needs --live to resume or apply, too', async () => {
    const bench = await openBench(makeCustomers(3));
    await bench.run({ runId: 'plan', dryRun: true }, live);
    expect((await bench.apply('plan', {}, live)).summary).toMatchObject({
      stopped: { reason: 'live_not_confirmed' },
      exitCode: 2,
    });
    expect((await bench.resume('plan', {}, live)).summary.exitCode).toBe(2);
    expect(countWrites(bench)).toBe(0);
    expect((await bench.resume('plan', { live: true }, live)).summary.counts).toMatchObject({ created: 3 });
  });

  test('is not touched by a TEST credential, nor the other way round', async () => {
    const bench = await openBench(makeCustomers(3));
    const test = await bench.run({ live: true });
    expect(test.summary).toMatchObject({ mode: 'TEST', counts: { created: 3 } });
    expect(new Set(bench.sandbox.snapshot().customers.map(({ mode }) => mode))).toEqual(new Set(['TEST']));
    await bench.run({ runId: 'live', live: true, maxRequests: 3 }, live);
    const { summary } = await bench.resume('live', { live: true });
    expect(summary).toMatchObject({ stopped: { reason: 'account_changed' }, exitCode: 3 });
  });
});
