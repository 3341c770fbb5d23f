/** Compares a recorded address, which came from one answer, with the API's list. Pure. */
import type { RemoteAddress } from '../core/api-port.js';
import type { LiveRow } from '../core/journal-port.js';
import { isSameId } from './place.js';

export type WrittenAddress = Pick<LiveRow, 'uid' | 'address' | 'addressUid'>;

/** How the list contradicts it; undefined: it agrees, or is about another address. */
export function findContradiction(row: WrittenAddress, listed: RemoteAddress): string | undefined {
  const isSameUid = isSameId(listed.uid, row.addressUid);
  if (!isSameUid && listed.address !== row.address) return undefined;
  // The text of an address that may be another customer's stays out of every message.
  if (!isSameUid)
    return `The API gave one address two uids: ${row.addressUid}, and ${listed.uid} in its list.`;
  if (listed.address !== row.address)
    return `The API’s list has another text for the address ${row.addressUid} than its answer had.`;
  if (listed.customerId === null || isSameId(listed.customerId, row.uid)) return undefined;
  return `The API’s list gives the address ${row.addressUid} to another customer.`;
}
