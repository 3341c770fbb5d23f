/**
 * Traps that were met in review, each as the behaviour that is wanted.
 */
import { describe, expect, test } from 'vitest';
import { systemClock, type Clock } from '../../src/core/clock.js';
import { addCustomer, ask } from '../sandbox/support.js';
import type { Passage } from '../support/proxy.js';
import {
  countBy,
  hurriedClock,
  makeCustomers,
  NO_DUPLICATES,
  openBench,
  type ImportBench,
} from '../support/run-import.js';

const CUSTOMER = { name: 'Customer 1', externalId: 'c-1', email: 'c1@example.com' };
const EXPIRED = { status: 401, body: { message: 'EXPIRED_API_KEY' } } as const;

/** What another program does: the same customer, and its address. */
async function addElsewhere(bench: ImportBench): Promise<void> {
  const { uid } = await addCustomer(bench.sandbox, CUSTOMER);
  const body = { label: 'by another', asset: 'BTC', accountId: 'wallet-a', customerId: uid };
  await ask(bench.sandbox, 'POST /addresses', body);
}

describe('an address twice', () => {
  test('a run stopped between customer and address, the source imported again, then resumed', async () => {
    const bench = await openBench(makeCustomers(6));
    await bench.run(
      { provisionAddress: true, runId: 'one', concurrency: 2 },
      {
        onEvent: (event, interrupt) => {
          if (event.type === 'request' && event.route === 'POST /customers') interrupt();
        },
      },
    );
    await bench.run({ provisionAddress: true, runId: 'two' });
    await bench.resume('one');
    expect(bench.sandbox.stats().duplicates).toEqual(NO_DUPLICATES);
  });

  test('a create refused with 401 is taken for one in doubt', async () => {
    let isRefused = true;
    const bench = await openBench(makeCustomers(1), {
      proxy: ({ label }) => (label === 'POST /api/v1/customers' && isRefused ? EXPIRED : 'pass'),
    });
    await bench.run({ provisionAddress: true, runId: 'one' });
    isRefused = false;
    await addElsewhere(bench);
    const { rows } = await bench.resume('one');
    expect(rows[0]?.['bulk_status']).toBe('unchanged');
    expect(bench.sandbox.stats().duplicates).toEqual(NO_DUPLICATES);
  });

  test('a create refused as existing is left in doubt when the look meets a 401', async () => {
    let [isMade, isRefused] = [false, false];
    const bench = await openBench(makeCustomers(1), {
      proxy: async ({ label }): Promise<Passage> => {
        if (label === 'POST /api/v1/customers' && !isMade) {
          isMade = true;
          await addElsewhere(bench);
        } else if (label === 'GET /api/v1/customers' && isMade && !isRefused) {
          isRefused = true;
          return EXPIRED;
        }
        return 'pass';
      },
    });
    await bench.run({ provisionAddress: true, runId: 'one' });
    const { rows } = await bench.resume('one');
    expect(rows[0]?.['bulk_status']).toBe('unchanged');
    expect(bench.sandbox.stats().duplicates).toEqual(NO_DUPLICATES);
  });

  test('two rows meet one customer only while sending', async () => {
    let isMade = false;
    const bench = await openBench(
      [
        { externalId: 'x-1', name: 'By id', email: '' },
        { externalId: '', name: 'By mail', email: 'x1@example.com' },
      ],
      {
        proxy: async ({ label }): Promise<Passage> => {
          if (label === 'POST /api/v1/customers' && !isMade) {
            isMade = true;
            await addCustomer(bench.sandbox, { name: 'X', externalId: 'x-1', email: 'x1@example.com' });
          }
          return 'pass';
        },
      },
    );
    const { rows } = await bench.run({ provisionAddress: true });
    expect(countBy(rows, 'bulk_status')).toEqual({ updated: 1, conflict: 1 });
    expect(bench.sandbox.stats().duplicates).toEqual(NO_DUPLICATES);
  });

  // Ten times as fast as the system's: the request is given up after 0.5 s and takes effect 1.5 s after it came.
  test('a request given up takes effect a second later', async () => {
    const bench = await openBench(makeCustomers(1), {
      sandbox: { faults: { faultsOn: ['POST /addresses'], hangRate: 1, lateEffectMs: 150 } },
    });
    const fast: Clock = {
      now: () => Date.now(),
      monotonic: () => performance.now() * 10,
      sleep: (ms, signal) => systemClock.sleep(ms / 10, signal),
    };
    await bench.run(
      { provisionAddress: true, timeout: 0.5 },
      {
        clock: fast,
        onEvent: (event) => {
          if (event.type === 'request' && event.route === 'POST /addresses')
            bench.sandbox.configure({ hangRate: 0 });
        },
      },
    );
    await systemClock.sleep(200);
    expect(bench.sandbox.stats().duplicates).toEqual(NO_DUPLICATES);
  });

  test('the vendor writes the wallet of an address in another case', async () => {
    const bench = await openBench(makeCustomers(1), {
      proxy: async ({ label, path, body }) => {
        if (!label.endsWith('/addresses')) return 'pass';
        const [method = 'GET'] = label.split(' ');
        const to = `${method} ${path.replace('/api/v1', '')}`;
        const answer = await ask(bench.sandbox, to, method === 'GET' ? undefined : body);
        return { status: answer.status, body: JSON.parse(answer.text.replaceAll('wallet-a', 'WALLET-A')) };
      },
    });
    await bench.run({ provisionAddress: true });
    await bench.run({ provisionAddress: true });
    expect(bench.sandbox.stats().duplicates).toEqual(NO_DUPLICATES);
  });

  test('the vendor names the customer of an address by another id', async () => {
    const bench = await openBench(makeCustomers(1), {
      proxy: async ({ label, path, body }) => {
        if (!label.endsWith('/addresses')) return 'pass';
        const [method = 'GET'] = label.split(' ');
        const to = `${method} ${path.replace('/api/v1', '')}`;
        const answer = await ask(bench.sandbox, to, method === 'GET' ? undefined : body);
        const text = answer.text.replaceAll(/"customerId":"[^"]*"/g, '"customerId":"1234"');
        return { status: answer.status, body: JSON.parse(text) };
      },
    });
    await bench.run({ provisionAddress: true });
    await bench.run({ provisionAddress: true });
    expect(bench.sandbox.stats().duplicates).toEqual(NO_DUPLICATES);
  });
});

