import { describe, expect, test } from 'vitest';
import { sandboxOrgId } from '../../src/sandbox/index.js';
import { addCustomer, ask, openSandbox } from './support.js';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const full = {
  name: 'Ada Example',
  email: 'Ada@example.com',
  phone: '+23480000001',
  description: 'first',
  externalId: 'ada-1',
  address: { street: '1 High Street', city: 'Lagos', state: 'Lagos', zipcode: '00123', country: 'Nigeria' },
  metaData: { type: 'business', tags: ['a'] },
};

describe('creating', () => {
  test('a created customer comes back with every documented field', async () => {
    const sandbox = await openSandbox();
    const answer = await ask(sandbox, 'POST /customers', full);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      status: 'success',
      data: {
        ...full,
        id: 1,
        uid: expect.stringMatching(uuid) as string,
        guid: expect.stringMatching(uuid) as string,
        customerRef: null,
        createdAt: expect.stringMatching(iso) as string,
        updatedAt: answer.body.data.createdAt,
        deletedAt: null,
        organizationId: sandboxOrgId,
        mode: 'TEST',
      },
    });
  });

  test('without an externalId the vendor makes up a UUID, and what was left out is null', async () => {
    const sandbox = await openSandbox();
    const customer = await addCustomer(sandbox);
    expect(customer).toMatchObject({
      email: null,
      phone: null,
      description: null,
      address: null,
      metaData: null,
    });
    expect(customer.externalId).toMatch(uuid);
  });

  test.each([201, 202] as const)('a create can be answered with %s', async (createStatus) => {
    const sandbox = await openSandbox({ faults: { createStatus } });
    expect((await ask(sandbox, 'POST /customers', full)).status).toBe(createStatus);
    const again = await ask(sandbox, 'POST /addresses', { label: 'a', asset: 'BTC', accountId: 'w' });
    expect(again.status).toBe(createStatus);
  });

  test.each([
    ['no name', { email: 'a@example.com' }, 400, 'name is required'],
    ['a null name', { name: null }, 400, 'name is required'],
    ['an empty name', { name: '' }, 400, 'name is required'],
    ['a blank name', { name: '  ' }, 422, 'name must be a text that is not empty'],
    ['a name that is a number', { name: 7 }, 422, 'name must be'],
    ['an email without @', { name: 'A', email: 'no-at' }, 422, 'email must be an email address'],
    ['a phone that is a number', { name: 'A', phone: 234 }, 422, 'phone must be a text'],
    ['metaData that is a list', { name: 'A', metaData: [] }, 422, 'metaData must be an object'],
    ['an address that is a text', { name: 'A', address: 'Lagos' }, 422, 'address must be an object'],
    ['a city that is a number', { name: 'A', address: { city: 1 } }, 422, 'city must be a text'],
    ['a zipcode that is a list', { name: 'A', address: { zipcode: [] } }, 422, 'zipcode must be'],
    [
      'emailUnique that is a text',
      { name: 'A', emailUnique: 'yes' },
      422,
      'emailUnique must be true or false',
    ],
    ['an empty externalId', { name: 'A', externalId: '' }, 422, 'externalId must be'],
  ])('%s is refused and creates nothing', async (_title, body, status, message) => {
    const sandbox = await openSandbox();
    const answer = await ask(sandbox, 'POST /customers', body);
    expect(answer.status).toBe(status);
    expect(answer.body.message).toContain(message);
    expect(sandbox.snapshot().customers).toEqual([]);
  });

  test('unknown fields and nulls for optional ones are let pass', async () => {
    const sandbox = await openSandbox();
    const customer = await addCustomer(sandbox, { email: null, phone: null, surprise: 1 });
    expect(customer).not.toHaveProperty('surprise');
  });

  test('the same email twice makes two customers unless emailUnique asks otherwise', async () => {
    const sandbox = await openSandbox();
    await addCustomer(sandbox, { email: 'a@example.com' });
    await addCustomer(sandbox, { email: 'A@EXAMPLE.COM' });
    const refused = await ask(sandbox, 'POST /customers', {
      name: 'C',
      email: 'A@example.com',
      emailUnique: true,
    });
    expect(refused).toMatchObject({
      status: 409,
      body: { message: 'Customer with this email already exists' },
    });
    await addCustomer(sandbox, { email: 'b@example.com', emailUnique: true });
    expect(sandbox.snapshot().customers).toHaveLength(3);
  });

  test('an externalId is unique, and letter case tells two apart', async () => {
    const sandbox = await openSandbox();
    await addCustomer(sandbox, { externalId: 'x' });
    await addCustomer(sandbox, { externalId: 'X' });
    const refused = await ask(sandbox, 'POST /customers', { name: 'B', externalId: 'x' });
    expect(refused).toMatchObject({
      status: 409,
      body: { message: 'Customer with this externalId already exists' },
    });
  });

  test('of many creates at once with one externalId, exactly one succeeds', async () => {
    const sandbox = await openSandbox();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => ask(sandbox, 'POST /customers', { name: 'A', externalId: 'one' })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
  });

  test('strictZip wants a zipcode that is a number', async () => {
    const sandbox = await openSandbox({ faults: { strictZip: true } });
    expect((await ask(sandbox, 'POST /customers', full)).status).toBe(422);
    await addCustomer(sandbox, { address: { zipcode: 123 } });
  });
});

