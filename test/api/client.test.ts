import { describe, expect, it } from 'vitest';
import type { Environment } from '../../src/core/environment.js';
import type { ApiOptions } from '../../src/api/client-options.js';
import { toCredential } from '../../src/api/credential.js';
import { listPages } from '../../src/api/pages.js';
import type { RemoteCustomer } from '../../src/core/customer.js';
import { systemClock } from '../../src/core/clock.js';
import { sandboxOrgId, type Sandbox, type SandboxOptions } from '../../src/sandbox/index.js';
import { openTestApi, withSandbox, type TestApi } from './open-test-api.js';

const CREDENTIAL = toCredential({ BITPOWR_TOKEN: 'test_token_sandbox' });

async function setUp(
  options: SandboxOptions = {},
  apiOptions: Partial<ApiOptions> = {},
): Promise<TestApi & { readonly sandbox: Sandbox }> {
  const sandbox = await withSandbox(options);
  sandbox.configure({ recordRequests: 1000 });
  return { sandbox, ...openTestApi(sandbox.url, { credential: CREDENTIAL, ...apiOptions }) };
}

const BODY = { name: 'Jane Doe', email: 'jane@example.com', externalId: 'x-1', emailUnique: true };

describe('the endpoints', () => {
  it('create, update, read and list customers', async () => {
    const { api, sandbox } = await setUp();
    const created = await api.createCustomer(BODY);
    if (created.kind !== 'ok') throw new Error(created.kind);
    expect(created).toMatchObject({ httpStatus: 200, value: { name: 'Jane Doe', externalId: 'x-1' } });
    const { uid } = created.value;
    const updated = await api.updateCustomer(uid, { name: 'Jane D.', email: 'jane@example.com' });
    expect(updated).toMatchObject({ kind: 'ok', value: { uid, name: 'Jane D.' } });
    expect(await api.readCustomer(uid)).toMatchObject({ kind: 'ok', value: { uid, name: 'Jane D.' } });
    const page = await api.listCustomers({ page: 1, perPage: 10, orderBy: 'desc' });
    expect(page).toMatchObject({ kind: 'ok', value: { totalPages: 1, records: [{ uid }] } });
    expect(sandbox.requests().map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /api/v1/customers',
      `POST /api/v1/customers/${uid}`,
      `GET /api/v1/customers/${uid}`,
      'GET /api/v1/customers?page=1&perPage=10&orderBy=desc',
    ]);
  });

  it('make sub-accounts and addresses, and list them', async () => {
    const { api, sandbox } = await setUp();
    const customer = await api.createCustomer(BODY);
    if (customer.kind !== 'ok') throw new Error(customer.kind);
    const customerId = customer.value.uid;
    const sub = await api.createSubAccount('wallet-1', {
      name: 'Jane',
      externalId: 'x-1',
      metaData: {},
      customerId,
    });
    if (sub.kind !== 'ok') throw new Error(sub.kind);
    const body = { label: 'x-1', asset: 'BTC', customerId, addressType: 'segwit' } as const;
    const direct = await api.createAddress('wallet-1', undefined, body);
    const under = await api.createAddress('wallet-1', sub.value.uid, body);
    expect([direct, under]).toMatchObject([
      { kind: 'ok', value: { customerId, network: 'TESTNET', isChangeAddress: false } },
      { kind: 'ok', value: { customerId, subAccountId: sub.value.uid } },
    ]);
    const page = { page: 1, perPage: 10, orderBy: 'asc' } as const;
    const all = await api.listAddresses({ ...page, customerId, asset: 'BTC' });
    expect(all.kind === 'ok' && all.value.records).toHaveLength(2);
    expect(await api.listSubAccounts('wallet-1', page)).toMatchObject({
      kind: 'ok',
      value: { records: [sub.value] },
    });
    expect(sandbox.stats().requests).toEqual({
      'POST /customers': 1,
      'POST /accounts/{uid}/sub-accounts': 1,
      'POST /addresses': 1,
      'POST /accounts/{uid}/sub-accounts/{subId}/addresses': 1,
      'GET /addresses': 1,
      'GET /accounts/{uid}/sub-accounts': 1,
    });
  });

  it('report each request by its pattern, not by its customer', async () => {
    const { api, events } = await setUp();
    await api.readCustomer('c0000000-0000-4000-8000-000000000001');
    expect(events).toEqual([
      {
        type: 'request',
        route: 'GET /customers/{uid}',
        status: 404,
        durationMs: expect.any(Number) as number,
        retried: false,
      },
    ]);
  });
});

