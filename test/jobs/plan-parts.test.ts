/** A plan that is applied in parts: each row once, and what is not named stays planned. */
import { describe, expect, test } from 'vitest';
import { applyOptionsSchema } from '../../src/config/options.js';
import { readRunChanges } from '../../src/jobs/run/changes.js';
import { listRuns } from '../../src/jobs/run/runs.js';
import { toSummaryText } from '../../src/jobs/report.js';
import { addCustomer, ask } from '../sandbox/support.js';
import {
  countBy,
  makeCustomers,
  NO_DUPLICATES,
  openBench,
  type Fields,
  type ImportBench,
  type ImportResult,
} from '../support/run-import.js';

const UPDATED = [3, 4];
const UNCHANGED = 5;
const INVALID = 6;

/** Of ten rows: 3 and 4 are there with another name, 5 as it should be, 6 is invalid, the others are not there. */
async function openTen(more: (number: number) => Fields = () => ({})): Promise<ImportBench> {
  const customers = makeCustomers(10, (n) => ({ ...more(n), ...(n === INVALID ? { name: '' } : {}) }));
  const there = customers.filter((_, at) => [...UPDATED, UNCHANGED].includes(at + 1));
  const bench = await openBench(customers, {
    sandbox: {
      seedCustomers: there.map((one) => ({
        externalId: one['externalId'] ?? '',
        email: one['email'] ?? '',
        name: one['externalId'] === `c-${UNCHANGED}` ? (one['name'] ?? '') : 'Old',
        createdAt: '2026-01-01T00:00:00.000Z',
      })),
    },
  });
  return bench;
}

const planOf = (bench: ImportBench, flags: Fields = {}): Promise<ImportResult> =>
  bench.run({ dryRun: true, runId: 'plan', ...flags });

const toStatuses = ({ rows }: ImportResult): string[] => rows.map((row) => row['bulk_status'] ?? '');

/** Customers that have their planned values. */
const listDone = (bench: ImportBench): string[] =>
  bench.sandbox
    .snapshot()
    .customers.filter(({ name }) => name.startsWith('Customer '))
    .map(({ externalId }) => externalId ?? '')
    .sort();

const WHOLE = [1, 2, 3, 4, 5, 7, 8, 9, 10].map((n) => `c-${n}`).sort();