describe('updating', () => {
  test('an update replaces the fields and clears those left out', async () => {
    const sandbox = await openSandbox();
    const { uid } = await addCustomer(sandbox, full);
    const answer = await ask(sandbox, `POST /customers/${uid}`, { name: 'Ada II', phone: '+1' });
    expect(answer.status).toBe(200);
    expect(answer.body.data).toMatchObject({ uid, name: 'Ada II', phone: '+1', email: null, address: null });
    expect(answer.body.data.externalId).toBe('ada-1');
    expect((await ask(sandbox, `GET /customers/${uid}`)).body.data).toEqual(answer.body.data);
  });

  test('with updateClears off an update keeps what is left out, and null still clears', async () => {
    const sandbox = await openSandbox({ faults: { updateClears: false } });
    const { uid } = await addCustomer(sandbox, full);
    const answer = await ask(sandbox, `POST /customers/${uid}`, { name: 'Ada II', phone: null });
    expect(answer.body.data).toMatchObject({ ...full, name: 'Ada II', phone: null });
  });

  test('another externalId is refused, the same one is not', async () => {
    const sandbox = await openSandbox();
    const { uid } = await addCustomer(sandbox, full);
    const refused = await ask(sandbox, `POST /customers/${uid}`, { ...full, externalId: 'other' });
    expect(refused).toMatchObject({ status: 422, body: { message: 'externalId can not be changed' } });
    expect((await ask(sandbox, `POST /customers/${uid}`, full)).status).toBe(200);
  });

  test('another externalId can be silently ignored', async () => {
    const sandbox = await openSandbox({ faults: { updateExternalId: 'ignore' } });
    const { uid } = await addCustomer(sandbox, full);
    const answer = await ask(sandbox, `POST /customers/${uid}`, { ...full, externalId: 'other' });
    expect(answer).toMatchObject({ status: 200, body: { data: { externalId: 'ada-1' } } });
  });

  test('an update needs a name and a known uid', async () => {
    const sandbox = await openSandbox();
    const { uid } = await addCustomer(sandbox, full);
    expect((await ask(sandbox, `POST /customers/${uid}`, { email: 'a@example.com' })).status).toBe(400);
    expect((await ask(sandbox, 'POST /customers/unknown', full)).status).toBe(404);
  });

  test('a changed email frees the old one and takes the new one', async () => {
    const sandbox = await openSandbox();
    const { uid } = await addCustomer(sandbox, { email: 'old@example.com' });
    await ask(sandbox, `POST /customers/${uid}`, { name: 'A', email: 'new@example.com' });
    await addCustomer(sandbox, { email: 'old@example.com', emailUnique: true });
    const refused = await ask(sandbox, 'POST /customers', {
      name: 'B',
      email: 'NEW@example.com',
      emailUnique: true,
    });
    expect(refused.status).toBe(409);
  });
});

