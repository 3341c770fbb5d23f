/** Addresses as an answer gave them, against the API's own list of them. */
import { describe, expect, test } from 'vitest';
import type { Decide } from '../support/proxy.js';
import { systemClock } from '../../src/core/clock.js';
import { countBy, hurriedClock, makeCustomers, openBench } from '../support/run-import.js';

const NEW_LIST = 'GET /api/v1/addresses';
const isNewestFirst = (path: string): boolean => path.includes('orderBy=desc');

/** The `number`th address that is made gets another text in its answer. */
function lieInCreate(number: number, lie: Record<string, unknown>): Decide {
  let made = 0;
  return ({ label }) => {
    if (label !== 'POST /api/v1/addresses') return 'pass';
    made += 1;
    if (made !== number) return 'pass';
    return ({ body }) => {
      const answer = body as { readonly data: Record<string, unknown> };
      return { ...answer, data: { ...answer.data, ...lie } };
    };
  };
}

const OTHER_TEXT = 'tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx';

describe('the addresses of a run are compared with the list', () => {
  test.each([3, 120])('an answer with another text is not believed, among %s rows', async (rows) => {
    const bench = await openBench(makeCustomers(rows), { proxy: lieInCreate(3, { address: OTHER_TEXT }) });
    const first = await bench.run({ provisionAddress: true });
    expect(countBy(first.rows, 'bulk_address_status')).toEqual({ created: rows - 1, failed: 1 });
    expect(first.rows.find((row) => row['bulk_status'] === 'failed')).toMatchObject({
      bulk_error_code: 'address_invalid',
      bulk_address: '',
      bulk_address_uid: '',
    });
    // The address that is there is found by the next import, and no second one is made.
    const second = await bench.run({ provisionAddress: true });
    expect(countBy(second.rows, 'bulk_address_status')).toEqual({ existing: rows });
    expect(bench.sandbox.stats().addresses).toBe(rows);
  });

  test('120 addresses take two requests', async () => {
    const bench = await openBench(makeCustomers(120));
    // On a busy machine, more than a moment may pass between a look and the answer; then a second look is due.
    const clock = { ...hurriedClock, monotonic: () => systemClock.monotonic() / 10 };
    await bench.run({ provisionAddress: true }, { clock });
    expect(bench.sandbox.stats().requests).toMatchObject({ 'POST /addresses': 120, 'GET /addresses': 2 });
  });

  test('one that the list does not show is a warning', async () => {
    const bench = await openBench(makeCustomers(3), {
      proxy: ({ label }) =>
        label === NEW_LIST
          ? ({ body }) => {
              const answer = body as { readonly data: readonly Record<string, unknown>[] };
              return { ...answer, data: answer.data.filter(({ label: of }) => of !== 'c-2') };
            }
          : 'pass',
    });
    const { rows } = await bench.run({ provisionAddress: true });
    expect(rows.map((row) => row['bulk_warnings'])).toEqual(['', 'address_not_listed', '']);
    expect(countBy(rows, 'bulk_address_status')).toEqual({ created: 3 });
  });

  test('one that the list shows only later is no warning, and the next import makes no second one', async () => {
    let lists = 0;
    const bench = await openBench(makeCustomers(120), {
      proxy: ({ label }) => {
        if (label !== NEW_LIST || (lists += 1) > 2) return 'pass';
        return ({ body }) => {
          const answer = body as { readonly data: readonly Record<string, unknown>[] };
          return { ...answer, data: answer.data.filter(({ label: of }) => !String(of).endsWith('7')) };
        };
      },
    });
    const { rows } = await bench.run({ provisionAddress: true });
    expect(countBy(rows, 'bulk_warnings')).toEqual({ '': 120 });
    expect(lists).toBeGreaterThan(2);
    await bench.run({ provisionAddress: true });
    expect(bench.sandbox.stats().addresses).toBe(120);
  });

  test('a list that has an address a second time, for another asset, contradicts nothing', async () => {
    const bench = await openBench(makeCustomers(60), {
      proxy: ({ label }) =>
        label === NEW_LIST
          ? ({ body }) => {
              const answer = body as { readonly data: readonly Record<string, unknown>[] };
              const tokens = answer.data.map((one) => ({ ...one, uid: `token-${String(one['uid'])}` }));
              return { ...answer, data: [...tokens, ...answer.data] };
            }
          : 'pass',
    });
    const { rows } = await bench.run({ provisionAddress: true });
    expect(countBy(rows, 'bulk_address_status')).toEqual({ created: 60 });
    expect(countBy(rows, 'bulk_warnings')).toEqual({ '': 60 });
  });

  test('many answers with another text are not believed either', async () => {
    let made = 0;
    const bench = await openBench(makeCustomers(120), {
      proxy: ({ label }) =>
        label === 'POST /api/v1/addresses'
          ? ({ body }) => {
              const answer = body as { readonly data: Record<string, unknown> };
              made += 1;
              return {
                ...answer,
                data: { ...answer.data, uid: `99999999-9999-4999-8999-${String(made).padStart(12, '0')}` },
              };
            }
          : 'pass',
    });
    const { rows } = await bench.run({ provisionAddress: true });
    expect(countBy(rows, 'bulk_error_code')).toEqual({ address_invalid: 120 });
    expect(countBy(rows, 'bulk_address_uid')).toEqual({ '': 120 });
  });

  test('a list that is refused, or in another order, says nothing', async () => {
    const refused = await openBench(makeCustomers(3), {
      proxy: ({ label, path }) =>
        label === NEW_LIST && isNewestFirst(path) ? { status: 400, body: { message: 'no' } } : 'pass',
    });
    const { rows } = await refused.run({ provisionAddress: true });
    expect(countBy(rows, 'bulk_address_status')).toEqual({ created: 3 });
    expect(rows.map((row) => row['bulk_warnings'])).toEqual(['', '', '']);
  });
});