describe('credentials', () => {
  it.each<[string, Environment]>([
    ['a token', { BITPOWR_TOKEN: 'test_token_sandbox' }],
    ['a pair by dot', { BITPOWR_PUBLIC_KEY: 'test_pub_sandbox', BITPOWR_SECRET_KEY: 'test_sec_sandbox' }],
    [
      'a pair by base64',
      {
        BITPOWR_PUBLIC_KEY: 'test_pub_sandbox',
        BITPOWR_SECRET_KEY: 'test_sec_sandbox',
        BITPOWR_KEY_STYLE: 'base64',
      },
    ],
    ['an API key', { BITPOWR_API_KEY: 'test_key_sandbox' }],
  ])('are understood as %s', async (_name, environment) => {
    const { api } = await setUp({}, { credential: toCredential(environment) });
    expect(await api.readAccount()).toEqual({ orgId: sandboxOrgId, mode: 'TEST' });
  });

  it('that are LIVE say so', async () => {
    const { api } = await setUp({}, { credential: toCredential({ BITPOWR_TOKEN: 'live_token_sandbox' }) });
    expect(await api.readAccount()).toMatchObject({ mode: 'LIVE' });
  });

  it.each(['expired_token_sandbox', 'disabled_token_sandbox', 'unknown_token_0001'])(
    'such as %s end everything, once asked, with the vendor’s own word and without the secret',
    async (token) => {
      const { api, sandbox } = await setUp({}, { credential: toCredential({ BITPOWR_TOKEN: token }) });
      const attempt = api.createCustomer(BODY);
      await expect(attempt).rejects.toMatchObject({ code: 'credential_rejected' });
      await expect(attempt).rejects.toThrow(/^The API refused POST \/customers: [A-Z_]+( \([A-Z_]+\))?$/);
      await expect(api.readAccount()).rejects.toMatchObject({ code: 'credential_rejected' });
      expect(sandbox.stats().total).toBe(2);
    },
  );
});

describe('a refusal', () => {
  it('of invalid data is sent exactly once', async () => {
    const { api, sandbox } = await setUp();
    const result = await api.createCustomer({ name: '' });
    expect(result).toMatchObject({ kind: 'rejected', httpStatus: 400 });
    expect(sandbox.stats().requests).toEqual({ 'POST /customers': 1 });
  });

  it('of an unknown customer is not_found', async () => {
    const { api } = await setUp();
    const uid = 'c0000000-0000-4000-8000-000000000001';
    expect(await api.updateCustomer(uid, { name: 'Jane' })).toMatchObject({
      kind: 'not_found',
      httpStatus: 404,
    });
    expect(await api.readCustomer(uid)).toMatchObject({ kind: 'not_found', httpStatus: 404 });
  });

  it.each([
    '409',
    '400',
    '422',
    '409-html',
    '409-empty',
    '400-error',
    '422-error-object',
    '400-message',
  ] as const)('because the customer is there, in the form %s, is exists', async (alreadyExists) => {
    const { api, sandbox } = await setUp({ faults: { alreadyExists } });
    await api.createCustomer(BODY);
    const again = await api.createCustomer(BODY);
    expect(again).toMatchObject({ kind: 'exists', httpStatus: Number(alreadyExists.slice(0, 3)) });
    expect(sandbox.stats()).toMatchObject({ customers: 1, requests: { 'POST /customers': 2 } });
  });
});

describe('a create', () => {
  it.each([200, 201, 202] as const)('answered %d took effect', async (createStatus) => {
    const { api } = await setUp({ faults: { createStatus, sparseAnswers: true, unknownFields: true } });
    expect(await api.createCustomer({ name: 'Jane' })).toMatchObject({
      kind: 'ok',
      httpStatus: createStatus,
      value: { name: 'Jane', email: null },
    });
  });

  it.each([
    ['cut before any effect', { cutBeforeRate: 1 }, undefined, 0],
    ['cut after its effect', { cutAfterRate: 1 }, undefined, 1],
    ['answered with 500', { errorRate: { 500: 1 } }, 500, 0],
    ['answered with 503 though it took effect', { errorAfterEffectRate: { 503: 1 } }, 503, 1],
    ['left without an answer', { hangRate: 1 }, undefined, 0],
    ['left without an answer though it took effect', { hangAfterEffectRate: 1 }, undefined, 1],
  ])('that is %s is unsure, and was sent once', async (name, faults, httpStatus, customers) => {
    const timeoutMs = name.startsWith('left') ? 300 : 30_000;
    const { api, sandbox } = await setUp({ faults }, { timeoutMs });
    expect(await api.createCustomer(BODY)).toMatchObject({ kind: 'unknown_effect', httpStatus });
    expect(sandbox.stats()).toMatchObject({ customers, requests: { 'POST /customers': 1 } });
  });
});

