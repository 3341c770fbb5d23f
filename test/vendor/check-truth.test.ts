/** The oracle must object: each of these runs is true but for one thing. */
import { describe, expect, test } from 'vitest';
import type { Address, Customer } from '../../src/sandbox/index.js';
import type { Fields, ResultLine } from '../support/run-import.js';
import { checkTruth, type RunTruth } from './check-truth.js';
import { checkUndo, type UndoTruth } from './check-undo.js';

const WHEN = '2026-01-01T00:00:00.000Z';

function toCustomer(uid: string, more: Partial<Customer> = {}): Customer {
  return {
    id: 1,
    uid,
    guid: uid,
    name: 'Ada Lovelace zq1',
    email: 'person.zq1@example.com',
    phone: '+2348031234567',
    description: null,
    customerRef: null,
    externalId: 'E-zq1',
    metaData: { plan: 'gold' },
    address: { city: 'Lagos', zipcode: '01234' },
    createdAt: WHEN,
    updatedAt: WHEN,
    deletedAt: null,
    organizationId: 'org',
    mode: 'TEST',
    ...more,
  };
}

function toAddress(uid: string, more: Partial<Address> = {}): Address {
  return {
    id: 2,
    asset: 'BTC',
    uid,
    guid: uid,
    address: `tb1${uid}`,
    addressRef: null,
    mode: 'TEST',
    network: 'TESTNET',
    assetType: 'BTC',
    addressType: 'segwit',
    isContract: false,
    isChangeAddress: false,
    derivationIndex: 0,
    label: 'E-zq1',
    chain: 'BITCOIN',
    assetId: 'btc',
    organizationId: 'org',
    accountId: 'wallet-a',
    subAccountId: null,
    customerId: 'c1',
    used: false,
    lastUsedAt: null,
    createdAt: WHEN,
    ...more,
  };
}

const ROW: Fields = {
  externalId: 'E-zq1',
  name: 'Ada Lovelace zq1',
  email: 'Person.zq1@example.com',
  phone: '+2348031234567',
  'address.city': 'Lagos',
  'address.zipcode': '01234',
  'metaData.plan': 'gold',
};
const LINE: ResultLine = {
  bulk_row: '1',
  bulk_status: 'created',
  bulk_uid: 'c1',
  bulk_error_code: '',
  bulk_not_kept: '',
  bulk_address_status: 'created',
  bulk_address: 'tb1a1',
  bulk_address_uid: 'a1',
};
const EMPTY = { customers: [], addresses: [], subAccounts: [] };
const MADE = { customers: [toCustomer('c1')], addresses: [toAddress('a1')], subAccounts: [] };
const WITH_OLD = { ...EMPTY, customers: [toCustomer('c1', { phone: '+491701234567' })] };

const TRUE_RUN: RunTruth = {
  rows: [ROW],
  lines: [LINE],
  counts: { created: 1, updated: 0 },
  addressCounts: { created: 1, existing: 0, failed: 0 },
  before: EMPTY,
  after: MADE,
  stopped: null,
  mode: 'upsert',
  isDryRun: false,
  provisionAddress: true,
  circumstances: {
    vendor: {},
    isCalm: true,
    wasStopped: false,
    clears: false,
    match: ['uid', 'externalId', 'email'],
    emailUnique: true,
    zipcode: 'auto',
    hasSubAccounts: false,
  },
};

/** The true run with this line, whose status is counted. */
function withLine(line: Partial<ResultLine>, more: Partial<RunTruth> = {}): RunTruth {
  const lines = [{ ...LINE, ...line } as ResultLine];
  const counts = { [lines[0]?.['bulk_status'] ?? '']: 1 };
  const told = lines[0]?.['bulk_address_status'] ?? '';
  return { ...TRUE_RUN, lines, counts, addressCounts: told === '' ? {} : { [told]: 1 }, ...more };
}

function withCustomers(...customers: readonly Customer[]): Partial<RunTruth> {
  return { after: { ...MADE, customers: [...customers] } };
}

