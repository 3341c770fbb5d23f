/** Customers of a row and of the server, with what the test cares about. */
import type { Customer, RemoteCustomer } from '../../src/core/customer.js';
import type { RowWish } from '../../src/core/types.js';

/** The uid of the server's nth customer: `00000000-0000-4000-8000-000000000007`. */
export function toUid(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** A customer as the server has it; only its name is known. */
export function makeRemote(fields: Partial<RemoteCustomer> = {}): RemoteCustomer {
  return {
    uid: toUid(1),
    externalId: null,
    name: 'Ada Obi',
    email: null,
    phone: null,
    description: null,
    address: null,
    metaData: null,
    createdAt: '2026-01-02T03:04:05.000Z',
    updatedAt: null,
    deletedAt: null,
    ...fields,
  };
}

/** What a valid row asks for; its customer is named like `makeRemote`'s. */
export function makeWish(
  customer: Partial<Customer> = {},
  more: Partial<Omit<RowWish, 'customer'>> = {},
): RowWish {
  return { customer: { name: 'Ada Obi', ...customer }, blank: [], textMetaData: [], ...more };
}