describe('a read', () => {
  it.each([
    ['connections are cut', { cutBeforeRate: 1 }, undefined],
    ['it is answered with 503', { errorRate: { 503: 1 } }, 503],
    ['no answer comes', { hangRate: 1 }, undefined],
  ])('is tried as often as it may be while %s', async (name, faults, httpStatus) => {
    const timeoutMs = name === 'no answer comes' ? 200 : 30_000;
    const { api, sandbox, events } = await setUp({ faults }, { timeoutMs, maxAttempts: 3 });
    const result = await api.listCustomers({ page: 1, perPage: 10, orderBy: 'asc' });
    expect(result).toMatchObject({ kind: 'unavailable', httpStatus, stopped: false });
    expect(sandbox.stats().requests).toEqual({ 'GET /customers': 3 });
    expect(events.map((event) => event.type === 'request' && event.retried)).toEqual([false, true, true]);
  });

  it('comes through as soon as the trouble passes', async () => {
    const { api } = await setUp({ faults: { errorRate: { 502: 0.5 }, seed: 7 } }, { maxAttempts: 50 });
    for (let round = 0; round < 10; round += 1) {
      expect(await api.listCustomers({ page: 1, perPage: 10, orderBy: 'asc' })).toMatchObject({ kind: 'ok' });
    }
  });
});

describe('a throttle', () => {
  it.each(['seconds', 'date', '1.0'])(
    'makes all requests wait, costs no try and loses no request (Retry-After: %s)',
    async (retryAfter) => {
      const { api, sandbox, events } = await setUp(
        { faults: { limit: { requests: 10, perMs: 700, kind: 'window', retryAfter } } },
        { concurrency: 8, maxAttempts: 1 },
      );
      const rows = Array.from({ length: 18 }, (_, index) => ({
        name: `Jane ${index}`,
        externalId: `x-${index}`,
      }));
      const results = await Promise.all(rows.map((row) => api.createCustomer(row)));
      expect(new Set(results.map((result) => result.kind))).toEqual(new Set(['ok']));
      const stats = sandbox.stats();
      expect(stats).toMatchObject({ customers: 18, whileThrottledLate: 0, duplicates: { externalIds: 0 } });
      expect(stats.throttled).toBeGreaterThan(0);
      expect(stats.total).toBe(18 + stats.throttled);
      expect(events.filter((event) => event.type === 'throttled').length).toBeGreaterThan(0);
      expect(events.filter((event) => event.type === 'request' && event.retried)).toHaveLength(
        stats.throttled,
      );
    },
  );
});

describe('stopping', () => {
  it('ends the wait of a throttle at once, with not_sent for writes and unavailable for reads', async () => {
    const limit = { requests: 1, perMs: 3_600_000, kind: 'window', retryAfter: 'seconds' } as const;
    const { api, sandbox, stopping, events } = await setUp({ faults: { limit } }, { concurrency: 1 });
    await api.createCustomer(BODY);
    const write = api.createCustomer({ name: 'Joe' });
    const read = api.readCustomer('c0000000-0000-4000-8000-000000000001');
    while (!events.some((event) => event.type === 'throttled')) await systemClock.sleep(5);
    stopping.abort();
    expect(await write).toMatchObject({ kind: 'not_sent', stopped: true });
    expect(await read).toMatchObject({ kind: 'unavailable', stopped: true });
    expect(await api.createCustomer({ name: 'Jim' })).toMatchObject({ kind: 'not_sent', stopped: true });
    await expect(api.readAccount()).rejects.toMatchObject({ code: 'interrupted' });
    expect(sandbox.stats().total).toBe(2);
  });

  it('lets requests in flight come to their end', async () => {
    const { api, sandbox, stopping } = await setUp({ faults: { latencyMs: 100 } });
    const inFlight = api.createCustomer(BODY);
    while (sandbox.stats().customers === 0) await systemClock.sleep(5);
    stopping.abort();
    expect(await inFlight).toMatchObject({ kind: 'ok' });
  });

  it('for good cuts them: what had left is unsure, what had not is not_sent', async () => {
    const { api, sandbox, killed } = await setUp({ faults: { hangAfterEffectRate: 1 } }, { concurrency: 1 });
    const left = api.createCustomer(BODY);
    const waiting = api.createCustomer({ name: 'Joe' });
    while (sandbox.stats().customers === 0) await systemClock.sleep(5);
    killed.abort();
    expect(await left).toMatchObject({ kind: 'unknown_effect', httpStatus: undefined });
    expect(await waiting).toMatchObject({ kind: 'not_sent', stopped: true });
    expect(sandbox.stats().total).toBe(1);
  });

  it('by closing waits for requests in flight', async () => {
    const { api } = await setUp({ faults: { latencyMs: 50 } });
    const inFlight = api.createCustomer(BODY);
    await systemClock.sleep(5);
    await api.close();
    expect(await inFlight).toMatchObject({ kind: 'ok' });
    await api.close();
  });
});