function withVendor(vendor: RunTruth['circumstances']['vendor']): Pick<RunTruth, 'circumstances'> {
  return { circumstances: { ...TRUE_RUN.circumstances, vendor } };
}

test('a true run has no faults', () => {
  expect(checkTruth(TRUE_RUN)).toEqual([]);
});

test('forms that the contract knows are no faults: a number as zipcode, a phone without its plus, a small email', () => {
  const customer = toCustomer('c1', { phone: '2348031234567', address: { city: 'Lagos', zipcode: 1234 } });
  expect(checkTruth({ ...TRUE_RUN, ...withCustomers(customer) })).toEqual([]);
});

test('a field that is not kept and is named is no fault', () => {
  const run = withLine({ bulk_not_kept: 'phone;metaData.plan' });
  const customer = toCustomer('c1', { phone: null, metaData: null });
  expect(checkTruth({ ...run, ...withCustomers(customer) })).toEqual([]);
});

const LIES: readonly (readonly [string, RunTruth, string])[] = [
  [
    'a twin',
    { ...TRUE_RUN, ...withCustomers(toCustomer('c1'), toCustomer('c2')) },
    '2 customers were made for it',
  ],
  [
    'a twin whose name was put into capitals and whose keys were dropped',
    {
      ...TRUE_RUN,
      ...withCustomers(
        toCustomer('c1'),
        toCustomer('c2', { name: 'ADA LOVELACE ZQ1', externalId: 'made-up', email: null }),
      ),
    },
    '2 customers were made for it',
  ],
  [
    'a second address that names no customer',
    { ...TRUE_RUN, after: { ...MADE, addresses: [toAddress('a1'), toAddress('a2', { customerId: null })] } },
    'it has 2 addresses',
  ],
  ['a customer who is not there', { ...TRUE_RUN, ...withCustomers() }, 'it is not there'],
  ['a wrong uid', withLine({ bulk_uid: 'c9' }), 'the uid is not its customer’s'],
  ['created, who was there', { ...TRUE_RUN, before: WITH_OLD }, 'it was there before'],
  ['updated, who was not there', withLine({ bulk_status: 'updated' }), 'it was not there before'],
  [
    'updated, though nothing reached it',
    withLine({ bulk_status: 'updated' }, { before: { ...EMPTY, customers: MADE.customers } }),
    'nothing reached it',
  ],
  [
    'updated, though the server said all this',
    withLine(
      { bulk_status: 'updated' },
      { before: { ...EMPTY, customers: [toCustomer('c1', { email: 'Person.zq1@example.com' })] } },
    ),
    'the server said all this before',
  ],
  [
    'an update that erased what the row does not name',
    withLine(
      { bulk_status: 'updated' },
      { before: { ...EMPTY, customers: [toCustomer('c1', { phone: '+491701234567', description: 'VIP' })] } },
    ),
    'its description was VIP, now empty',
  ],
  [
    'unchanged, who was changed',
    withLine({ bulk_status: 'unchanged' }, { before: WITH_OLD }),
    'it was changed',
  ],
  [
    'unchanged, who differs from the row',
    withLine(
      { bulk_status: 'unchanged' },
      { before: WITH_OLD, after: { ...MADE, customers: WITH_OLD.customers } },
    ),
    'its phone differs',
  ],
  [
    'a field that did not arrive and is not named',
    { ...TRUE_RUN, ...withCustomers(toCustomer('c1', { phone: null })) },
    'its phone did not arrive',
  ],
  [
    'a name in another form that is not named',
    { ...TRUE_RUN, ...withCustomers(toCustomer('c1', { name: 'ADA LOVELACE ZQ1' })) },
    'its name did not arrive',
  ],
  [
    'a field that is named and was kept',
    withLine({ bulk_not_kept: 'phone' }),
    'its phone is named, and was kept',
  ],
  [
    'a failure that nothing explains',
    withLine({ bulk_status: 'failed', bulk_error_code: 'api_rejected' }),
    'nothing explains the failure',
  ],
  [
    'a failed row without the uid of the customer that it made',
    withLine(
      { bulk_status: 'failed', bulk_error_code: 'api_rejected', bulk_uid: '' },
      withVendor({ strictZip: true }),
    ),
    'it was made or changed, and has no uid',
  ],
  ['a pending row of a run that has ended', withLine({ bulk_status: 'pending' }), 'the run has ended'],
  [
    'an address that is not there',
    { ...TRUE_RUN, after: { ...MADE, addresses: [] } },
    'its address is not there',
  ],
  [
    'an address of another customer',
    { ...TRUE_RUN, after: { ...MADE, addresses: [toAddress('a1', { label: 'E-zq2', customerId: 'c2' })] } },
    'its address has another owner',
  ],
  [
    'no address where one is wanted',
    withLine({ bulk_address_status: '', bulk_address_uid: '' }),
    'an address is wanted',
  ],
  [
    'an address that was there before and is said to be created',
    { ...TRUE_RUN, before: { ...EMPTY, addresses: MADE.addresses } },
    'and is said to be created',
  ],
  [
    'counts that are not those of the lines',
    { ...TRUE_RUN, counts: { created: 0, updated: 1 } },
    'the summary counts',
  ],
  ['a row without a line', { ...TRUE_RUN, lines: [] }, 'the lines are not those of the rows'],
  [
    'a stranger who was changed',
    {
      ...TRUE_RUN,
      before: { ...EMPTY, customers: [toCustomer('s', { name: 'Stranger 1' })] },
      ...withCustomers(toCustomer('c1'), toCustomer('s', { name: 'Stranger 1', phone: null })),
    },
    'somebody who is in no row was made or changed',
  ],
  ['a stop that nothing explains', { ...TRUE_RUN, stopped: 'credential_rejected' }, 'the run stopped'],
  [
    'a run that continues though the key is not kept',
    { ...TRUE_RUN, ...withVendor({ ignoredFields: ['externalId'] }) },
    'the run did not stop although the key externalId is not kept',
  ],
  ['a plan that made somebody', { ...TRUE_RUN, isDryRun: true }, 'the plan changed something'],
];