describe('a customer twice', () => {
  test('a row with a uid alone, which --match leaves out', async () => {
    const bench = await openBench([{ uid: '11111111-1111-4111-8111-111111111111', name: 'Uid only' }], {
      proxy: ({ label, nth }) => (label === 'POST /api/v1/customers' && nth === 1 ? 'cut_after' : 'pass'),
    });
    await bench.run({ match: 'externalId,email' });
    await bench.run({ match: 'externalId,email' });
    expect(bench.sandbox.stats().customers).toBeLessThanOrEqual(1);
  });
});

describe('a status that says what was meant instead of what happened', () => {
  test('an update without effect is `updated` where --match leaves out the uid', async () => {
    const bench = await openBench(makeCustomers(1), {
      proxy: ({ label, nth }) => (label.startsWith('POST /api/v1/customers/') && nth === 1 ? 'cut' : 'pass'),
    });
    await addCustomer(bench.sandbox, { ...CUSTOMER, name: 'Old' });
    const { rows } = await bench.run({ match: 'externalId,email' });
    expect(rows[0]?.['bulk_status']).toBe('updated');
    expect(bench.sandbox.snapshot().customers[0]?.name).toBe('Customer 1');
  });

  test.each([
    ['upsert', 'updated', 'Customer 1'],
    ['create', 'exists', 'Other'],
  ] as const)('200 with a customer made a moment ago by another: %s', async (mode, status, name) => {
    let isMade = false;
    const bench = await openBench(makeCustomers(1), {
      sandbox: { faults: { alreadyExists: '200' } },
      proxy: async ({ label }): Promise<Passage> => {
        if (label === 'POST /api/v1/customers' && !isMade) {
          isMade = true;
          await addCustomer(bench.sandbox, { ...CUSTOMER, name: 'Other' });
        }
        return 'pass';
      },
    });
    const { rows } = await bench.run({ mode });
    expect([rows[0]?.['bulk_status'], bench.sandbox.snapshot().customers[0]?.name]).toEqual([status, name]);
  });

  test('mode create: the own create, found by looking, `exists` where the vendor bent a field', async () => {
    const bench = await openBench(
      makeCustomers(1, () => ({ 'address.country': 'Nigeria' })),
      {
        proxy: async ({ label, nth, body }) => {
          if (label !== 'POST /api/v1/customers' || nth > 1) return 'pass';
          await ask(bench.sandbox, 'POST /customers', { ...body, address: { country: 'NG' } });
          return 'cut';
        },
      },
    );
    const { rows } = await bench.run({ mode: 'create', provisionAddress: true });
    expect(rows[0]).toMatchObject({ bulk_status: 'created', bulk_address_status: 'created' });
  });

  test('a sub-account that the first look misses does not fail the row when the run is stopped before it is found', async () => {
    const bench = await openBench(makeCustomers(1), {
      // The wallet check, and the look before the create.
      proxy: ({ label, nth }) =>
        label === 'GET /api/v1/accounts/wallet-a/sub-accounts' && nth <= 2
          ? { status: 200, body: { status: 'success', page: 1, totalPages: 1, data: [] } }
          : 'pass',
    });
    const { uid } = await addCustomer(bench.sandbox, CUSTOMER);
    const body = { name: 's', externalId: `customer-${uid}`, metaData: {}, customerId: uid };
    await ask(bench.sandbox, 'POST /accounts/wallet-a/sub-accounts', body);
    const first = await bench.run(
      { runId: 'one', provisionAddress: true, subAccount: 'per-customer' },
      {
        onEvent: (event, interrupt) => {
          if (event.type === 'request' && event.status === 409) interrupt();
        },
      },
    );
    expect(countBy(first.rows, 'bulk_status')).toEqual({ pending: 1 });
    const { rows } = await bench.resume('one');
    expect(rows[0]).toMatchObject({ bulk_status: 'unchanged', bulk_address_status: 'created' });
  });

  test('a 409 that is only a conflict with another request fails the row for good', async () => {
    const bench = await openBench(makeCustomers(1), {
      proxy: ({ label, nth }) =>
        label === 'POST /api/v1/customers' && nth === 1
          ? { status: 409, body: { message: 'Conflict with another request' } }
          : 'pass',
    });
    const { rows } = await bench.run();
    expect(rows[0]?.['bulk_status']).toBe('created');
  });

  test('the own create is `failed` where the list lags behind', async () => {
    let listed = 0;
    const bench = await openBench(makeCustomers(1), {
      proxy: ({ label, nth }) => {
        if (label === 'GET /api/v1/customers' && (listed += 1) <= 3)
          return { status: 200, body: { status: 'success', page: 1, totalPages: 1, data: [] } };
        return label === 'POST /api/v1/customers' && nth === 1 ? 'cut_after' : 'pass';
      },
    });
    const { rows } = await bench.run();
    expect(rows[0]?.['bulk_status']).toBe('created');
  });
});