describe('a part of a plan', () => {
  test('is the rows that --only names; the rest stays planned, and a later apply does it', async () => {
    const bench = await openTen();
    await planOf(bench);
    bench.sandbox.resetStats();
    const part = await bench.apply('plan', { only: '1,3-6' });
    expect(toStatuses(part)).toEqual([
      ...['created', 'would_create', 'updated', 'updated', 'unchanged', 'invalid'],
      ...Array<string>(4).fill('would_create'),
    ]);
    expect(part.summary).toMatchObject({ dryRun: false, stopped: null, resume: null, exitCode: 1 });
    expect(part.summary.counts).toMatchObject({ created: 1, updated: 2, would_create: 5, pending: 0 });
    expect(part.summary.plan).toMatchObject({ rows: 5, minRequests: 1 + 1 + 5, requests: 1 + 1 + 5 });
    expect(part.summary.plan?.apply).toContain('bitpowr-bulk apply plan');
    expect(toSummaryText(part.summary, [])).toContain(
      '5 rows stay planned. To carry out the rest takes 7 requests',
    );
    expect(bench.sandbox.stats().requests).toMatchObject({
      'POST /customers': 1,
      'POST /customers/{uid}': 2,
    });
    const rest = await bench.apply('plan');
    expect(rest.summary).toMatchObject({ plan: null, counts: { created: 6, updated: 2, would_create: 0 } });
    expect(listDone(bench)).toEqual(WHOLE);
    const { duplicates, requests } = bench.sandbox.stats();
    expect(duplicates).toEqual(NO_DUPLICATES);
    expect(requests).toMatchObject({ 'POST /customers': 6, 'POST /customers/{uid}': 2 });
  });

  test('is all but the rows that --except names, and may be chosen again', async () => {
    const bench = await openTen();
    await planOf(bench);
    const part = await bench.apply('plan', { except: '2, 3' });
    expect(part.summary.counts).toMatchObject({ created: 5, updated: 1, would_create: 1, would_update: 1 });
    // The rows of the first part are done: naming them once more does nothing.
    const more = await bench.apply('plan', { only: '1-2' });
    expect(more.summary.counts).toMatchObject({ created: 6, updated: 1, would_create: 0, would_update: 1 });
    await bench.apply('plan', { only: '3' });
    expect(listDone(bench)).toEqual(WHOLE);
    expect(bench.sandbox.stats().requests).toMatchObject({
      'POST /customers': 6,
      'POST /customers/{uid}': 2,
    });
  });

  test('stays a part when it is stopped and resumed', async () => {
    const bench = await openTen();
    await planOf(bench);
    const stopped = await bench.apply('plan', { except: '1-3', maxRequests: 4, concurrency: 1 });
    expect(stopped.summary).toMatchObject({ stopped: { reason: 'budget_reached' }, plan: null });
    expect(stopped.summary.counts).toMatchObject({ would_create: 2, would_update: 1 });
    expect(stopped.summary.counts.pending).toBeGreaterThan(0);
    const resumed = await bench.resume('plan');
    expect(resumed.summary).toMatchObject({
      plan: { rows: 3 },
      counts: { created: 4, updated: 1, would_create: 2, would_update: 1, pending: 0 },
    });
    await bench.apply('plan');
    expect(listDone(bench)).toEqual(WHOLE);
  });

  test('is carried out exactly as planned: what changed in between is refused', async () => {
    const bench = await openTen();
    const { rows } = await planOf(bench);
    await bench.apply('plan', { only: '1' });
    await ask(bench.sandbox, `POST /customers/${rows[2]?.['bulk_uid']}`, { name: 'Changed since' });
    await addCustomer(bench.sandbox, { name: 'Came since', externalId: 'c-7' });
    const rest = await bench.apply('plan');
    expect(countBy(rest.rows, 'bulk_error_code')).toMatchObject({ plan_stale: 2 });
    expect(rest.summary.counts).toMatchObject({ created: 5, updated: 1, failed: 2 });
    expect(bench.sandbox.stats().duplicates).toEqual(NO_DUPLICATES);
  });

  test('may be of addresses alone, each made once', async () => {
    const bench = await openTen((n) => ({ provisionAddress: n > 2 && n < 6 ? 'yes' : 'no' }));
    await planOf(bench);
    const part = await bench.apply('plan', { only: '4' });
    expect(countBy(part.rows, 'bulk_address_status')).toMatchObject({ created: 1 });
    expect(
      readRunChanges(`${part.summary.runDir}/..`, 'plan', { first: 9, reveal: true }).rest,
    ).toMatchObject({
      counts: { created: 6, updated: 1, address: 1 },
      addresses: 2,
    });
    const rest = await bench.apply('plan');
    expect(countBy(rest.rows, 'bulk_address_status')).toMatchObject({ created: 3 });
    expect(bench.sandbox.stats().duplicates).toEqual(NO_DUPLICATES);
  });

  test('is in show and in the list of runs with what stays planned', async () => {
    const bench = await openTen();
    await planOf(bench);
    const { summary } = await bench.apply('plan', { only: '1-3' });
    const reportsDir = `${summary.runDir}/..`;
    const found = readRunChanges(reportsDir, 'plan', { first: 9, reveal: true });
    expect(found).toMatchObject({ isPlan: false, counts: { created: 2, updated: 1 } });
    expect(found.rest?.changes.map(({ rowNumber }) => rowNumber)).toEqual([4, 7, 8, 9, 10]);
    const [listed] = listRuns(reportsDir);
    expect(listed?.summary?.counts).toMatchObject({ created: 2, would_create: 4, would_update: 1 });
  });

  test('is undone without what stays planned, which can still be applied', async () => {
    const bench = await openTen();
    await planOf(bench);
    await bench.apply('plan', { only: '1,3' });
    const undone = await bench.undo('plan', { deleteCreated: true });
    expect(undone.summary.counts).toMatchObject({ updated: 1, deleted: 1 });
    const rest = await bench.apply('plan');
    expect(rest.summary.counts).toMatchObject({ created: 6, updated: 2 });
    expect(listDone(bench)).toEqual(expect.arrayContaining(['c-2', 'c-4', 'c-7']));
  });

  test('has a canary of its own', async () => {
    const bench = await openTen();
    await planOf(bench);
    const first = await bench.apply('plan', { only: '1-2', canary: 1 });
    expect(first.summary.counts).toMatchObject({ created: 2 });
    bench.sandbox.configure({ errorRate: 1 });
    const rest = await bench.apply('plan', { canary: 2 });
    expect(rest.summary.counts.created).toBe(2);
    expect(rest.summary.stopped).not.toBeNull();
  });
});

