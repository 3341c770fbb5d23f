import type { CustomerBody, JsonValue, PostalAddress, RemoteCustomer } from '../core/customer.js';
import type { RowWish } from '../core/types.js';
import { toDiff } from './diff.js';
import { toZipcode, type ZipcodeMode } from './zipcode.js';

export interface CreateOptions {
  readonly emailUnique: boolean;
  readonly zipcode: ZipcodeMode;
}

/** The body that creates a row's customer. `emailUnique` makes the vendor refuse a second customer with the email. */
export function toCreateBody({ customer }: RowWish, { emailUnique, zipcode }: CreateOptions): CustomerBody {
  const { name, email, phone, description, address, metaData, externalId } = customer;
  return {
    name,
    ...(email === undefined ? {} : { email }),
    ...(phone === undefined ? {} : { phone }),
    ...(description === undefined ? {} : { description }),
    ...(address === undefined ? {} : { address: toAddressBody(address, zipcode) }),
    ...(metaData === undefined ? {} : { metaData: { ...metaData } }),
    ...(externalId === undefined ? {} : { externalId }),
    ...(emailUnique && email !== undefined ? { emailUnique: true } : {}),
  };
}

/** The postal address in its sent form. */
function toAddressBody(address: PostalAddress, mode: ZipcodeMode): Record<string, JsonValue> {
  const { zipcode } = address;
  return zipcode === undefined ? { ...address } : { ...address, zipcode: toZipcode(zipcode, mode) };
}

/** Whether a remote customer has everything that the row asks for: the row's own create may have made it. */
export function isWished(wish: RowWish, remote: RemoteCustomer): boolean {
  const { externalId } = wish.customer;
  // How zipcodes are sent is no difference.
  return (
    toDiff(wish, remote, { blank: 'keep', zipcode: 'text' }).changes.length === 0 &&
    (externalId === undefined || remote.externalId === null || remote.externalId === externalId)
  );
}
