import { describe, expect, it } from 'vitest';
import { readAccount, readAddress, readCustomer, readSubAccount } from '../../src/api/wire.js';

const BARE = {
  uid: 'u-1',
  externalId: null,
  name: '',
  email: null,
  phone: null,
  description: null,
  address: null,
  metaData: null,
  createdAt: null,
  updatedAt: null,
  deletedAt: null,
};

describe('a customer', () => {
  it('is read as the vendor documents it, and undocumented fields are left out', () => {
    const found = readCustomer({
      id: 31,
      uid: '351932bc-96c7-42e4-979e-722ab41e36e1',
      guid: '33336351-bc0e-4db9-92d9-68b631d14b18',
      name: 'Jane Doe',
      email: 'jane@example.com',
      customerRef: null,
      externalId: '8beb82ee-a57e-4c60-b10d-c5b74dcac756',
      description: 'Any description',
      metaData: { type: 'business', tags: ['a', 1, null] },
      address: { city: 'Wilmington', state: 'Delaware', country: 'United States' },
      phone: '+23481283011',
      deletedAt: null,
      createdAt: '2023-05-20T16:35:47.971Z',
      updatedAt: '2023-05-20T16:35:47.971Z',
      organizationId: '93d65302-f671-46ae-9c55-f2b0af3bc874',
      mode: 'TEST',
      kycLevel: 2,
    });
    expect(found).toEqual({
      kind: 'found',
      value: {
        uid: '351932bc-96c7-42e4-979e-722ab41e36e1',
        externalId: '8beb82ee-a57e-4c60-b10d-c5b74dcac756',
        name: 'Jane Doe',
        email: 'jane@example.com',
        phone: '+23481283011',
        description: 'Any description',
        address: { city: 'Wilmington', state: 'Delaware', country: 'United States' },
        metaData: { type: 'business', tags: ['a', 1, null] },
        createdAt: '2023-05-20T16:35:47.971Z',
        updatedAt: '2023-05-20T16:35:47.971Z',
        deletedAt: null,
      },
    });
  });

  it.each([
    [{ uid: 'u-1' }, {}],
    [{ uid: 'u-1', name: null, email: undefined, address: null, metaData: null }, {}],
    [{ uid: 'u-1', phone: 2348012345678 }, { phone: '2348012345678' }],
    [{ uid: 7 }, { uid: '7' }],
    [{ uid: 'u-1', address: { zipcode: 94105, city: 'X' } }, { address: { zipcode: 94105, city: 'X' } }],
    [{ uid: 'u-1', metaData: { plan: 3 } }, { metaData: { plan: 3 } }],
    [{ uid: 'u-1', metaData: '{"plan":"gold"}' }, { metaData: { plan: 'gold' } }],
    [{ uid: 'u-1', metaData: '{oops' }, {}],
    [{ uid: 'u-1', metaData: [], address: 'Main St 1', email: {} }, {}],
  ])('%j is read tolerantly', (json, differing) => {
    expect(readCustomer(json)).toEqual({ kind: 'found', value: { ...BARE, ...differing } });
  });

  it('brings no key that reaches into a prototype', () => {
    const json: unknown = JSON.parse('{"uid":"u-1","metaData":{"__proto__":{"x":1},"plan":"gold"}}');
    const found = readCustomer(json);
    expect(found.kind === 'found' && Object.keys(found.value.metaData ?? {})).toEqual(['plan']);
  });

  it.each([[{}], [{ uid: null }], [{ uid: '' }], [{ uid: ' ' }], [{ uid: {} }]])(
    '%j is not a record',
    (json) => {
      expect(readCustomer(json)).toEqual({ kind: 'missing', problem: 'with a record that has no uid' });
    },
  );

  it.each([[null], ['text'], [3], [[]], [undefined]])('%j is no record at all', (json) => {
    expect(readCustomer(json)).toEqual({ kind: 'missing', problem: 'without a record' });
  });
});

describe('an address', () => {
  it('is read', () => {
    const json = {
      uid: 'a-1',
      address: 'tb1qxyz',
      label: null,
      isChangeAddress: 'true',
      accountId: 12,
      chain: 'BITCOIN',
    };
    expect(readAddress(json)).toEqual({
      kind: 'found',
      value: {
        uid: 'a-1',
        address: 'tb1qxyz',
        asset: null,
        chain: 'BITCOIN',
        addressType: null,
        network: null,
        label: null,
        accountId: '12',
        subAccountId: null,
        customerId: null,
        isChangeAddress: true,
        createdAt: null,
      },
    });
  });

  it('needs the address itself', () => {
    expect(readAddress({ uid: 'a-1' })).toEqual({
      kind: 'missing',
      problem: 'with a record that has no address',
    });
  });
});

it.each(['addresses', 'Address'])('reads a sub-account with its addresses under %s', (key) => {
  const json = { uid: 's-1', name: 'Jane', externalId: 'x', [key]: [{ uid: 'a-1', address: 'tb1qxyz' }] };
  expect(readSubAccount(json)).toEqual({
    kind: 'found',
    value: { uid: 's-1', name: 'Jane', externalId: 'x' },
  });
});

it.each([
  [
    { status: 'success', mode: 'TEST', data: { orgId: 'o', mode: 'TEST' } },
    { orgId: 'o', mode: 'TEST' },
  ],
  [
    { mode: 'LIVE', data: { orgId: 'o' } },
    { orgId: 'o', mode: 'LIVE' },
  ],
  [{ data: { orgId: 'o', mode: 'live' } }, { orgId: 'o', mode: 'LIVE' }],
])('reads whose the credential is from %j', (json, account) => {
  expect(readAccount(json)).toEqual({ kind: 'found', value: account });
});

it.each([
  [{ data: { orgId: 'o' } }, 'without saying which mode it is, TEST or LIVE'],
  [{ data: { orgId: 'o', mode: 'SANDBOX' } }, 'without saying which mode it is, TEST or LIVE'],
  [{ mode: 'TEST', data: {} }, 'without the organisation'],
  [{ ok: true }, 'without saying which mode it is, TEST or LIVE'],
  [[], 'without saying which mode it is, TEST or LIVE'],
])('does not guess it from %j', (json, problem) => {
  expect(readAccount(json)).toEqual({ kind: 'missing', problem });
});

it('never takes two modes that disagree for TEST', () => {
  expect(readAccount({ mode: 'LIVE', data: { orgId: 'o', mode: 'TEST' } }).kind).toBe('missing');
  expect(readAccount({ mode: 'TEST', data: { orgId: 'o', mode: 'LIVE' } }).kind).toBe('missing');
});
