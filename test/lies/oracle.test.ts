/** The oracle objects to each untruth that is planted in an honest run. */
import { stringify } from 'csv-stringify/sync';
import { describe, expect, test } from 'vitest';
import type { Address, Customer, SandboxSnapshot } from '../../src/sandbox/index.js';
import type { Fields, ResultLine } from '../support/run-import.js';
import { judge, type Evidence, type Judgement } from './oracle.js';
import { judgeUndo } from './undo-oracle.js';

const toUid = (kind: string, n: number): string => `0000000${n}-${kind.repeat(4)}-4000-8000-00000000000${n}`;

const customer = (n: number, more: Partial<Customer> = {}): Customer => ({
  id: n,
  uid: toUid('c', n),
  guid: toUid('e', n),
  name: `Ada Obi zq${n}`,
  email: `zq${n}@example.com`,
  phone: null,
  description: null,
  customerRef: null,
  externalId: `L-zq${n}`,
  metaData: null,
  address: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  deletedAt: null,
  organizationId: 'organisation',
  mode: 'TEST',
  ...more,
});

const address = (n: number, more: Partial<Address> = {}): Address => ({
  id: 10 + n,
  asset: 'BTC',
  uid: toUid('a', n),
  guid: toUid('b', n),
  address: `tb1qaddress${n}`,
  addressRef: null,
  mode: 'TEST',
  network: 'TESTNET',
  assetType: 'BTC',
  addressType: 'segwit',
  isContract: false,
  isChangeAddress: false,
  derivationIndex: n,
  label: `L-zq${n}`,
  chain: 'BITCOIN',
  assetId: 'bitcoin',
  organizationId: 'organisation',
  accountId: 'wallet-a',
  subAccountId: null,
  customerId: toUid('c', n),
  used: false,
  lastUsedAt: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  ...more,
});

/** Number 9 is in no row. */
const stranger = customer(9, { name: 'Stranger', email: 'stranger@example.org', externalId: 'stranger' });
const ROWS: readonly Fields[] = [1, 2].map((n) => ({
  name: `Ada Obi zq${n}`,
  externalId: `L-zq${n}`,
  email: `zq${n}@example.com`,
}));
const BEFORE: SandboxSnapshot = {
  customers: [stranger],
  addresses: [address(9, { label: 'stranger' })],
  subAccounts: [],
};
const AFTER: SandboxSnapshot = {
  customers: [stranger, customer(1), customer(2)],
  addresses: [...BEFORE.addresses, address(1), address(2)],
  subAccounts: [],
};

const line = (n: number, more: ResultLine = {}): ResultLine => ({
  ...ROWS[n - 1],
  bulk_row: String(n),
  bulk_status: 'created',
  bulk_uid: toUid('c', n),
  bulk_address_status: 'created',
  bulk_address: `tb1qaddress${n}`,
  bulk_address_uid: toUid('a', n),
  bulk_error_code: '',
  bulk_error: '',
  bulk_not_kept: '',
  ...more,
});

interface Plant extends Partial<Evidence> {
  /** Laid over line 1. */
  readonly first?: ResultLine;
  readonly pages?: Readonly<Record<string, string>>;
}

function plant({ first = {}, pages = {}, ...more }: Plant): Judgement {
  const files = [
    { name: 'results.csv', text: stringify([line(1, first), line(2)], { header: true }) },
    ...Object.entries(pages).map(([name, text]) => ({ name, text })),
  ];
  return judge({ rows: ROWS, files, before: BEFORE, after: AFTER, unsaid: [], stopped: null, ...more });
}

const faults = (planted: Plant): string => plant(planted).faults.join('\n');

test('an honest run has no fault', () => {
  expect(plant({})).toEqual({ faults: [], hiddenTwins: [] });
  const lineOf = (n: number): string => stringify([line(n)], { header: true });
  expect(plant({ pages: { 'undo.csv': lineOf(1), 'report.html': toUid('c', 1) } }).faults).toEqual([]);
});

