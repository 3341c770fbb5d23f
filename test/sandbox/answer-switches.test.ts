import { describe, expect, test } from 'vitest';
import type { Sandbox, SandboxFaults } from '../../src/sandbox/index.js';
import { addCustomer, ask, openSandbox, type Answer } from './support.js';

const subAccount = { name: 'S', externalId: 's', metaData: { tier: 1 } };
const address = { label: 'a', asset: 'BTC', accountId: 'w' };
const subAccounts = '/accounts/w/sub-accounts';

/** One record of each kind, made with the switches that stand. */
async function addOneOfEach(sandbox: Sandbox): Promise<Answer[]> {
  return [
    await ask(sandbox, 'POST /customers', { name: 'Ada Example', externalId: 'c', metaData: { a: [1] } }),
    await ask(sandbox, 'POST /addresses', address),
    await ask(sandbox, `POST ${subAccounts}`, subAccount),
  ];
}

/** Sends a request, and says whether a time of the record is the clock's at that moment plus N milliseconds. */
async function isAheadBy(
  skewMs: number,
  field: 'createdAt' | 'updatedAt' | 'deletedAt',
  send: () => Promise<Answer>,
): Promise<boolean> {
  const beforeMs = Date.now();
  const { body } = await send();
  const ms = Date.parse(String(body.data[field])) - skewMs;
  return beforeMs <= ms && ms <= Date.now();
}

describe('createdAtSkewMs', () => {
  test.each([3_600_000, -3_600_000, 1e12, -1e12])('of %i moves the times of new records', async (skew) => {
    const sandbox = await openSandbox({ faults: { createdAtSkewMs: skew } });
    const creates: [string, object][] = [
      ['/customers', { name: 'A' }],
      ['/addresses', address],
      [subAccounts, subAccount],
    ];
    for (const [path, body] of creates) {
      expect(await isAheadBy(skew, 'createdAt', () => ask(sandbox, `POST ${path}`, body))).toBe(true);
    }
  });

  test('takes effect immediately, on updates and deletions too, and can be reverted', async () => {
    const sandbox = await openSandbox();
    const { uid, createdAt } = await addCustomer(sandbox);
    sandbox.configure({ createdAtSkewMs: 60_000 });
    const update = (): Promise<Answer> => ask(sandbox, `POST /customers/${uid}`, { name: 'B' });
    expect(await isAheadBy(60_000, 'updatedAt', update)).toBe(true);
    expect(sandbox.snapshot().customers[0]?.createdAt).toBe(createdAt);
    sandbox.configure({ createdAtSkewMs: -60_000 });
    const remove = (): Promise<Answer> => ask(sandbox, `DELETE /customers/${uid}`);
    expect(await isAheadBy(-60_000, 'deletedAt', remove)).toBe(true);
    sandbox.configure({ createdAtSkewMs: 0 });
    const create = (): Promise<Answer> => ask(sandbox, 'POST /customers', { name: 'C' });
    expect(await isAheadBy(0, 'createdAt', create)).toBe(true);
  });

  test('leaves the Date header true', async () => {
    const sandbox = await openSandbox({ faults: { createdAtSkewMs: 1e12 } });
    const { headers } = await ask(sandbox, 'POST /customers', { name: 'A' });
    expect(Date.parse(headers.get('date') ?? '')).toBeLessThanOrEqual(Date.now());
  });

  test('of one value lets no time go back', async () => {
    const sandbox = await openSandbox({ faults: { createdAtSkewMs: -5_000 }, seedCustomers: 300 });
    for (let made = 0; made < 20; made += 1) await addCustomer(sandbox);
    const times = sandbox.snapshot().customers.map(({ createdAt }) => createdAt);
    expect(times).toEqual(times.toSorted());
  });
});

test('omitCreatedAt leaves out createdAt and updatedAt everywhere, and deletedAt stays', async () => {
  const sandbox = await openSandbox({ faults: { omitCreatedAt: true } });
  const made = await addOneOfEach(sandbox);
  const { uid } = made[0]?.body.data ?? {};
  const listed = await ask(sandbox, 'GET /customers');
  const deleted = await ask(sandbox, `DELETE /customers/${uid}`);
  for (const { status, text } of [...made, listed, deleted]) {
    expect(status).toBe(200);
    expect(text).not.toMatch(/createdAt|updatedAt/);
  }
  expect(deleted.body.data.deletedAt).toEqual(expect.any(String));
});

test('metaDataForm text gives metaData as JSON text; null stays null', async () => {
  const sandbox = await openSandbox({ faults: { metaDataForm: 'text' } });
  const [customer, , sub] = await addOneOfEach(sandbox);
  expect(customer?.body.data.metaData).toBe('{"a":[1]}');
  expect(sub?.body.data.metaData).toBe('{"tier":1}');
  expect((await addCustomer(sandbox)).metaData).toBe(null);
  expect(sandbox.snapshot().customers[0]?.metaData).toEqual({ a: [1] });
});

test('ignoresPage gives the first page again and again, and says the page asked for', async () => {
  const sandbox = await openSandbox({ seedCustomers: 5, faults: { ignoresPage: true } });
  const first = await ask(sandbox, 'GET /customers?perPage=2');
  const third = await ask(sandbox, 'GET /customers?perPage=2&page=3');
  expect(third.body).toEqual({ ...first.body, page: 3 });
  expect(third.body.data).toHaveLength(2);
});