describe('rows that are named', () => {
  test.each([
    ['a row beyond the last', { only: '1,11' }, 'row_unknown', 'The run plan has no row 11.'],
    ['a range beyond the last', { except: '9-12' }, 'row_unknown', 'The run plan has no row 12.'],
    ['an invalid row', { only: '6' }, 'row_not_planned', 'The plan plan does not change row 6.'],
    ['a row that is as it should be', { except: '5' }, 'row_not_planned', 'does not change row 5.'],
    ['a range of such rows', { only: '5-6' }, 'row_not_planned', 'any of the rows 5-6.'],
  ])('are refused before anything is sent: %s', async (_what, part, code, message) => {
    const bench = await openTen();
    await planOf(bench);
    bench.sandbox.resetStats();
    await expect(bench.apply('plan', part)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message) as string,
    });
    expect(bench.sandbox.stats().requests).toEqual({});
    const whole = await bench.apply('plan');
    expect(whole.summary.counts).toMatchObject({ created: 6, updated: 2 });
  });

  test.each(['', '0', '5-', '9-5', 'a', '1;2', '1,,2', '1-2-3', '1.5'])('are not %j', (only) => {
    expect(applyOptionsSchema.safeParse({ only }).error?.issues[0]?.message).toContain('such as 1,5-9');
  });

  test('are those to apply, or those to leave out, not both', () => {
    const { error } = applyOptionsSchema.safeParse({ only: '1', except: '2' });
    expect(error?.issues[0]?.message).toContain('--except');
  });
});

describe('the question before a plan is applied', () => {
  test('has the counts of the part; no leaves the plan as it was', async () => {
    const bench = await openTen((n) => (n === 4 ? { phone: '' } : {}));
    const { rows } = await planOf(bench);
    bench.sandbox.resetStats();
    const asked: unknown[] = [];
    const answer = (yes: boolean) => (question: unknown) => {
      asked.push(question);
      return Promise.resolve(yes);
    };
    const no = bench.apply('plan', { only: '1-4' }, { confirmPlan: answer(false) });
    await expect(no).rejects.toMatchObject({ code: 'plan_not_confirmed' });
    expect(bench.sandbox.stats().requests).toEqual({});
    const again = await bench.resume('plan');
    expect([again.summary.dryRun, toStatuses(again)]).toEqual([true, rows.map((row) => row['bulk_status'])]);
    const yes = await bench.apply('plan', { only: '1-4' }, { confirmPlan: answer(true) });
    expect(yes.summary.counts).toMatchObject({ created: 2, updated: 2, would_create: 4 });
    const question = {
      runId: 'plan',
      mode: 'TEST',
      baseUrl: bench.sandbox.url,
      creates: 2,
      updates: 2,
      emptiedFields: 0,
      deletes: 0,
      addresses: 0,
      held: 4,
    };
    expect(asked).toEqual([question, question]);
  });

  test('is not asked where nothing is left to do', async () => {
    const bench = await openTen();
    await planOf(bench);
    await bench.apply('plan');
    const confirmPlan = () => Promise.reject(new Error('asked'));
    expect((await bench.apply('plan', {}, { confirmPlan })).summary.counts).toMatchObject({ created: 6 });
  });
});
