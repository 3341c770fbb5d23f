import { Address, NETWORK, TEST_NETWORK } from '@scure/btc-signer';
import { describe, expect, test } from 'vitest';
import { sandboxOrgId, type Sandbox } from '../../src/sandbox/index.js';
import { addCustomer, ask, openSandbox, type Ask, type Fields } from './support.js';

async function addAddress(
  sandbox: Sandbox,
  fields: Record<string, unknown> = {},
  how: Ask = {},
): Promise<Fields> {
  const body = { label: 'deposit', asset: 'BTC', accountId: 'wallet-1', ...fields };
  const answer = await ask(sandbox, 'POST /addresses', body, how);
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  return answer.body.data;
}

const live: Ask = { authorization: 'Bearer live_token_sandbox' };

describe('creating', () => {
  test('an address comes back with every documented field', async () => {
    const sandbox = await openSandbox();
    const customer = await addCustomer(sandbox);
    const address = await addAddress(sandbox, { customerId: customer.uid });
    expect(address).toEqual({
      uid: expect.any(String) as string,
      guid: expect.any(String) as string,
      address: expect.stringMatching(/^tb1q/) as string,
      addressRef: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      mode: 'TEST',
      network: 'TESTNET',
      assetType: 'BTC',
      addressType: 'segwit',
      isContract: false,
      isChangeAddress: false,
      derivationIndex: 0,
      label: 'deposit',
      chain: 'BITCOIN',
      assetId: expect.any(String) as string,
      organizationId: sandboxOrgId,
      accountId: 'wallet-1',
      subAccountId: null,
      customerId: customer.uid,
      used: false,
      lastUsedAt: null,
      createdAt: expect.any(String) as string,
    });
  });

  test.each([
    ['segwit', 'wpkh'],
    ['wrappedsegwit', 'sh'],
    ['legacy', 'pkh'],
  ])('%s addresses are valid for an independent library, on both networks', async (addressType, type) => {
    const sandbox = await openSandbox();
    const onTest = await addAddress(sandbox, { addressType });
    const onLive = await addAddress(sandbox, { addressType }, live);
    expect(onLive.network).toBe('MAINNET');
    expect(Address(TEST_NETWORK).decode(String(onTest.address)).type).toBe(type);
    expect(Address(NETWORK).decode(String(onLive.address)).type).toBe(type);
    expect(() => Address(NETWORK).decode(String(onTest.address))).toThrow();
  });

  test('the index counts up on each chain, and can be named', async () => {
    const sandbox = await openSandbox();
    const indexes = [];
    for (const fields of [
      {},
      {},
      { derivationIndex: 40 },
      {},
      { accountId: 'wallet-2' },
      { isChangeAddress: true },
    ]) {
      indexes.push((await addAddress(sandbox, fields)).derivationIndex);
    }
    expect(indexes).toEqual([0, 1, 40, 41, 0, 0]);
  });

  test('each place has its own address, and the same place the same one', async () => {
    const sandbox = await openSandbox();
    const first = await addAddress(sandbox, { derivationIndex: 5 });
    const same = await addAddress(sandbox, { derivationIndex: 5 });
    const others = [
      await addAddress(sandbox, { derivationIndex: 6 }),
      await addAddress(sandbox, { derivationIndex: 5, accountId: 'wallet-2' }),
      await addAddress(sandbox, { derivationIndex: 5, isChangeAddress: true }),
    ];
    expect(same.address).toBe(first.address);
    expect(same.uid).not.toBe(first.uid);
    expect(new Set([first, ...others].map(({ address }) => address)).size).toBe(4);
  });

  test('nothing is unique: sent twice, it makes two addresses', async () => {
    const sandbox = await openSandbox();
    const { uid: customerId } = await addCustomer(sandbox);
    await addAddress(sandbox, { customerId });
    await addAddress(sandbox, { customerId });
    expect(sandbox.stats().duplicates.customersWithManyAddresses).toBe(1);
  });

  test.each([
    ['no label', { label: undefined }, 400],
    ['no asset', { asset: undefined }, 400],
    ['no wallet', { accountId: undefined }, 400],
    ['another asset', { asset: 'XYZ' }, 422],
    ['an unknown address type', { addressType: 'taproot' }, 422],
    ['a negative index', { derivationIndex: -1 }, 422],
    ['a hardened index', { derivationIndex: 2 ** 31 }, 422],
    ['a missing wallet', { accountId: 'missing-1' }, 404],
    ['a wallet id with a space', { accountId: 'a b' }, 404],
    ['an unknown customer', { customerId: 'unknown' }, 404],
  ])('%s is refused', async (_title, fields, status) => {
    const sandbox = await openSandbox();
    const body = { label: 'a', asset: 'BTC', accountId: 'w', ...fields };
    expect((await ask(sandbox, 'POST /addresses', body)).status).toBe(status);
    expect(sandbox.stats().addresses).toBe(0);
  });

  test('no address for a deleted customer', async () => {
    const sandbox = await openSandbox();
    const { uid: customerId } = await addCustomer(sandbox);
    await ask(sandbox, `DELETE /customers/${customerId}`);
    await expect(addAddress(sandbox, { customerId })).rejects.toThrow('404');
  });

  test('echoCustomerId off leaves out whose it is, but the filter still knows', async () => {
    const sandbox = await openSandbox({ faults: { echoCustomerId: false } });
    const { uid: customerId } = await addCustomer(sandbox);
    expect(await addAddress(sandbox, { customerId })).not.toHaveProperty('customerId');
    expect((await ask(sandbox, `GET /addresses?customerId=${customerId}`)).body.data).toHaveLength(1);
  });

  test.each(['segwit', 'wrappedsegwit', 'legacy'])(
    'badAddress checksum spoils %s addresses',
    async (addressType) => {
      const sandbox = await openSandbox({ faults: { badAddress: 'checksum' } });
      const { address } = await addAddress(sandbox, { addressType });
      expect(() => Address(TEST_NETWORK).decode(String(address))).toThrow();
    },
  );

  test('badAddress wrong-network gives a valid address of the other network', async () => {
    const sandbox = await openSandbox({ faults: { badAddress: 'wrong-network' } });
    const { address, network } = await addAddress(sandbox);
    expect(network).toBe('TESTNET');
    expect(Address(NETWORK).decode(String(address)).type).toBe('wpkh');
  });

  test('badAddressRate spoils a share of them, the same ones for the same seed', async () => {
    const faults = { badAddress: 'wrong-network', badAddressRate: 0.3, seed: 7 } as const;
    const runs = [];
    for (let run = 0; run < 2; run += 1) {
      const sandbox = await openSandbox({ faults });
      for (let n = 0; n < 40; n += 1) await addAddress(sandbox);
      runs.push(sandbox.snapshot().addresses.map(({ address }) => address.startsWith('bc1')));
    }
    expect(runs[0]).toEqual(runs[1]);
    expect(runs[0]?.filter(Boolean).length).toBeGreaterThan(0);
    expect(runs[0]?.filter(Boolean).length).toBeLessThan(40);
  });
});