describe('the oracle objects to', () => {
  test.each<[string, Plant, string]>([
    ['the uid of another row', { first: { bulk_uid: toUid('c', 2) } }, 'bulk_uid is not its own'],
    ['one uid in two rows', { first: { bulk_uid: toUid('c', 2) } }, 'two rows have the same bulk_uid'],
    ['the uid of a stranger', { first: { bulk_uid: toUid('c', 9) } }, 'what is a stranger'],
    ['a uid that no customer has', { first: { bulk_uid: toUid('f', 1) } }, 'bulk_uid is not its own'],
    ['an address that is another’s', { first: { bulk_address: 'tb1qaddress9' } }, 'what is a stranger'],
    ['an address that no customer has', { first: { bulk_address: 'tb1qother' } }, 'not that of its uid'],
    ['an address uid that no customer has', { first: { bulk_address_uid: toUid('f', 1) } }, 'no address has'],
    [
      'another’s address in a message',
      { first: { bulk_status: 'failed', bulk_error: 'not tb1qaddress9' } },
      'bulk_error what is a stranger',
    ],
    [
      'an address in a row that says it has none',
      { first: { bulk_address_status: 'failed' } },
      'said not to be there',
    ],
    ['success without an address', { first: { bulk_address_status: '' } }, 'it has no address'],
    ['success without a uid', { first: { bulk_uid: '' } }, 'has no uid'],
    ['a pending row of a run that ended', { first: { bulk_status: 'pending' } }, 'it is pending'],
    [
      'a stranger’s uid in undo.csv',
      { pages: { 'undo.csv': `uid,name,bulk_row\n${toUid('c', 9)},any,1\n` } },
      'undo.csv gives zq1',
    ],
    ['a stranger’s uid in report.html', { pages: { 'report.html': toUid('c', 9) } }, 'report.html has'],
    [
      'a stranger’s address in summary.json',
      { pages: { 'summary.json': 'tb1qaddress9' } },
      'summary.json has',
    ],
    ['a run without end', { stopped: 'budget_reached' }, 'no end'],
    [
      'a customer that was not made',
      { after: { ...AFTER, customers: [stranger, customer(2)] } },
      'there is no such customer',
    ],
    [
      'a customer that was there before, and is said to be created',
      { before: { ...BEFORE, customers: [stranger, customer(1)] } },
      'it was there before',
    ],
    [
      'fields that differ at the server',
      { after: { ...AFTER, customers: [stranger, customer(1, { name: 'Old zq1' }), customer(2)] } },
      'its name differ',
    ],
    [
      'a customer made twice',
      { after: { ...AFTER, customers: [...AFTER.customers, { ...customer(1), uid: toUid('d', 1) }] } },
      '2 customers zq1',
    ],
    [
      'a customer made of two rows',
      { after: { ...AFTER, customers: [stranger, customer(1, { email: 'zq2@example.com' }), customer(2)] } },
      'made of zq1 and zq2',
    ],
    [
      'a second address that no code speaks of',
      { after: { ...AFTER, addresses: [...AFTER.addresses, { ...address(1), uid: toUid('d', 1) }] } },
      '2 addresses',
    ],
    [
      'an address made for another customer',
      {
        after: {
          ...AFTER,
          addresses: [...BEFORE.addresses, address(1), address(2, { customerId: toUid('c', 1) })],
        },
      },
      'is that of zq1',
    ],
    [
      'an address of mainnet',
      {
        after: {
          ...AFTER,
          addresses: [address(9, { label: 'stranger' }), address(1, { network: 'MAINNET' }), address(2)],
        },
      },
      'another kind',
    ],
    [
      'a stranger that was changed',
      { after: { ...AFTER, customers: [{ ...stranger, phone: '1' }, customer(1), customer(2)] } },
      'in no row was made or changed',
    ],
  ])('%s', (_, planted, fault) => {
    expect(faults(planted)).toContain(fault);
  });
});

test('a second address of a row that says so is counted apart', () => {
  const first = {
    bulk_status: 'failed',
    bulk_address_status: 'failed',
    bulk_address: '',
    bulk_address_uid: '',
    bulk_error_code: 'address_twice',
  };
  const after = { ...AFTER, addresses: [...AFTER.addresses, { ...address(1), uid: toUid('d', 1) }] };
  expect(plant({ first, after })).toEqual({
    faults: [],
    hiddenTwins: ['zq1 (failed address_twice): 2 addresses'],
  });
});

describe('of an undo it objects to', () => {
  const undone = { ...AFTER, customers: [stranger, customer(1, { deletedAt: '2026-01-02T00:00:00.000Z' })] };
  const judgeLine = (more: ResultLine, after: SandboxSnapshot = undone): string => {
    const text = stringify([{ ...line(1), bulk_status: 'deleted', bulk_undo: 'delete', ...more }], {
      header: true,
    });
    const files = [{ name: 'results.csv', text }];
    return judgeUndo({ rows: ROWS, files, before: AFTER, after, unsaid: [], stopped: null }, 1).join('\n');
  };

  test('nothing that is true', () => {
    expect(judgeLine({})).toBe('');
  });

  test('somebody who is said to be deleted and is there', () => {
    expect(judgeLine({}, { ...AFTER, customers: [stranger, customer(1)] })).toContain('still there');
  });

  test('the deletion of somebody who was there before', () => {
    const customers = [{ ...stranger, deletedAt: '2026-01-02T00:00:00.000Z' }, ...undone.customers.slice(1)];
    expect(judgeLine({}, { ...undone, customers })).toContain('there before is deleted');
  });

  test('the uid of another', () => {
    expect(judgeLine({ bulk_uid: toUid('c', 9) })).toContain('has the uid of a stranger');
  });
});
