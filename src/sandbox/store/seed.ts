import { randomUUID } from 'node:crypto';
import type { SeedCustomer } from '../options.js';
import type { Mode } from '../mode.js';
import type { Store } from './store.js';

/** Adds customers, with times shifted by `skewMs`, to an organisation that has none; one from a state file is unchanged. */
export function seedCustomers(
  store: Store,
  owner: { tenantKey: string; orgId: string; mode: Mode },
  seeds: number | readonly SeedCustomer[],
  skewMs: number,
): void {
  if (store.tenant(owner.tenantKey).customers.all.length > 0) return;
  const list =
    typeof seeds === 'number' ? Array.from({ length: seeds }, (_, place) => toSeed(place + 1)) : seeds;
  for (const seed of list) {
    const createdAt = seed.createdAt ?? store.now(skewMs);
    store.add({
      kind: 'customer',
      tenant: owner.tenantKey,
      record: {
        id: store.nextId(),
        uid: seed.uid ?? randomUUID(),
        guid: randomUUID(),
        name: seed.name,
        email: seed.email ?? null,
        phone: seed.phone ?? null,
        description: seed.description ?? null,
        customerRef: seed.customerRef ?? null,
        externalId: seed.externalId ?? randomUUID(),
        metaData: seed.metaData ?? null,
        address: seed.address ?? null,
        createdAt,
        updatedAt: createdAt,
        deletedAt: seed.deletedAt ?? null,
        organizationId: owner.orgId,
        mode: owner.mode,
      },
    });
  }
}

/** The made-up customer for a number, which its externalId and email contain. */
function toSeed(number: number): SeedCustomer {
  const digits = String(number).padStart(6, '0');
  return {
    name: `Seed Customer ${digits}`,
    email: `seed-${digits}@example.com`,
    externalId: `seed-${digits}`,
  };
}
