import { describe, expect, test } from 'vitest';
import { defaultFaults, describeSwitches } from '../../src/sandbox/index.js';
import { addCustomer, ask, openSandbox } from './support.js';

const open = { authorization: null };

describe('switches', () => {
  test.each([
    ['an unknown one', { nonsense: 1 }, 'There is no switch `nonsense`'],
    ['a rate above 1', { cutAfterRate: 2 }, 'Expected `cutAfterRate` to be a number from 0 to 1, got `2`.'],
    ['rates above 1 together', { cutAfterRate: 0.6, errorRate: 0.6 }, 'add up to at most 1'],
    ['an unknown envelope', { errorEnvelope: 'xml' }, 'Expected `errorEnvelope` to be one of'],
    ['an unknown form', { alreadyExists: '410' }, 'Expected `alreadyExists`'],
    ['a limit without its span', { limit: { requests: 1 } }, 'Expected `limit`'],
    ['a header that can not be sent', { errorRetryAfter: 'a\nb' }, 'Expected `errorRetryAfter`'],
    ['a path that does not exist', { faultsOn: ['POST /custmers'] }, 'Expected `faultsOn`'],
    ['a status that is no fault', { errorRate: { '404': 1 } }, 'Expected `errorRate`'],
    ['a range turned round', { latencyMs: { min: 2, max: 1 } }, 'Expected `latencyMs`'],
    ['a list', [], 'to be an object'],
  ])('%s is refused with a clear message, and nothing changes', async (_title, changes, message) => {
    const sandbox = await openSandbox();
    const answer = await ask(sandbox, 'POST /_sandbox/configure', changes, open);
    expect(answer.status).toBe(400);
    expect(answer.body.message).toContain(message);
    expect(sandbox.faults()).toEqual(defaultFaults);
    expect(() => sandbox.configure(changes as object)).toThrow(message);
  });

  test('a body that is not JSON is refused', async () => {
    const sandbox = await openSandbox();
    expect((await ask(sandbox, 'POST /_sandbox/configure', '{', open)).status).toBe(400);
  });

  test('a wrong switch at the start is an error', async () => {
    await expect(openSandbox({ faults: { maxPerPage: 0 } })).rejects.toMatchObject({
      code: 'SANDBOX_OPTION',
    });
  });

  test('the defaults themselves are accepted, and can be read back', async () => {
    const sandbox = await openSandbox();
    await ask(sandbox, 'POST /_sandbox/configure', { cutAfterRate: 0.5 }, open);
    expect((await ask(sandbox, 'GET /_sandbox/configure', undefined, open)).body.data.cutAfterRate).toBe(0.5);
    const answer = await ask(sandbox, 'POST /_sandbox/configure', defaultFaults, open);
    expect(answer.body.data).toEqual(defaultFaults);
  });

  test('every switch is described with what it takes and its default', () => {
    const described = describeSwitches();
    expect(Object.fromEntries(described.map((one) => [one.name, one.default]))).toEqual(defaultFaults);
    expect(described.every(({ expected }) => expected !== '')).toBe(true);
  });

  test('switches set over HTTP work from the next request on', async () => {
    const sandbox = await openSandbox();
    await ask(sandbox, 'POST /_sandbox/configure', { createStatus: 201 }, open);
    expect((await ask(sandbox, 'POST /customers', { name: 'A' })).status).toBe(201);
  });

  test('an unknown control path is a 404', async () => {
    const sandbox = await openSandbox();
    expect((await ask(sandbox, 'GET /_sandbox/other', undefined, open)).status).toBe(404);
  });
});

describe('statistics', () => {
  test('requests are counted by route and status, without those to the control side', async () => {
    const sandbox = await openSandbox();
    const { uid } = await addCustomer(sandbox);
    await ask(sandbox, `GET /customers/${uid}`);
    await ask(sandbox, 'GET /customers/unknown');
    await ask(sandbox, 'GET /nothing');
    const { body } = await ask(sandbox, 'GET /_sandbox/stats', undefined, open);
    expect(body.data).toMatchObject({
      total: 4,
      requests: { 'POST /customers': 1, 'GET /customers/{uid}': 2, 'GET ?': 1 },
      statuses: { '200': 2, '404': 2 },
      throttled: 0,
      inFlight: 0,
      maxInFlight: 1,
      customers: 1,
    });
    expect(Date.parse(String(body.data.firstRequestAt))).toBeLessThanOrEqual(Date.now());
    expect(body.data.elapsedMs).toBeGreaterThanOrEqual(0);
  });

  test('before any request there is no first one', async () => {
    const sandbox = await openSandbox();
    expect(sandbox.stats()).toMatchObject({
      total: 0,
      firstRequestAt: null,
      lastRequestAt: null,
      elapsedMs: 0,
    });
  });

  test('reset-stats forgets the counts and the log, not the customers', async () => {
    const sandbox = await openSandbox({ faults: { recordRequests: 5 } });
    await addCustomer(sandbox);
    await ask(sandbox, 'POST /_sandbox/reset-stats', {}, open);
    expect(sandbox.stats()).toMatchObject({ total: 0, requests: {}, statuses: {}, customers: 1 });
    expect(sandbox.requests()).toEqual([]);
  });

  test('duplicates are live customers that share an email, and customers with two addresses', async () => {
    const sandbox = await openSandbox();
    const email = 'a@example.com';
    const first = await addCustomer(sandbox, { email });
    await addCustomer(sandbox, { email: 'A@example.com' });
    const gone = await addCustomer(sandbox, { email });
    await ask(sandbox, `DELETE /customers/${gone.uid}`);
    await ask(sandbox, 'POST /customers', { name: 'O', email }, { authorization: 'Bearer test_token_other' });
    const address = { label: 'a', asset: 'BTC', accountId: 'w', customerId: first.uid };
    for (let n = 0; n < 3; n += 1) await ask(sandbox, 'POST /addresses', address);
    expect(sandbox.stats()).toMatchObject({
      customers: 3,
      deletedCustomers: 1,
      addresses: 3,
      duplicates: { externalIds: 0, emails: 1, customersWithManyAddresses: 1 },
    });
  });

  test('the last requests are kept with their bodies and statuses when that is on', async () => {
    const sandbox = await openSandbox({ faults: { recordRequests: 2 } });
    await ask(sandbox, 'GET /auth');
    await ask(sandbox, 'POST /customers', { email: 'a@example.com' });
    await ask(sandbox, 'GET /customers?page=1');
    sandbox.configure({ cutAfterRate: 1 });
    await ask(sandbox, 'POST /customers', { name: 'A' }).catch(() => 'cut');
    expect(sandbox.requests()).toMatchObject([
      { method: 'GET', path: '/api/v1/customers?page=1', body: null, status: 200 },
      { method: 'POST', path: '/api/v1/customers', body: { name: 'A' }, status: null },
    ]);
    expect((await ask(sandbox, 'GET /_sandbox/requests', undefined, open)).body.data).toHaveLength(2);
  });

  test('the snapshot is a copy', async () => {
    const sandbox = await openSandbox();
    await addCustomer(sandbox, { metaData: { a: 1 } });
    const [customer] = sandbox.snapshot().customers;
    if (customer !== undefined) customer.name = 'changed';
    expect(sandbox.snapshot().customers[0]?.name).toBe('Ada Example');
    const { body } = await ask(sandbox, 'GET /_sandbox/snapshot', undefined, open);
    expect(body.data).toMatchObject({ customers: [{ name: 'Ada Example' }], addresses: [], subAccounts: [] });
  });
});
