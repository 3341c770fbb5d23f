import { describe, expect, test } from 'vitest';
import type { SandboxFaults } from '../../src/sandbox/index.js';
import { addCustomer } from '../sandbox/support.js';
import { makeCustomers, openBench, type Fields } from '../support/run-import.js';
import { toNotKept, toWarnings } from './row-fields.js';
import { runAgain, runTruly, runTwice, toStatuses } from './truth.js';

const ROWS = 8;

/** Rows with every field; every other has two spaces in its name. */
const full = (n: number): Fields => ({
  name: n % 2 === 0 ? `Customer  ${n}` : `Customer ${n}`,
  phone: `+23480123456${70 + n}`,
  description: `since ${2000 + n}`,
  'address.street': `${n} Broad Street`,
  'address.city': 'Lagos',
  'address.country': 'NG',
  'metaData.plan': 'gold',
  'metaData.tier': `t${n}`,
});

const CASES: [string, Partial<SandboxFaults>, string[]][] = [
  ['names in capitals', { nameForm: 'upper' }, ['name']],
  ['no metaData', { ignoredFields: ['metaData'] }, ['metaData.plan', 'metaData.tier']],
  ['no phone', { ignoredFields: ['phone'] }, ['phone']],
  ['no description', { ignoredFields: ['description'] }, ['description']],
  ['no address', { ignoredFields: ['address'] }, ['address.city', 'address.country', 'address.street']],
  [
    'neither phone nor metaData',
    { ignoredFields: ['phone', 'metaData'] },
    ['metaData.plan', 'metaData.tier', 'phone'],
  ],
];

describe.each(CASES)('a server that keeps %s', (_, faults, fields) => {
  test('is reported in every row that was created, in the fields that differ', async () => {
    const bench = await openBench(makeCustomers(ROWS, full), { sandbox: { faults } });
    const { summary, rows } = await runTruly(bench);
    expect(summary).toMatchObject({ counts: { created: ROWS }, exitCode: 0, stopped: null });
    expect(rows.map(toNotKept)).toEqual(Array(ROWS).fill(fields));
    expect(rows.map((row) => row['bulk_warnings'])).toEqual(Array(ROWS).fill('not_kept'));
    const groups = summary.issues.filter(({ code }) => code === 'not_kept');
    expect(groups.length).toBeGreaterThan(0);
    expect(groups.map(({ severity }) => severity)).toEqual(Array(groups.length).fill('warning'));
    expect(groups.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(ROWS);
  });

  test('is reported again in the next run, which updates', async () => {
    const bench = await openBench(makeCustomers(ROWS, full), { sandbox: { faults } });
    await runTruly(bench);
    const second = await runAgain(bench);
    expect(toStatuses(second)).toEqual({ updated: ROWS });
    expect(second.rows.map(toNotKept)).toEqual(Array(ROWS).fill(fields));
    expect(second.summary.issues.map(({ code }) => code)).toContain('not_kept');
  });

  test('is reported in rows that were updated', async () => {
    const bench = await openBench(makeCustomers(ROWS, full));
    for (let n = 1; n <= ROWS; n += 1)
      await addCustomer(bench.sandbox, { externalId: `c-${n}`, name: `Old ${n}` });
    bench.sandbox.configure(faults);
    const { rows, summary } = await runTruly(bench);
    expect(summary.counts).toMatchObject({ updated: ROWS });
    expect(rows.map(toNotKept)).toEqual(Array(ROWS).fill(fields));
  });
});

test('only rows with a field that differs are reported', async () => {
  const bench = await openBench(makeCustomers(ROWS, full), { sandbox: { faults: { nameForm: 'squeezed' } } });
  const { rows } = await runTruly(bench);
  expect(rows.map(toNotKept)).toEqual(rows.map((_, at) => (at % 2 === 0 ? [] : ['name'])));
  const second = await runAgain(bench);
  expect(toStatuses(second)).toEqual({ unchanged: ROWS / 2, updated: ROWS / 2 });
});

test.each<Partial<SandboxFaults>>([
  { metaDataForm: 'text' },
  { sparseAnswers: true },
  { numericPhone: true },
  { unknownFields: true },
])('a server that has it all, and answers in its own way, needs no warning: %j', async (faults) => {
  const bench = await openBench(makeCustomers(ROWS, full), { sandbox: { faults } });
  const { first, second } = await runTwice(bench);
  expect(toStatuses(first)).toEqual({ created: ROWS });
  expect(first.rows.flatMap(toWarnings)).toEqual([]);
  expect(first.summary.issues).toEqual([]);
  expect(toStatuses(second)).toEqual({ unchanged: ROWS });
});
