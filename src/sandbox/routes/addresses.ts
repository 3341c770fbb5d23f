import { checkFields, filledField, required, textOf, type Field } from '../http/fields.js';
import { toPageReply } from '../http/page.js';
import { created, refuse, success, type Reply } from '../http/reply.js';
import type { Address } from '../store/records.js';
import { paramOf, route, type Call, type Route } from './call.js';
import { addAddress, addressFields, toAddressView } from './new-address.js';
import { refuseCustomer, refuseWallet } from './wallets.js';

/** Everything under `/addresses`. */
export const addressRoutes: readonly Route[] = [
  route('POST', '/addresses', createAddress),
  route('GET', '/addresses', listAddresses),
  route('GET', '/addresses/{addressId}', readAddress),
];

const fields: Record<string, Field> = { ...addressFields, accountId: required(filledField) };

function createAddress(call: Call): Reply {
  const { body, ground } = call;
  const accountId = textOf(body, 'accountId') ?? '';
  const customerId = textOf(body, 'customerId');
  const refusal =
    checkFields(body, fields) ?? refuseWallet(call, accountId) ?? refuseCustomer(call, customerId);
  if (refusal !== undefined) return refusal;
  const label = textOf(body, 'label') ?? '';
  const record = addAddress(call, { accountId, subAccountId: null, customerId, label });
  return created(toAddressView(record, ground.faults), ground.faults.createStatus);
}

function readAddress(call: Call): Reply {
  const record = call.tenant.addresses.findByUid(paramOf(call, 0));
  if (record === undefined) return refuse(404, 'Address not found');
  return refuseWallet(call, record.accountId) ?? success(toAddressView(record, call.ground.faults));
}

function listAddresses(call: Call): Reply {
  const filters = parseFilters(call);
  if (typeof filters === 'string') return refuse(422, filters);
  const { candidates, tests } = filters;
  const found =
    tests.length === 0 ? candidates : candidates.filter((one) => tests.every((test) => test(one)));
  const { faults } = call.ground;
  return toPageReply(found, call.query, faults, (one) => toAddressView(one, faults), true);
}

type Test = (record: Address) => boolean;

const ownerNames = ['customerId', 'accountId', 'subAccountId'] as const;
const textNames = ['assetId', 'asset', 'address'] as const;

function parseFilters({
  query,
  tenant,
  grant,
}: Call): { candidates: readonly Address[]; tests: Test[] } | string {
  const owner: Partial<Record<(typeof ownerNames)[number], string>> = {};
  const tests: Test[] = [];
  for (const name of ownerNames) {
    const value = query.get(name);
    if (value !== null) owner[name] = value;
  }
  // A single owner is answered by its index alone.
  const owners = Object.entries(owner) as [(typeof ownerNames)[number], string][];
  if (owners.length > 1) tests.push((record) => owners.every(([name, value]) => record[name] === value));
  for (const name of textNames) {
    const value = query.get(name);
    if (value !== null) tests.push((record) => record[name] === value);
  }
  const index = query.get('derivationIndex');
  if (index !== null && !/^\d{1,10}$/.test(index)) return 'derivationIndex must be an integer from 0';
  if (index !== null) tests.push((record) => record.derivationIndex === Number(index));
  // Balances are always zero: nobody pays to sandbox addresses.
  for (const [name, holds] of [
    ['minBalance', (limit: number) => limit <= 0],
    ['maxBalance', (limit: number) => limit >= 0],
  ] as const) {
    const limit = query.get(name);
    if (limit === null) continue;
    if (limit === '' || !Number.isFinite(Number(limit))) return `${name} must be a number`;
    tests.push(() => holds(Number(limit)));
  }
  if (grant.accountIds !== undefined)
    tests.push((record) => grant.accountIds?.includes(record.accountId) === true);
  return { candidates: tenant.addresses.candidates(owner), tests };
}