describe('the bounds', () => {
  it('on requests in flight are kept', async () => {
    const { api, sandbox } = await setUp({ faults: { latencyMs: { min: 1, max: 5 } } }, { concurrency: 3 });
    await Promise.all(
      Array.from({ length: 60 }, (_, index) => api.createCustomer({ name: `Jane ${index}` })),
    );
    expect(sandbox.stats()).toMatchObject({ customers: 60, maxInFlight: 3 });
  });

  it('on requests per second are kept', async () => {
    const { api, sandbox } = await setUp({}, { ratePerSecond: 100 });
    await Promise.all(
      Array.from({ length: 40 }, (_, index) => api.createCustomer({ name: `Jane ${index}` })),
    );
    // The last one leaves 380 ms after the first at the earliest; the first may have waited for its connection.
    expect(sandbox.stats().elapsedMs).toBeGreaterThanOrEqual(300);
  });

  it.each([
    [{ concurrency: 0 }, 'Expected `concurrency` to be an integer from 1 to 1024, got `0`.'],
    [{ concurrency: 1.5 }, 'Expected `concurrency` to be an integer from 1 to 1024, got `1.5`.'],
    [{ maxAttempts: 0 }, 'Expected `maxAttempts` to be an integer from 1 to 100, got `0`.'],
    [{ timeoutMs: NaN }, 'Expected `timeoutMs` to be an integer from 1 to 86400000, got `NaN`.'],
    [{ ratePerSecond: 0 }, 'Expected `rate` to be a number above 0, got `0`.'],
    [{ reserve: 1 }, 'Expected `reserve` to be a number from 0 to 0.9, got `1`.'],
    [{ reserve: NaN }, 'Expected `reserve` to be a number from 0 to 0.9, got `NaN`.'],
    [{ ratePerSecond: Infinity }, 'Expected `rate` to be a number above 0, got `Infinity`.'],
  ])('%j are refused', (options, message) => {
    expect(() => openTestApi('http://127.0.0.1:1', options)).toThrow(message);
  });
});

describe('a long list', () => {
  it.each<[string, SandboxOptions['faults']]>([
    ['as it comes', {}],
    ['with page counts as text, in headers only', { pageAsText: true, pagingIn: 'headers' }],
    ['with page counts in the body only', { pagingIn: 'body' }],
    ['of pages that hold more or fewer than asked for', { perPageSkew: 7 }],
    ['by a server that cuts the page size', { maxPerPage: 30 }],
    ['by a server that refuses a large page size', { maxPerPage: 20, refuseLargePerPage: true }],
    ['by a server in trouble', { errorRate: { 503: 0.2 }, cutBeforeRate: 0.1 }],
  ])('is read whole %s', async (_name, faults = {}) => {
    const { api, sandbox } = await setUp({ seedCustomers: 507, faults });
    const uids: string[] = [];
    const pages = listPages<RemoteCustomer>(
      (page, perPage) => api.listCustomers({ page, perPage, orderBy: 'asc' }),
      {
        what: 'customers',
      },
    );
    for await (const batch of pages) uids.push(...batch.map((record) => record.uid));
    expect(uids).toEqual(sandbox.snapshot().customers.map((record) => record.uid));
    expect(uids).toHaveLength(507);
  });
});
