import { describe, expect, test } from 'vitest';
import type { SandboxFaults } from '../../src/sandbox/index.js';
import { addCustomer, ask, openSandbox, type Answer } from './support.js';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const full = {
  name: 'Ada Example',
  email: 'ada@example.com',
  phone: '+23480000001',
  description: 'first',
  externalId: 'ada-1',
  address: { city: 'Lagos', zipcode: '00123' },
  metaData: { type: 'business' },
  emailUnique: true,
};

/** Where `customerId` is sent along with what describes a record, and the name of that field in the switches. */
const owned: [name: string, path: (subId: string) => string, body: Record<string, unknown>][] = [
  [
    'subAccount.customerId',
    () => '/accounts/w/sub-accounts',
    { name: 'S', externalId: 'new', metaData: {}, autoGenerateAddress: true },
  ],
  [
    'subAccountAddress.customerId',
    (subId) => `/accounts/w/sub-accounts/${subId}/addresses`,
    { label: 'a', asset: 'BTC' },
  ],
  ['addresses.customerId', () => '/addresses', { label: 'a', asset: 'BTC', accountId: 'w' }],
];

/** Sends a body with a `customerId`, the same way to all three routes. */
async function sendOwned(
  faults: Partial<SandboxFaults>,
  path: (subId: string) => string,
  body: Record<string, unknown>,
): Promise<{ answer: Answer; owners: (string | null)[]; customerId: string }> {
  const sandbox = await openSandbox({ faults });
  const { uid: customerId } = await addCustomer(sandbox);
  const old = { name: 'Old', externalId: 'old', metaData: {} };
  const { uid: subId } = (await ask(sandbox, 'POST /accounts/w/sub-accounts', old)).body.data;
  const answer = await ask(sandbox, `POST ${path(subId)}`, { ...body, customerId });
  const { addresses, subAccounts } = sandbox.snapshot();
  const made = [...subAccounts.filter(({ uid }) => uid !== subId), ...addresses];
  return { answer, owners: made.map((one) => one.customerId), customerId };
}

describe('ignoredFields', () => {
  test.each(['email', 'phone', 'description', 'address', 'metaData'])(
    '%s is dropped on a create, with any value',
    async (name) => {
      const sandbox = await openSandbox({ faults: { ignoredFields: [name] } });
      const expected = { ...full, emailUnique: undefined, [name]: null };
      expect(await addCustomer(sandbox, full)).toMatchObject(JSON.parse(JSON.stringify(expected)) as object);
      expect(await addCustomer(sandbox, { [name]: 7 })).toMatchObject({ [name]: null });
    },
  );

  test('an update leaves an ignored field as it is, and changes the others', async () => {
    const sandbox = await openSandbox();
    const { uid } = await addCustomer(sandbox, full);
    sandbox.configure({ ignoredFields: ['metaData', 'externalId'] });
    const sent = { name: 'Ada II', metaData: { type: 'private' }, externalId: 'other', phone: '+1' };
    expect((await ask(sandbox, `POST /customers/${uid}`, sent)).body.data).toMatchObject({
      name: 'Ada II',
      phone: '+1',
      email: null,
      metaData: { type: 'business' },
      externalId: 'ada-1',
    });
  });

  test('of an address only the zipcode is dropped', async () => {
    const sandbox = await openSandbox({ faults: { ignoredFields: ['address.zipcode'] } });
    expect((await addCustomer(sandbox, full)).address).toEqual({ city: 'Lagos' });
  });

  test('an update leaves an ignored zipcode as it is, and changes the rest of the address', async () => {
    const sandbox = await openSandbox();
    const { uid, address } = await addCustomer(sandbox, full);
    sandbox.configure({ ignoredFields: ['address.zipcode'] });
    const sent = { name: 'Ada', address: { city: 'Accra', zipcode: '1' } };
    const { zipcode } = address as Record<string, unknown>;
    expect((await ask(sandbox, `POST /customers/${uid}`, sent)).body.data.address).toEqual({
      city: 'Accra',
      zipcode,
    });
  });

  test('with externalId ignored, the vendor makes one up, and the same one twice makes two', async () => {
    const sandbox = await openSandbox({ faults: { ignoredFields: ['externalId'] } });
    const first = await addCustomer(sandbox, { externalId: 'x' });
    const second = await addCustomer(sandbox, { externalId: 'x' });
    expect(first.externalId).toMatch(uuid);
    expect(second.externalId).toMatch(uuid);
    expect(second.externalId).not.toBe(first.externalId);
    expect(sandbox.stats()).toMatchObject({ customers: 2 });
  });

  test('with emailUnique ignored, the same email twice makes two', async () => {
    const sandbox = await openSandbox({ faults: { ignoredFields: ['emailUnique'] } });
    const sent = { email: 'a@example.com', emailUnique: true };
    await addCustomer(sandbox, sent);
    await addCustomer(sandbox, sent);
    expect(sandbox.stats().duplicates.emails).toBe(1);
  });

  test.each(owned)('%s is dropped there', async (name, path, body) => {
    const { answer, owners } = await sendOwned({ ignoredFields: [name] }, path, body);
    expect(answer.status).toBe(200);
    expect(owners.length).toBeGreaterThan(0);
    expect(owners.filter((owner) => owner !== null)).toEqual([]);
  });

  test.each(owned)('%s is not dropped where the others are', async (name, path, body) => {
    const ignoredFields = owned.map(([other]) => other).filter((other) => other !== name);
    const { owners, customerId } = await sendOwned({ ignoredFields }, path, body);
    expect(owners.length).toBeGreaterThan(0);
    expect(new Set(owners)).toEqual(new Set([customerId]));
  });
});