describe('deleting', () => {
  test('a deleted customer stays in lists with deletedAt, and frees its externalId and email', async () => {
    const sandbox = await openSandbox();
    const { uid } = await addCustomer(sandbox, full);
    const deleted = await ask(sandbox, `DELETE /customers/${uid}`);
    expect(deleted.status).toBe(200);
    expect(deleted.body.data.deletedAt).toMatch(iso);
    const again = await addCustomer(sandbox, { ...full, emailUnique: true });
    expect(again.uid).not.toBe(uid);
    const list = await ask(sandbox, 'GET /customers?orderBy=asc');
    expect(list.body.data.map((one) => [one.uid, one.deletedAt === null])).toEqual([
      [uid, false],
      [again.uid, true],
    ]);
    expect((await ask(sandbox, `GET /customers/${uid}`)).status).toBe(200);
  });

  test('a deleted customer can be neither changed nor deleted again', async () => {
    const sandbox = await openSandbox();
    const { uid } = await addCustomer(sandbox, full);
    await ask(sandbox, `DELETE /customers/${uid}`);
    expect((await ask(sandbox, `DELETE /customers/${uid}`)).status).toBe(404);
    expect((await ask(sandbox, `POST /customers/${uid}`, full)).status).toBe(404);
  });

  test.each(['404', '405'] as const)('DELETE can be missing with %s', async (status) => {
    const sandbox = await openSandbox({ faults: { delete: status } });
    const { uid } = await addCustomer(sandbox, full);
    expect((await ask(sandbox, `DELETE /customers/${uid}`)).status).toBe(Number(status));
    expect(sandbox.stats().customers).toBe(1);
  });
});

describe('reading', () => {
  test('a customer is read by its uid, an unknown one is a 404', async () => {
    const sandbox = await openSandbox();
    const customer = await addCustomer(sandbox, full);
    expect((await ask(sandbox, `GET /customers/${customer.uid}`)).body.data).toEqual(customer);
    expect((await ask(sandbox, 'GET /customers/unknown')).status).toBe(404);
  });

  test('transactions are an empty list for a known customer', async () => {
    const sandbox = await openSandbox();
    const { uid } = await addCustomer(sandbox);
    const answer = await ask(sandbox, `GET /customers/${uid}/transactions`);
    expect(answer.body).toEqual({ status: 'success', page: 1, totalPages: 0, data: [] });
    expect((await ask(sandbox, 'GET /customers/unknown/transactions')).status).toBe(404);
  });

  test('numericPhone and numericZip turn digits into numbers, and only digits', async () => {
    const sandbox = await openSandbox({ faults: { numericPhone: true, numericZip: true } });
    expect(await addCustomer(sandbox, full)).toMatchObject({ phone: 23480000001, address: { zipcode: 123 } });
    const words = await addCustomer(sandbox, { phone: '+1 (0) 2', address: { zipcode: 'W1 2AB' } });
    expect(words).toMatchObject({ phone: '+1 (0) 2', address: { zipcode: 'W1 2AB' } });
  });

  test('sparse answers leave out id and nulls, and unknown fields may appear', async () => {
    const sandbox = await openSandbox({ faults: { sparseAnswers: true, unknownFields: true } });
    const customer = await addCustomer(sandbox);
    expect(Object.values(customer)).not.toContain(null);
    expect(customer).not.toHaveProperty('id');
    expect(customer).toHaveProperty('kycLevel', 2);
  });

  test('seed customers are there from the start, by number or one by one', async () => {
    const many = await openSandbox({ seedCustomers: 3 });
    expect(many.snapshot().customers.map(({ email }) => email)).toEqual([
      'seed-000001@example.com',
      'seed-000002@example.com',
      'seed-000003@example.com',
    ]);
    const named = await openSandbox({
      seedCustomers: [
        { name: 'Gone', externalId: 'g', deletedAt: '2024-01-01T00:00:00.000Z' },
        { name: 'Here' },
      ],
    });
    expect(named.stats()).toMatchObject({ customers: 1, deletedCustomers: 1 });
    await addCustomer(named, { externalId: 'g' });
  });
});
