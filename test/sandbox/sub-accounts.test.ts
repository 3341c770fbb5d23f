import { expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.js';
import { addCustomer, ask, openSandbox, type Fields } from './support.js';

const path = '/accounts/wallet-1/sub-accounts';

async function addSubAccount(sandbox: Sandbox, fields: Record<string, unknown> = {}): Promise<Fields> {
  const body = { name: 'Sub', externalId: 'sub-1', metaData: {}, ...fields };
  const answer = await ask(sandbox, `POST ${path}`, body);
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  return answer.body.data;
}

test('a sub-account comes back with its documented fields and no addresses', async () => {
  const sandbox = await openSandbox();
  const { uid: customerId } = await addCustomer(sandbox);
  expect(await addSubAccount(sandbox, { customerId })).toMatchObject({
    name: 'Sub',
    externalId: 'sub-1',
    accountId: 'wallet-1',
    network: 'TESTNET',
    mode: 'TEST',
    isDeleted: false,
    isArchived: false,
    addresses: [],
  });
  expect(sandbox.snapshot().subAccounts[0]).toMatchObject({ customerId });
});

test('autoGenerateAddress makes one address, under either spelling', async () => {
  const sandbox = await openSandbox();
  const first = await addSubAccount(sandbox, { autoGenerateAddress: true });
  expect(first.addresses).toMatchObject([{ accountId: 'wallet-1', subAccountId: first.uid, label: 'Sub' }]);
  sandbox.configure({ subAccountAddressKey: 'Address' });
  const second = await addSubAccount(sandbox, { externalId: 'sub-2', autoGenerateAddress: true });
  expect(second.Address).toHaveLength(1);
  expect(second).not.toHaveProperty('addresses');
});

test.each([
  ['no name', { name: undefined }, 400],
  ['no externalId', { externalId: undefined }, 400],
  ['no metaData', { metaData: undefined }, 400],
  ['an unknown customer', { customerId: 'unknown' }, 404],
])('%s is refused', async (_title, fields, status) => {
  const sandbox = await openSandbox();
  await expect(addSubAccount(sandbox, fields)).rejects.toThrow(String(status));
});

test('sub-accounts are listed by wallet, in pages', async () => {
  const sandbox = await openSandbox();
  for (const externalId of ['a', 'b', 'c']) await addSubAccount(sandbox, { externalId });
  const list = await ask(sandbox, `GET ${path}?perPage=2&orderBy=asc`);
  expect(list.body).toMatchObject({ page: 1, totalPages: 2 });
  expect(list.body.data.map(({ externalId }) => externalId)).toEqual(['a', 'b']);
  expect((await ask(sandbox, 'GET /accounts/other/sub-accounts')).body.data).toEqual([]);
  expect((await ask(sandbox, 'GET /accounts/missing-1/sub-accounts')).status).toBe(404);
});

test('addresses under a sub-account have their own chain and list', async () => {
  const sandbox = await openSandbox();
  const { uid } = await addSubAccount(sandbox);
  const body = { label: 'x', asset: 'BTC' };
  const first = (await ask(sandbox, `POST ${path}/${uid}/addresses`, body)).body.data;
  const second = (await ask(sandbox, `POST ${path}/${uid}/addresses`, { ...body, addressType: 'legacy' }))
    .body.data;
  const outside = (await ask(sandbox, 'POST /addresses', { ...body, accountId: 'wallet-1' })).body.data;
  expect([first.derivationIndex, second.derivationIndex, outside.derivationIndex]).toEqual([0, 1, 0]);
  expect(first.address).not.toBe(outside.address);
  const list = await ask(sandbox, `GET ${path}/${uid}/addresses?orderBy=asc`);
  expect(list.body.data).toEqual([first, second]);
  expect(list.body.page).toBe('1');
});

test('an unknown sub-account, or one of another wallet, is a 404', async () => {
  const sandbox = await openSandbox();
  const { uid } = await addSubAccount(sandbox);
  const body = { label: 'x', asset: 'BTC' };
  expect((await ask(sandbox, `POST ${path}/unknown/addresses`, body)).status).toBe(404);
  expect((await ask(sandbox, `GET /accounts/other/sub-accounts/${uid}/addresses`)).status).toBe(404);
});
