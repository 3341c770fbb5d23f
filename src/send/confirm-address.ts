/** An address is written down as one answer gave it. Here it is compared with what the API's list says about it. Pure. */
import type { RemoteAddress } from '../core/api-port.js';
import type { LiveRow } from '../core/journal-port.js';
import { isSameId } from './place.js';

export type WrittenAddress = Pick<LiveRow, 'uid' | 'address' | 'addressUid'>;

/** The list has the address as it was written. */
export function isConfirmedBy(row: WrittenAddress, listed: RemoteAddress): boolean {
  return (
    isSameId(listed.uid, row.addressUid) &&
    listed.address === row.address &&
    (listed.customerId === null || isSameId(listed.customerId, row.uid))
  );
}

/**
 * What the list says otherwise; undefined if it agrees or is about another address. Not yet a fault: some APIs list one address
 * twice, such as for two assets that share it, and one of the records confirms it.
 */
export function findContradiction(row: WrittenAddress, listed: RemoteAddress): string | undefined {
  if (isConfirmedBy(row, listed)) return undefined;
  const isSameUid = isSameId(listed.uid, row.addressUid);
  if (!isSameUid && listed.address !== row.address) return undefined;
  // The text of an address that may be another customer's stays out of every message.
  if (!isSameUid)
    return `The API gave one address two uids: ${row.addressUid}, and ${listed.uid} in its list.`;
  if (listed.address !== row.address)
    return `The API’s list has another text for the address ${row.addressUid} than its answer had.`;
  return `The API’s list gives the address ${row.addressUid} to another customer.`;
}
