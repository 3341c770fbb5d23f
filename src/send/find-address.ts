/** Looks up whether a row's customer has its address: by the customer, and in the sub-account that it belongs to. */
import type { LiveRow } from '../core/journal-port.js';
import type { SendContext } from './context.js';
import { toPlace, type Place } from './place.js';
import type { AddressLook } from './address-look.js';
import { findByCustomer } from './find-by-customer.js';
import { findInPlace } from './find-in-place.js';

/** The customer's oldest address of the asset in the requested wallet (and sub-account); change addresses don't count. */
export async function findAddress(row: LiveRow, context: SendContext): Promise<AddressLook> {
  const { keepsOwner } = context.forms;
  const place = toPlace(row, context);
  if (keepsOwner[place.kind] === false) return findOwnerless(row, place, context);
  const byCustomer = await findByCustomer(row, context);
  // An older address may have been created in another way; one that this run requested shows whether the owner is kept.
  if (byCustomer.kind === 'found' && row.addressTriedAt !== undefined) keepsOwner[place.kind] = true;
  switch (byCustomer.kind) {
    case 'found':
    case 'unknown':
      return byCustomer;
    case 'unavailable':
      return byCustomer.isRefused ? findInPlace(row, place, byCustomer, context) : byCustomer;
    case 'absent':
      return confirmAbsent(row, place, byCustomer, context);
  }
}

/**
 * In a place whose list does not show owners. A label there may be wrong, so an address that was requested is looked up by
 * its customer as well: a list kept to one customer knows the owner even where its records do not show it.
 */
async function findOwnerless(row: LiveRow, place: Place, context: SendContext): Promise<AddressLook> {
  if (row.addressTriedAt !== undefined) {
    const byCustomer = await findByCustomer(row, context);
    if (byCustomer.kind === 'found') return byCustomer;
    if (byCustomer.kind === 'unavailable' && !byCustomer.isRefused) return byCustomer;
  }
  return findInPlace(row, place, { kind: 'absent' }, context);
}

/**
 * "No address of this customer" is believed if the server has kept the owner of an address that this run created. Before
 * the first one, it is believed for a place whose newest addresses all name their owners.
 */
async function confirmAbsent(
  row: LiveRow,
  place: Place,
  absent: Extract<AddressLook, { kind: 'absent' }>,
  context: SendContext,
): Promise<AddressLook> {
  const keepsOwner = context.forms.keepsOwner[place.kind];
  if (keepsOwner === true) return absent;
  if (keepsOwner === undefined && row.addressTriedAt === undefined) {
    const owners = await context.placeAddresses.readOwners(place);
    if (owners === 'shown' || owners === 'empty') return absent;
  }
  return findInPlace(row, place, absent, context);
}
