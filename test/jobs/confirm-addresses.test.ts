/** Addresses as an answer gave them, against the API's own list of them. */
import { describe, expect, test } from 'vitest';
import { ask } from '../sandbox/support.js';
import type { Decide } from '../support/proxy.js';
import { systemClock } from '../../src/core/clock.js';
import { countBy, hurriedClock, makeCustomers, openBench, type ImportBench } from '../support/run-import.js';

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

/** On a busy machine, more than a moment may pass between a look and the answer; then a second look is due. */
const slowClock = { ...hurriedClock, monotonic: () => systemClock.monotonic() / 10 };

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
    await bench.run({ provisionAddress: true }, { clock: slowClock });
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

test('the addresses of a column alone are compared, too', async () => {
  const rows = makeCustomers(3, () => ({ provisionAddress: 'yes' }));
  const bench = await openBench(rows, { proxy: lieInCreate(2, { address: OTHER_TEXT }) });
  const run = await bench.run();
  expect(countBy(run.rows, 'bulk_error_code')).toEqual({ '': 2, address_invalid: 1 });
});

describe('an API that makes two addresses for one request', () => {
  /** Each of these labels gets a second address, before or after the one that is answered. */
  const openDoubling = async (
    labels: readonly string[],
    { count = 3, echoCustomerId = true, isFirst = true } = {},
  ): Promise<ImportBench> => {
    const bench: ImportBench = await openBench(makeCustomers(count), {
      sandbox: { faults: { echoCustomerId } },
      proxy: async ({ label, body }) => {
        if (label !== 'POST /api/v1/addresses' || !labels.includes(String(body['label']))) return 'pass';
        const made = await ask(bench.sandbox, 'POST /addresses', body);
        // The first one is unknown to the run, or the second.
        return isFirst ? 'pass' : { status: made.status, body: made.body, hasEffect: true };
      },
    });
    return bench;
  };

  test.each([
    [{ isFirst: true }],
    [{ isFirst: false }],
    [{ echoCustomerId: false }],
    [{ echoCustomerId: false, isFirst: false }],
    // The oldest addresses of the run are at the end of a page.
    [{ count: 99 }],
  ])('is noticed: %o', async (how) => {
    const bench = await openDoubling(['c-1', 'c-2'], how);
    const { rows } = await bench.run({ provisionAddress: true }, { clock: slowClock });
    const { addresses } = bench.sandbox.snapshot();
    expect(rows.slice(0, 3).map((row) => row['bulk_error_code'])).toEqual([
      'address_twice',
      'address_twice',
      '',
    ]);
    for (const row of rows.slice(0, 2)) {
      expect(row).toMatchObject({ bulk_address: '', bulk_address_uid: '', bulk_status: 'failed' });
      const twins = addresses.filter(({ label }) => label === row['externalId']);
      expect(twins).toHaveLength(2);
      for (const { uid } of twins) expect(row['bulk_error']).toContain(uid);
    }
  });

  test('a second address that was made much later is no twin', async () => {
    let isMade = false;
    const bench: ImportBench = await openBench(makeCustomers(3), {
      proxy: async ({ label }) => {
        if (label !== NEW_LIST || isMade) return 'pass' as const;
        isMade = true;
        const [customer] = bench.sandbox.snapshot().customers;
        bench.sandbox.configure({ createdAtSkewMs: 3_600_000 });
        const body = { label: 'c-1', asset: 'BTC', accountId: 'wallet-a', customerId: customer?.uid };
        await ask(bench.sandbox, 'POST /addresses', body);
        return 'pass' as const;
      },
    });
    const { rows } = await bench.run({ provisionAddress: true }, { clock: slowClock });
    expect(bench.sandbox.snapshot().addresses).toHaveLength(4);
    expect(countBy(rows, 'bulk_address_status')).toEqual({ created: 3 });
  });

  test.each([0, 30 * 86_400_000])('one that came after a comparison, by %s ms, is a wish', async (later) => {
    let isRefused = true;
    const bench: ImportBench = await openBench(makeCustomers(3), {
      proxy: ({ label, body }) => {
        const isLast = label === 'POST /api/v1/customers' && body['externalId'] === 'c-3';
        if (isLast && isRefused) return { status: 400, body: { message: 'name is bad' } };
        return label.startsWith('GET') && label.includes('/addresses') ? withoutTimes : 'pass';
      },
    });
    const first = await bench.run({ runId: 'one', provisionAddress: true }, { clock: slowClock });
    expect(countBy(first.rows, 'bulk_status')).toEqual({ created: 2, failed: 1 });
    isRefused = false;
    bench.sandbox.configure({ createdAtSkewMs: later });
    const customer = bench.sandbox.snapshot().customers.find(({ externalId }) => externalId === 'c-1');
    const body = { label: 'another', asset: 'BTC', accountId: 'wallet-a', customerId: customer?.uid };
    await ask(bench.sandbox, 'POST /addresses', body);
    const { rows } = await bench.resume('one', { failed: true }, { clock: slowClock });
    expect(countBy(rows, 'bulk_status')).toEqual({ created: 3 });
    expect(countBy(rows, 'bulk_address_status')).toEqual({ created: 3 });
  });
});

