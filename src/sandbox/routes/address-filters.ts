import type { Address } from '../store/records.js';
import type { Call } from './call.js';

type Test = (record: Address) => boolean;

const ownerNames = ['customerId', 'accountId', 'subAccountId'] as const;
const textNames = ['assetId', 'asset', 'address'] as const;
const balanceNames = ['minBalance', 'maxBalance'] as const;

/** Every filter of the list of addresses. */
export const filterNames: readonly string[] = [
  'asset',
  'assetId',
  ...ownerNames,
  'address',
  'derivationIndex',
  ...balanceNames,
];

/**
 * The candidate addresses for a query, and the conditions that each must meet; a text says what is wrong with the query.
 * Filters in `ignoredFilters` are not even read.
 */
export function parseFilters({
  query: sent,
  ground,
  tenant,
  grant,
}: Call): { candidates: readonly Address[]; tests: Test[] } | string {
  const { ignoredFilters } = ground.faults;
  const query =
    ignoredFilters.length === 0
      ? sent
      : new URLSearchParams([...sent].filter(([name]) => !ignoredFilters.includes(name)));
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
  // Balances are always zero: no one pays to sandbox addresses.
  for (const name of balanceNames) {
    const limit = query.get(name);
    if (limit === null) continue;
    if (limit === '' || !Number.isFinite(Number(limit))) return `${name} must be a number`;
    tests.push(() => (name === 'minBalance' ? Number(limit) <= 0 : Number(limit) >= 0));
  }
  if (grant.accountIds !== undefined)
    tests.push((record) => grant.accountIds?.includes(record.accountId) === true);
  return { candidates: tenant.addresses.candidates(owner), tests };
}
