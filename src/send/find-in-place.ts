/** Looks for a row's address in the list of its place. */
import type { RemoteAddress } from '../core/api-port.js';
import type { LiveRow } from '../core/journal-port.js';
import { isDistinguishing, toLabel } from './address-label.js';
import type { SendContext } from './context.js';
import { isSameId, type Place } from './place.js';
import { type AddressLook, isWanted } from './address-look.js';

type NoneByCustomer = Extract<AddressLook, { kind: 'absent' | 'unavailable' }>;

/**
 * Reads the list of the place itself. An address there is the customer's by its `customerId`; if the server omits that, by
 * the sub-account being the customer's own, or by a label that only this customer's address has.
 */
export async function findInPlace(
  row: LiveRow,
  place: Place,
  byCustomer: NoneByCustomer,
  context: SendContext,
): Promise<AddressLook> {
  const { placeAddresses } = context;
  const look = await placeAddresses.catchUp(place);
  if (look.kind === 'unavailable') {
    if (!look.isRefused) return { ...look, stopped: look.stopped || context.stopping.aborted };
    return endWithoutList(row, place, { byCustomer, message: look.message }, context);
  }
  const labels = toLabels(row, context);
  const { name } = row.wish.customer;
  const candidates = place.isOwn
    ? placeAddresses.findAll(place)
    : placeAddresses.find(place, row.uid, [...new Set([...labels, name])]);
  const wanted = candidates.filter(
    (found) =>
      isWanted(found, row, context) && (found.customerId === null || isSameId(found.customerId, row.uid)),
  );
  const owned = wanted.find(({ customerId }) => customerId !== null) ?? (place.isOwn ? wanted[0] : undefined);
  if (owned !== undefined) return { kind: 'found', address: owned };
  const strange = candidates.find((found) => !wanted.includes(found) && hasOwnLabel(found, row, context));
  if (strange !== undefined) {
    const message = `the address ${strange.uid} has the label of this row, and the API says that it is of another customer.`;
    return { kind: 'unknown', message };
  }
  if (place.isOwn || !placeAddresses.hasOwnerless(place)) return { kind: 'absent' };
  // A list that applies no filter may contain anybody's addresses: a label is too little to send money to.
  if (byCustomer.kind === 'unavailable' && place.kind === 'wallet') return byCustomer;
  return findByLabel(row, place, { wanted, labels }, context);
}

/** Whether an address is the one that the row asks for, by a label that no other customer's address has. */
function hasOwnLabel(found: RemoteAddress, row: LiveRow, context: SendContext): boolean {
  const { addressLabel } = context.options;
  const isLabel = found.label === toLabel(addressLabel, row) && isDistinguishing(addressLabel, row);
  return isLabel && isWanted(found, row, context);
}

/** Labels that only this customer's address has: by its keys in the row, and by those on the server, now or earlier. */
function toLabels(row: LiveRow, { directory, journal, options }: SendContext): string[] {
  const { customer } = row.wish;
  const known = [customer, directory.get(row.uid), journal.readPlan(row.rowNumber)?.remote];
  const keys = known.flatMap((one) => [one?.externalId, one?.email]);
  const texts = [toLabel(options.addressLabel, row), ...keys, row.uid];
  return [...new Set(texts.filter((text): text is string => typeof text === 'string' && text !== ''))];
}

/** Without a list of the place, absence can only be shown by a server that keeps the owner; a run's first address shows that. */
function endWithoutList(
  row: LiveRow,
  { kind }: Place,
  { byCustomer, message }: { readonly byCustomer: NoneByCustomer; readonly message: string },
  { forms }: SendContext,
): AddressLook {
  if (byCustomer.kind === 'unavailable') return byCustomer;
  const keepsOwner = forms.keepsOwner[kind];
  if (keepsOwner === true || (keepsOwner === undefined && row.addressTriedAt === undefined))
    return byCustomer;
  const what = kind === 'wallet' ? 'wallet' : 'sub-account';
  return { kind: 'unknown', message: `the API does not list the addresses of the ${what}: ${message}` };
}

async function findByLabel(
  row: LiveRow,
  place: Place,
  { wanted, labels }: { readonly wanted: readonly RemoteAddress[]; readonly labels: readonly string[] },
  { forms, options, placeAddresses }: SendContext,
): Promise<AddressLook> {
  const label = toLabel(options.addressLabel, row);
  const tells = isDistinguishing(options.addressLabel, row);
  const byLabel = wanted.find((found) => found.label !== null && labels.includes(found.label));
  if (byLabel !== undefined && (tells || byLabel.label !== label)) return { kind: 'found', address: byLabel };
  const what = `the API does not say whose the addresses of the ${place.kind === 'wallet' ? 'wallet' : 'sub-account'} are`;
  if (place.kind === 'wallet' && forms.keepsOwner.wallet === undefined && row.addressTriedAt === undefined) {
    // A wallet's addresses are documented to keep their owner: that is believed unless existing ones show otherwise.
    if ((await placeAddresses.keptOwners(place)) !== false) return { kind: 'absent' };
    forms.keepsOwner.wallet = false;
  }
  if (wanted.length > 0) {
    return { kind: 'unknown', message: `${what}, and the label of one of them may be another customer's.` };
  }
  if (placeAddresses.hasNameless(place)) {
    return { kind: 'unknown', message: `${what}, and at least one has no label.` };
  }
  if (placeAddresses.hasUnclaimed(place)) {
    return { kind: 'unknown', message: `${what}, and the label of at least one is no other customer's.` };
  }
  return { kind: 'absent' };
}