describe('an erased field', () => {
  test('resume sends the record as it was when the run began', async () => {
    const bench = await openBench(makeCustomers(1));
    const { uid } = await addCustomer(bench.sandbox, { ...CUSTOMER, name: 'Old' });
    await bench.run(
      { runId: 'one' },
      {
        onEvent: (event, interrupt) => {
          if (event.type === 'phase' && event.phase === 'sending') interrupt();
        },
      },
    );
    const phone = '+2348012345678';
    await ask(bench.sandbox, `POST /customers/${uid}`, { name: 'Old', email: CUSTOMER.email, phone });
    await bench.resume('one');
    expect(bench.sandbox.snapshot().customers[0]).toMatchObject({ name: 'Customer 1', phone });
  });
});

describe('stopping', () => {
  test('after a 401 no further row is begun', async () => {
    const bench = await openBench(makeCustomers(10), {
      proxy: ({ label }) => (label === 'POST /api/v1/customers' ? EXPIRED : 'pass'),
    });
    const { events } = await bench.run({ concurrency: 1 });
    const creates = events.filter((event) => event.type === 'request' && event.route === 'POST /customers');
    expect(creates).toHaveLength(1);
  });

  test('one cell that can not be part of a path ends the run, now and at every resume', async () => {
    const bench = await openBench(makeCustomers(3, (n) => ({ subAccountId: n === 2 ? '..' : '' })));
    const { summary } = await bench.run({ provisionAddress: true });
    expect(summary).toMatchObject({ stopped: null, counts: { pending: 0 } });
  });

  test('an error of our own is not dropped because the run is stopping', async () => {
    const bench = await openBench(makeCustomers(5));
    let isArmed = false;
    const clock: Clock = {
      ...hurriedClock,
      now: () => {
        if (!isArmed) return Date.now();
        isArmed = false;
        throw new TypeError('an error of our own');
      },
    };
    const running = bench.run(
      { concurrency: 1 },
      {
        clock,
        onEvent: (event, interrupt) => {
          if (event.type !== 'request' || event.route !== 'POST /customers') return;
          isArmed = true;
          interrupt();
        },
      },
    );
    await expect(running).rejects.toThrow('an error of our own');
  });
});