describe('reading', () => {
  test('an address is read by its uid', async () => {
    const sandbox = await openSandbox();
    const address = await addAddress(sandbox);
    expect((await ask(sandbox, `GET /addresses/${address.uid}`)).body.data).toEqual(address);
    expect((await ask(sandbox, 'GET /addresses/unknown')).status).toBe(404);
  });

  test('the list says its page as text', async () => {
    const sandbox = await openSandbox();
    await addAddress(sandbox);
    expect((await ask(sandbox, 'GET /addresses')).body).toMatchObject({ page: '1', totalPages: 1 });
  });

  test('every documented filter narrows the list, and they add up', async () => {
    const sandbox = await openSandbox();
    const { uid: customerId } = await addCustomer(sandbox);
    const a = await addAddress(sandbox, { label: 'a', customerId });
    const b = await addAddress(sandbox, { label: 'b', accountId: 'wallet-2', customerId });
    const c = await addAddress(sandbox, { label: 'c' });
    const sub = await ask(sandbox, 'POST /accounts/wallet-1/sub-accounts', {
      name: 's',
      externalId: 's',
      metaData: {},
    });
    const subId = sub.body.data.uid;
    const path = `/accounts/wallet-1/sub-accounts/${subId}/addresses`;
    const d = (await ask(sandbox, `POST ${path}`, { label: 'd', asset: 'BTC' })).body.data;
    const find = async (query: string): Promise<unknown[]> => {
      const { body } = await ask(sandbox, `GET /addresses?orderBy=asc&${query}`);
      return body.data.map(({ label }) => label);
    };
    expect(await find(`customerId=${customerId}`)).toEqual(['a', 'b']);
    expect(await find('customerId=unknown')).toEqual([]);
    expect(await find('accountId=wallet-1')).toEqual(['a', 'c', 'd']);
    expect(await find(`accountId=wallet-1&customerId=${customerId}`)).toEqual(['a']);
    expect(await find(`subAccountId=${subId}`)).toEqual(['d']);
    expect(await find('asset=BTC')).toEqual(['a', 'b', 'c', 'd']);
    expect(await find('asset=ETH')).toEqual([]);
    expect(await find(`assetId=${String(a.assetId)}`)).toHaveLength(4);
    expect(await find(`address=${String(b.address)}`)).toEqual(['b']);
    expect(await find(`derivationIndex=${String(c.derivationIndex)}`)).toEqual(['c']);
    expect(await find(`address=${String(d.address)}&asset=BTC`)).toEqual(['d']);
    expect(await find('minBalance=1')).toEqual([]);
    expect(await find('minBalance=0&maxBalance=5')).toHaveLength(4);
    expect((await ask(sandbox, 'GET /addresses?minBalance=much')).status).toBe(422);
    expect((await ask(sandbox, 'GET /addresses?derivationIndex=x')).status).toBe(422);
  });
});
