import type { CustomerBody, RemoteCustomer } from '../core/customer.js';
import type { RowWish } from '../core/types.js';
import { toDiff } from './diff.js';

/** The body that creates a row's customer. `emailUnique` makes the vendor refuse a second customer with the email. */
export function toCreateBody(
  { customer }: RowWish,
  { emailUnique }: { readonly emailUnique: boolean },
): CustomerBody {
  const { name, email, phone, description, address, metaData, externalId } = customer;
  return {
    name,
    ...(email === undefined ? {} : { email }),
    ...(phone === undefined ? {} : { phone }),
    ...(description === undefined ? {} : { description }),
    ...(address === undefined ? {} : { address: { ...address } }),
    ...(metaData === undefined ? {} : { metaData: { ...metaData } }),
    ...(externalId === undefined ? {} : { externalId }),
    ...(emailUnique && email !== undefined ? { emailUnique: true } : {}),
  };
}

/** Whether a remote customer says all that the row says: it may be the one that the row's own create made. */
export function isWished(wish: RowWish, remote: RemoteCustomer): boolean {
  const { externalId } = wish.customer;
  return (
    toDiff(wish, remote, { blank: 'keep' }).changes.length === 0 &&
    (externalId === undefined || remote.externalId === null || remote.externalId === externalId)
  );
}
