/** What holds of every results.csv, given what the server had before the run and has after it. */
import { expect } from 'vitest';
import type { Address, SandboxSnapshot } from '../../src/sandbox/index.js';
import type { ResultLine } from '../support/run-import.js';
import { listLive, toDifferingFields, toNotKept, toWarnings } from './row-fields.js';

/** Statuses of rows whose customer has the data of the row. */
const IN_STEP = ['created', 'updated', 'unchanged'];
const KNOWN_BEFORE = ['updated', 'unchanged', 'exists'];

/** Each status says when the customer came to be, each customer has its row's data, and none is left unnamed. */
export function assertCustomers(
  rows: readonly ResultLine[],
  before: SandboxSnapshot,
  after: SandboxSnapshot,
): void {
  const old = new Set(listLive(before).map(({ uid }) => uid));
  const live = new Map(listLive(after).map((customer) => [customer.uid, customer]));
  for (const row of rows) {
    const { bulk_status: status = '', bulk_uid: uid = '' } = row;
    const label = `row ${row['bulk_row']} (${status})`;
    if (status === 'created') expect(old.has(uid), `${label} was there before`).toBe(false);
    if (KNOWN_BEFORE.includes(status)) expect(old.has(uid), `${label} was there before`).toBe(true);
    if (!IN_STEP.includes(status) && status !== 'exists') continue;
    const customer = live.get(uid);
    expect(customer, `${label} names a live customer`).toBeDefined();
    if (customer === undefined || status === 'exists') continue;
    expect(toNotKept(row), `${label} names what the server has otherwise`).toEqual(
      toDifferingFields(row, customer),
    );
    expect(toWarnings(row).includes('not_kept'), `${label} warns of it`).toBe(toNotKept(row).length > 0);
  }
  const named = rows.flatMap(({ bulk_uid: uid = '' }) => (uid === '' ? [] : [uid]));
  const made = [...live.keys()].filter((uid) => !old.has(uid));
  expect(named.filter((uid) => !old.has(uid)).sort(), 'new customers, each named once').toEqual(made.sort());
}

/** Each address that is named is of its customer, of the asset, and as new as its status says. */
export function assertAddresses(
  rows: readonly ResultLine[],
  before: SandboxSnapshot,
  after: SandboxSnapshot,
  asset: string,
): void {
  const old = new Set(before.addresses.map(({ uid }) => uid));
  const all = new Map(after.addresses.map((address) => [address.uid, address]));
  const named = rows.filter(({ bulk_address_uid: uid = '' }) => uid !== '');
  for (const row of named) {
    const uid = row['bulk_address_uid'] ?? '';
    const label = `address of row ${row['bulk_row']} (${row['bulk_address_status']})`;
    expect(all.get(uid), label).toMatchObject({ address: row['bulk_address'], asset });
    expect(toOwners(all.get(uid), row, after), `owner of the ${label}`).toContain(row['bulk_uid']);
    expect(old.has(uid), `${label} was there before`).toBe(row['bulk_address_status'] !== 'created');
  }
  const settled = rows.filter(({ bulk_address_status: status = '' }) => /^(created|existing)$/.test(status));
  expect(
    settled.filter(({ bulk_address_uid: uid }) => uid === ''),
    'rows without their address',
  ).toEqual([]);
  expect(new Set(named.map((row) => row['bulk_address_uid'])).size, 'addresses named').toBe(named.length);
  const made = [...all.keys()].filter((uid) => !old.has(uid));
  const told = named.flatMap(({ bulk_address_uid: uid = '' }) => (old.has(uid) ? [] : [uid]));
  expect(told.sort(), 'new addresses, each named once').toEqual(made.sort());
}

/** Customers that an address may belong to: as it says, as its sub-account says, or else the one that its label names. */
function toOwners(
  address: Address | undefined,
  row: ResultLine,
  { subAccounts }: SandboxSnapshot,
): unknown[] {
  if (address === undefined) return [];
  if (address.customerId !== null) return [address.customerId];
  const sub = subAccounts.find(({ uid }) => uid === address.subAccountId);
  if (sub !== undefined && sub.customerId !== null) return [sub.customerId];
  const { externalId, email, name } = row;
  const isSubOfRow = sub !== undefined && sub.externalId.includes(row['bulk_uid'] ?? '');
  return isSubOfRow || [externalId, email, name].includes(address.label ?? '') ? [row['bulk_uid']] : [];
}

/** No customer exists twice, and none has two addresses of one asset. */
export function assertNoTwins(
  rows: readonly ResultLine[],
  before: SandboxSnapshot,
  after: SandboxSnapshot,
): void {
  const live = listLive(after);
  const toName = (name: string | undefined): string => (name ?? '').replace(/\s+/g, ' ').trim().toLowerCase();
  const wanted = countEach(rows.map((row) => toName(row['name'])));
  const there = countEach(listLive(before).map(({ name }) => toName(name)));
  for (const [name, count] of countEach(live.map((customer) => toName(customer.name)))) {
    const allowed = Math.max(wanted.get(name) ?? 0, there.get(name) ?? 0);
    expect(count, `customers with the name ${name}`).toBeLessThanOrEqual(Math.max(1, allowed));
  }
  const emails = live.flatMap(({ email }) => (email ? [email.toLowerCase()] : []));
  expect(new Set(emails).size, 'different emails').toBe(emails.length);
  const keys = after.addresses.map(({ customerId, subAccountId, label, asset }) => {
    const owner = customerId ?? `${subAccountId ?? ''} ${label ?? ''}`;
    return { owner, label: customerId === null ? (label ?? '') : undefined, key: `${owner} ${asset}` };
  });
  const counts = countEach(keys.map(({ key }) => key));
  for (const { key, label } of keys) {
    const sharing = rows.filter(({ externalId, email, name }) =>
      [externalId, email, name].includes(label ?? ''),
    );
    expect(counts.get(key), `addresses of ${key}`).toBeLessThanOrEqual(
      Math.max(1, label === undefined ? 1 : sharing.length),
    );
  }
  assertOneForEachSubAccount(after);
}

/** A customer's own sub-account is there once. */
function assertOneForEachSubAccount({ subAccounts }: SandboxSnapshot): void {
  const owners = subAccounts.flatMap(({ customerId }) => (customerId === null ? [] : [customerId]));
  expect(new Set(owners).size, 'customers with a sub-account').toBe(owners.length);
  const keys = subAccounts.map(({ externalId }) => externalId);
  expect(new Set(keys).size, 'different sub-accounts').toBe(keys.length);
}

/** No kind of record was asked for much more often than there are rows. */
export function assertFewPosts(requests: Readonly<Record<string, number>>, rows: number, more: number): void {
  for (const [route, count] of Object.entries(requests)) {
    if (route.startsWith('POST ')) expect(count, route).toBeLessThanOrEqual(2 * rows + more);
  }
}

function countEach(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