/** An answer of a list that does not say when its addresses were made. */
const withoutTimes = ({ body }: { readonly body: unknown }): unknown => {
  const { data, ...rest } = body as { readonly data: readonly Record<string, unknown>[] };
  return { ...rest, data: data.map((one) => ({ ...one, createdAt: null })) };
};

test('a run that stops after its last row, and has no address, is at its end', async () => {
  const bench = await openBench(makeCustomers(3), {
    proxy: ({ label }) =>
      label === 'POST /api/v1/customers' ? { status: 400, body: { message: 'name is bad' } } : 'pass',
  });
  const { summary } = await bench.run({ runId: 'one', provisionAddress: true, maxErrors: '100%' });
  expect(summary).toMatchObject({ exitCode: 1, resume: null, counts: { failed: 3 } });
});

describe('a run that is stopped before its addresses are compared', () => {
  const openStopped = (onList: () => void): Promise<ImportBench> => {
    const lie = lieInCreate(2, { address: OTHER_TEXT });
    return openBench(makeCustomers(3), {
      proxy: (request) => {
        if (request.label === NEW_LIST && isNewestFirst(request.path)) onList();
        return lie(request);
      },
    });
  };

  test('is interrupted, and its resume compares them', async () => {
    let interrupt: () => void = () => undefined;
    const bench = await openStopped(() => interrupt());
    const onEvent = (_event: unknown, stop: () => void): void => void (interrupt = stop);
    const first = await bench.run({ provisionAddress: true, runId: 'one' }, { onEvent, clock: slowClock });
    expect(first.summary).toMatchObject({ stopped: { reason: 'interrupted' }, exitCode: 130 });
    expect(first.summary.resume).toContain('resume one');
    const { rows, summary } = await bench.resume('one', {}, { clock: slowClock });
    expect(countBy(rows, 'bulk_error_code')).toEqual({ '': 2, address_invalid: 1 });
    expect(summary.resume).toBeNull();
    bench.sandbox.resetStats();
    await bench.resume('one');
    expect(bench.sandbox.stats().requests).toEqual({});
  });

  test('does not compare for ever with a budget that is too small for the list', async () => {
    const bench = await openBench(makeCustomers(300));
    const options = { provisionAddress: true, runId: 'one', maxRequests: 604 };
    const first = await bench.run(options, { clock: slowClock });
    expect(first.summary).toMatchObject({ stopped: { reason: 'budget_reached' }, counts: { created: 300 } });
    const { summary, events } = await bench.resume('one', { maxRequests: 4 }, { clock: slowClock });
    expect(summary).toMatchObject({ resume: null, exitCode: 0 });
    expect(JSON.stringify(events)).toContain('did not confirm');
  });
});

describe('an address that another program makes in the wallet, beside that in the own sub-account', () => {
  /** `c-2` gets it right before its own. */
  const openBeside = async (hide: boolean): Promise<ImportBench> => {
    let isMade = false;
    const bench: ImportBench = await openBench(makeCustomers(3), {
      proxy: async ({ label, body }) => {
        if (hide && label === NEW_LIST)
          return ({ body: answer }) => {
            const given = answer as { readonly data: readonly object[] };
            return { ...given, data: given.data.map((one) => ({ ...one, subAccountId: undefined })) };
          };
        if (!/^POST .*\/sub-accounts\/.*\/addresses$/.test(label) || body['label'] !== 'c-2' || isMade)
          return 'pass' as const;
        isMade = true;
        const customer = bench.sandbox.snapshot().customers.find(({ externalId }) => externalId === 'c-2');
        const other = { label: 'c-2', asset: 'BTC', accountId: 'wallet-a', customerId: customer?.uid };
        await ask(bench.sandbox, 'POST /addresses', other);
        return 'pass' as const;
      },
    });
    return bench;
  };
  const options = { provisionAddress: true, subAccount: 'per-customer' } as const;

  test.each([false, true])(
    'may be a second one, and the row says so (no sub-account in the list: %s)',
    async (hide) => {
      const bench = await openBeside(hide);
      const { rows } = await bench.run(options, { clock: slowClock });
      expect(countBy(rows, 'bulk_error_code')).toEqual({ '': 2, address_twice: 1 });
      expect(rows[1]?.['bulk_error']).toContain(
        'the list does not say the sub-account of the second one. Either',
      );
    },
  );
});
