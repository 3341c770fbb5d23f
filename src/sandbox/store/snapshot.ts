import type { Address, Customer, SubAccount } from './records.js';
import type { Store } from './store.js';

/** Copies of the store's contents, for assertions. */
export interface SandboxSnapshot {
  customers: Customer[];
  addresses: Address[];
  subAccounts: SubAccount[];
}

/** Everything of all organisations and modes, each kind in creation order. */
export function toSnapshot(store: Store): SandboxSnapshot {
  const tenants = [...store.tenants()];
  return {
    customers: copy(tenants.flatMap((tenant) => tenant.customers.all)),
    addresses: copy(tenants.flatMap((tenant) => tenant.addresses.all)),
    subAccounts: copy(tenants.flatMap((tenant) => tenant.subAccounts.all)),
  };
}

function copy<Record extends { id: number }>(records: readonly Record[]): Record[] {
  return structuredClone(records).toSorted((one, other) => one.id - other.id);
}