describe('refusedFields', () => {
  test.each([
    'externalId',
    'email',
    'phone',
    'description',
    'address',
    'address.zipcode',
    'metaData',
    'emailUnique',
  ])('%s is refused on a create and an update, even where it is null', async (name) => {
    const sandbox = await openSandbox({ faults: { refusedFields: [name] } });
    const { uid } = await addCustomer(sandbox);
    const refusal = {
      status: 422,
      body: { message: `"${name.split('.').at(-1)}" is not allowed` },
    };
    expect(await ask(sandbox, 'POST /customers', full)).toMatchObject(refusal);
    expect(await ask(sandbox, `POST /customers/${uid}`, full)).toMatchObject(refusal);
    const isPart = name.startsWith('address.');
    const nothing = isPart ? { address: { zipcode: null } } : { [name]: null };
    expect(await ask(sandbox, 'POST /customers', { name: 'A', ...nothing })).toMatchObject(refusal);
    expect(sandbox.stats().customers).toBe(1);
    expect((await ask(sandbox, `POST /customers/${uid}`, { name: 'B' })).status).toBe(200);
  });

  test.each(owned)('%s is refused there', async (name, path, body) => {
    const { answer, owners } = await sendOwned({ refusedFields: [name] }, path, body);
    expect(answer).toMatchObject({ status: 422, body: { message: '"customerId" is not allowed' } });
    expect(owners).toEqual([]);
  });
});

test.each(['ignoredFields', 'refusedFields', 'ignoredFilters'] as const)(
  '%s with an unknown name is refused, and the message lists the names',
  async (name) => {
    const sandbox = await openSandbox();
    const answer = await ask(sandbox, 'POST /_sandbox/configure', { [name]: ['nothing'] });
    expect(answer.status).toBe(400);
    expect(answer.body.message).toContain(name === 'ignoredFilters' ? 'maxBalance' : 'addresses.customerId');
  },
);

test.each([
  ['kept', 'Ada  de   Ex', 'Ada  de   Ex'],
  ['upper', 'Ada  de   Ex', 'ADA  DE   EX'],
  ['squeezed', 'Ada  de   Ex', 'Ada de Ex'],
] as const)('nameForm %s stores %j as %j, on creates and updates', async (nameForm, name, stored) => {
  const sandbox = await openSandbox({ faults: { nameForm } });
  const { uid } = await addCustomer(sandbox, { name });
  expect(sandbox.snapshot().customers[0]?.name).toBe(stored);
  const answer = await ask(sandbox, `POST /customers/${uid}`, { name: `${name} II` });
  expect(answer.body.data.name).toBe(`${stored} II`);
});

describe('zipcodes', () => {
  test('a number and a text come back as they were sent', async () => {
    const sandbox = await openSandbox();
    expect((await addCustomer(sandbox, { address: { zipcode: 123 } })).address).toEqual({ zipcode: 123 });
    expect((await addCustomer(sandbox, { address: { zipcode: '00123' } })).address).toEqual({
      zipcode: '00123',
    });
  });

  test.each<[Partial<SandboxFaults>, unknown, unknown, string]>([
    [{ zipcodeType: 'number' }, 123, '123', 'address.zipcode must be a number'],
    [{ zipcodeType: 'text' }, '123', 123, 'address.zipcode must be a text'],
    [{ zipcodeType: 'text', strictZip: true }, 123, '123', 'address.zipcode must be a number'],
  ])('%j takes %j and refuses %j', async (faults, good, bad, message) => {
    const sandbox = await openSandbox({ faults });
    const { uid } = await addCustomer(sandbox, { address: { zipcode: good } });
    for (const path of ['/customers', `/customers/${uid}`]) {
      const answer = await ask(sandbox, `POST ${path}`, { name: 'A', address: { zipcode: bad } });
      expect(answer).toMatchObject({ status: 422, body: { message } });
    }
  });
});