test('pagingIn none tells the paging neither in the body nor in headers', async () => {
  const sandbox = await openSandbox({ seedCustomers: 1, faults: { pagingIn: 'none' } });
  const { body, headers } = await ask(sandbox, 'GET /customers');
  expect(Object.keys(body)).toEqual(['status', 'data']);
  expect([headers.get('page'), headers.get('totalPage')]).toEqual([null, null]);
});

describe('subAccountsList', () => {
  test('object gives the newest alone, without paging, and null if there is none', async () => {
    const sandbox = await openSandbox({ faults: { subAccountsList: 'object' } });
    expect((await ask(sandbox, `GET ${subAccounts}`)).body).toEqual({ status: 'success', data: null });
    await ask(sandbox, `POST ${subAccounts}`, subAccount);
    const newest = await ask(sandbox, `POST ${subAccounts}`, { ...subAccount, externalId: 'newest' });
    const answer = await ask(sandbox, `GET ${subAccounts}?page=1&perPage=10`);
    expect(answer.body).toEqual({ status: 'success', data: newest.body.data });
    expect(answer.headers.get('totalPage')).toBe(null);
    expect((await ask(sandbox, 'GET /accounts/missing-1/sub-accounts')).status).toBe(404);
  });

  test.each([
    ['403', 'Forbidden'],
    ['404', 'Not found'],
  ] as const)('%s refuses the list, for a wallet that exists, too', async (subAccountsList, message) => {
    const sandbox = await openSandbox({ faults: { subAccountsList } });
    expect((await ask(sandbox, `POST ${subAccounts}`, subAccount)).status).toBe(200);
    expect(await ask(sandbox, `GET ${subAccounts}`)).toMatchObject({
      status: Number(subAccountsList),
      body: { message },
    });
  });
});

describe('emptyBodies', () => {
  test('creates take effect and are answered with their status alone', async () => {
    const sandbox = await openSandbox({ faults: { emptyBodies: 'creates', createStatus: 201 } });
    for (const { status, text } of await addOneOfEach(sandbox)) expect([status, text]).toEqual([201, '']);
    expect(sandbox.stats()).toMatchObject({ customers: 1, addresses: 1, subAccounts: 1 });
    const uid = sandbox.snapshot().customers[0]?.uid ?? '';
    expect((await ask(sandbox, `POST /customers/${uid}`, { name: 'B' })).body.data.name).toBe('B');
    expect((await ask(sandbox, `GET /customers/${uid}`)).body.data.name).toBe('B');
  });

  test('writes are updates and deletions, too; reads and refusals keep their bodies', async () => {
    const sandbox = await openSandbox({ seedCustomers: 1, faults: { emptyBodies: 'writes' } });
    const uid = sandbox.snapshot().customers[0]?.uid ?? '';
    const labels = ['POST /customers', `POST /customers/${uid}`];
    for (const label of labels) expect((await ask(sandbox, label, { name: 'B' })).text).toBe('');
    expect((await ask(sandbox, `GET /customers/${uid}`)).body.data.name).toBe('B');
    expect(await ask(sandbox, `DELETE /customers/${uid}`)).toMatchObject({ status: 200, text: '' });
    expect(sandbox.stats()).toMatchObject({ customers: 1, deletedCustomers: 1 });
    expect((await ask(sandbox, 'POST /customers', {})).body.message).toBe('name is required');
  });
});

describe('recordEnvelope', () => {
  const envelopes: [SandboxFaults['recordEnvelope'], (kind: string, record: unknown) => unknown][] = [
    ['data', (_kind, record) => ({ status: 'success', data: record })],
    ['array', (_kind, record) => ({ status: 'success', data: [record] })],
    ['named', (kind, record) => ({ status: 'success', data: { [kind]: record } })],
    ['bare', (_kind, record) => record],
  ];

  test.each(envelopes)('%s wraps what is created, changed and read', async (recordEnvelope, wrap) => {
    const sandbox = await openSandbox({ faults: { recordEnvelope } });
    const bodies = (await addOneOfEach(sandbox)).map(({ body }) => body);
    const [customer] = (await ask(sandbox, 'GET /customers')).body.data;
    const [made] = (await ask(sandbox, 'GET /addresses')).body.data;
    const [sub] = (await ask(sandbox, `GET ${subAccounts}`)).body.data;
    expect(bodies).toEqual([wrap('customer', customer), wrap('address', made), wrap('subAccount', sub)]);
    const reads = [`GET /customers/${customer?.uid}`, `GET /addresses/${made?.uid}`];
    const answers = [];
    for (const label of reads) answers.push((await ask(sandbox, label)).body);
    expect(answers).toEqual(bodies.slice(0, 2));
    const updated = await ask(sandbox, `POST /customers/${customer?.uid}`, { name: 'B' });
    const [changed] = (await ask(sandbox, 'GET /customers')).body.data;
    expect(updated.body).toEqual(wrap('customer', changed));
    expect(changed?.name).toBe('B');
  });

  test('wraps the record that an alreadyExists of 200 answers with', async () => {
    const sandbox = await openSandbox({ faults: { recordEnvelope: 'named', alreadyExists: '200' } });
    const [first] = await addOneOfEach(sandbox);
    const [again] = await addOneOfEach(sandbox);
    expect(again?.body).toEqual(first?.body);
    expect(again?.body.data).toHaveProperty('customer.externalId', 'c');
  });
});

test('auth can be missing', async () => {
  const sandbox = await openSandbox({ faults: { auth: '404' } });
  expect((await ask(sandbox, 'GET /auth')).status).toBe(404);
  expect((await ask(sandbox, 'GET /customers')).status).toBe(200);
});