describe('an untrue run is found out', () => {
  test.each(LIES)('%s', (_title, run, fault) => {
    expect(checkTruth(run).join('\n')).toContain(fault);
  });
});

const TRUE_UNDO: UndoTruth = {
  lines: [{ bulk_row: '1', bulk_status: 'deleted', bulk_uid: 'c1', bulk_error_code: '' }],
  original: EMPTY,
  before: MADE,
  after: { ...MADE, customers: [toCustomer('c1', { deletedAt: WHEN })] },
  stopped: null,
  deletes: true,
  circumstances: { ...TRUE_RUN.circumstances, clears: true },
};

test('a true undo has no faults', () => {
  expect(checkUndo(TRUE_UNDO)).toEqual([]);
});

const UNDO_LIES: readonly (readonly [string, UndoTruth, string])[] = [
  ['deleted, who is there', { ...TRUE_UNDO, after: MADE }, 'it is still there'],
  [
    'deleted, who was there before the run',
    { ...TRUE_UNDO, original: WITH_OLD },
    'no customer was to be deleted',
  ],
  [
    'updated, who is not as before',
    {
      ...TRUE_UNDO,
      original: WITH_OLD,
      after: MADE,
      lines: [{ bulk_row: '1', bulk_status: 'updated', bulk_uid: 'c1' }],
    },
    'its phone was not put back',
  ],
  ['somebody else who is gone', { ...TRUE_UNDO, lines: [] }, 'somebody who is in no line'],
];

describe('an untrue undo is found out', () => {
  test.each(UNDO_LIES)('%s', (_title, undo, fault) => {
    expect(checkUndo(undo).join('\n')).toContain(fault);
  });
});