describe('what is empty', () => {
  const fields = ['email', 'phone', 'description'];

  test('an empty text is stored as it is, clears, and is not one email that two have', async () => {
    const sandbox = await openSandbox();
    const { uid } = await addCustomer(sandbox, full);
    const empty = { name: 'Ada Example', email: '', phone: '', description: '' };
    expect((await ask(sandbox, `POST /customers/${uid}`, empty)).body.data).toMatchObject(empty);
    await addCustomer(sandbox, { email: full.email, emailUnique: true });
    await addCustomer(sandbox, { email: '', emailUnique: true });
    await addCustomer(sandbox, { email: '', emailUnique: true });
    expect(sandbox.stats()).toMatchObject({ customers: 4, duplicates: { emails: 0 } });
  });

  test.each([
    ...fields.map((field) => [field, { [field]: '' }]),
    ...['street', 'city', 'state', 'country', 'zipcode'].map((part) => [
      `address.${part}`,
      { address: { [part]: '' } },
    ]),
  ] as [string, object][])('refuseEmptyText refuses an empty %s', async (name, body) => {
    const sandbox = await openSandbox({ faults: { refuseEmptyText: true } });
    const { uid } = await addCustomer(sandbox, full);
    for (const path of ['/customers', `/customers/${uid}`]) {
      const answer = await ask(sandbox, `POST ${path}`, { name: 'A', ...body });
      expect(answer).toMatchObject({
        status: 422,
        body: { message: `${name} must be a text that is not empty` },
      });
    }
  });

  test.each([
    ['email', { email: null }, 'an email address'],
    ['phone', { phone: null }, 'a text'],
    ['description', { description: null }, 'a text'],
    ['metaData', { metaData: null }, 'an object'],
    ['address', { address: null }, 'an object'],
    ['address.city', { address: { city: null } }, 'a text'],
    ['address.zipcode', { address: { zipcode: null } }, 'a text or a number'],
  ])('refuseNull refuses null for %s', async (name, body, expected) => {
    const sandbox = await openSandbox({ faults: { refuseNull: true } });
    const { uid } = await addCustomer(sandbox, full);
    for (const path of ['/customers', `/customers/${uid}`]) {
      const answer = await ask(sandbox, `POST ${path}`, { name: 'A', ...body });
      expect(answer).toMatchObject({ status: 422, body: { message: `${name} must be ${expected}` } });
    }
  });
});

describe('assets', () => {
  const body = { label: 'a', accountId: 'w' };

  test('an address of another asset than BTC has the form of Ethereum', async () => {
    const sandbox = await openSandbox({ faults: { assets: ['BTC', 'USDT'] } });
    const answers = [];
    for (const asset of ['BTC', 'USDT', 'USDT']) {
      answers.push((await ask(sandbox, 'POST /addresses', { ...body, asset })).body.data);
    }
    const [bitcoin, first, second] = answers;
    expect(bitcoin).toMatchObject({ assetType: 'BTC', chain: 'BITCOIN', addressType: 'segwit' });
    expect(first).toMatchObject({
      address: expect.stringMatching(/^0x[0-9a-f]{40}$/) as string,
      assetType: 'USDT',
      chain: 'ETHEREUM',
      addressType: 'USDT',
      derivationIndex: 0,
    });
    expect(second?.derivationIndex).toBe(1);
    expect(second?.address).not.toBe(first?.address);
    expect(second?.assetId).toBe(first?.assetId);
    expect(first?.assetId).not.toBe(bitcoin?.assetId);
    expect((await ask(sandbox, 'GET /addresses?asset=USDT')).body.data).toEqual([second, first]);
  });

  test('addressType is refused with it', async () => {
    const sandbox = await openSandbox({ faults: { assets: ['BTC', 'USDT'] } });
    const sent = { ...body, asset: 'USDT', addressType: 'segwit' };
    expect((await ask(sandbox, 'POST /addresses', sent)).status).toBe(422);
    expect((await ask(sandbox, 'POST /addresses', { ...sent, asset: 'BTC' })).status).toBe(200);
  });

  test('what is not among them is refused, even BTC', async () => {
    const sandbox = await openSandbox({ faults: { assets: ['ETH'] } });
    expect((await ask(sandbox, 'POST /addresses', { ...body, asset: 'BTC' })).status).toBe(422);
    const sub = { name: 'S', externalId: 's', metaData: {}, autoGenerateAddress: true };
    await ask(sandbox, 'POST /accounts/w/sub-accounts', sub);
    expect(sandbox.snapshot().addresses).toMatchObject([{ assetType: 'ETH' }]);
  });
});

test.each([
  ['asset', 'asset=ETH'],
  ['customerId', 'customerId=unknown'],
  ['accountId', 'accountId=unknown'],
  ['subAccountId', 'subAccountId=unknown'],
  ['derivationIndex', 'derivationIndex=x'],
  ['minBalance', 'minBalance=5'],
])('the filter %s can be ignored, and the others still count', async (name, query) => {
  const sandbox = await openSandbox({ faults: { ignoredFilters: [name] } });
  const body = { asset: 'BTC', accountId: 'w' };
  const { address } = (await ask(sandbox, 'POST /addresses', { ...body, label: 'a' })).body.data;
  await ask(sandbox, 'POST /addresses', { ...body, label: 'b' });
  expect((await ask(sandbox, `GET /addresses?${query}`)).body.data).toHaveLength(2);
  expect((await ask(sandbox, `GET /addresses?${query}&address=${String(address)}`)).body.data).toHaveLength(
    1,
  );
});
