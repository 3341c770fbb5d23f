/** Looks up whether a row's customer has its address: by the customer, and in the sub-account that it belongs to. */
import type { AddressQuery, RemoteAddress } from '../core/api-port.js';
import type { LiveRow } from '../core/journal-port.js';
import { isBitcoin, isOfAsset, isSurelyBitcoin } from './address-check.js';
import { isDistinguishing, toLabel } from './address-label.js';
import type { SendContext } from './context.js';
import { isSameId, toPlace, type Place } from './place.js';
import { findOtherPlace, isListedUnder, isOtherName } from './place-names.js';

export type AddressLook =
  | { readonly kind: 'found'; readonly address: RemoteAddress }
  | { readonly kind: 'absent' }
  /** The server lists addresses, or may have some, without their owners. */
  | { readonly kind: 'unknown'; readonly message: string }
  | {
      readonly kind: 'unavailable';
      readonly message: string;
      readonly stopped: boolean;
      readonly isRefused: boolean;
    };

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

async function findByCustomer(row: LiveRow, context: SendContext): Promise<AddressLook> {
  const { api, options } = context;
  const elsewhere: RemoteAddress[] = [];
  for (let page = 1; ; page += 1) {
    const query: AddressQuery = {
      customerId: row.uid,
      asset: options.asset,
      page,
      perPage: 100,
      orderBy: 'asc',
    };
    const result = await api.listAddresses(query);
    if (result.kind !== 'ok') {
      const stopped = result.kind === 'unavailable' && (result.stopped || context.stopping.aborted);
      return {
        kind: 'unavailable',
        message: result.message,
        stopped,
        isRefused: result.kind !== 'unavailable',
      };
    }
    const { records, totalPages } = result.value;
    const stranger = records.find(({ customerId }) => customerId !== null && !isSameId(customerId, row.uid));
    if (stranger !== undefined) {
      // A list for one customer gave another's, or names customers differently: absence can't be proved.
      const message = `it names the customer ${stranger.customerId ?? ''} where ${row.uid} was asked for.`;
      return toRefused(message);
    }
    const address = records.find((found) => isWanted(found, row, context));
    if (address?.customerId === null) {
      const hasOwnFilter = await context.hasOwnFilter();
      if (hasOwnFilter === undefined) {
        const message = 'it did not answer whether its list is kept to one customer.';
        return { kind: 'unavailable', message, stopped: context.stopping.aborted, isRefused: false };
      }
      if (!hasOwnFilter) {
        return toRefused(
          'its list is not kept to one customer, and its addresses do not say whose they are.',
        );
      }
    }
    if (address) return { kind: 'found', address };
    elsewhere.push(...records);
    if (page < totalPages) continue;
    // A list that applies no filter contains everybody's addresses: those elsewhere are not checked one by one.
    const hasOwnerless = elsewhere.some(({ customerId }) => customerId === null);
    if (hasOwnerless && (await context.hasOwnFilter()) === false) {
      return toRefused('its list is not kept to one customer, and its addresses do not say whose they are.');
    }
    return findElsewhere(row, elsewhere, context);
  }
}

/** None is in the requested place: one may exist under another name of it, or be marked as change by the server. */
async function findElsewhere(
  row: LiveRow,
  addresses: readonly RemoteAddress[],
  context: SendContext,
): Promise<AddressLook> {
  const { mode, options } = context;
  const label = toLabel(options.addressLabel, row);
  for (const address of addresses) {
    const { uid, asset, chain } = address;
    if (!isOfAsset(address, options.asset)) {
      if (!isBitcoin(options.asset) || !(await isSurelyBitcoin(address, mode))) continue;
      const said = [asset, chain].filter((text) => text !== null).join(', ');
      return {
        kind: 'unknown',
        message: `the API says of the Bitcoin address ${uid} that it is of ${said}.`,
      };
    }
    const other = findOtherPlace(address, row, context);
    if (other !== undefined && !(await isOtherName(other, address, row, context))) {
      if ((await isListedUnder(other, address, row, context)) !== false) continue;
      const what = other.kind === 'accountId' ? 'wallet' : 'sub-account';
      const message = `the API says of the address ${uid} that it is of the ${what} ${other.said}, and the list of that does not show it.`;
      return { kind: 'unknown', message };
    }
    if (isWanted(address, row, context)) return { kind: 'found', address };
    if (address.isChangeAddress && address.label === label) {
      return { kind: 'unknown', message: `the API marks the address ${address.uid} as a change address.` };
    }
  }
  return { kind: 'absent' };
}

function toRefused(message: string): AddressLook {
  return { kind: 'unavailable', message, stopped: false, isRefused: true };
}

type NoneByCustomer = Extract<AddressLook, { kind: 'absent' | 'unavailable' }>;

/**
 * Reads the list of the place itself. An address there is the customer's by its `customerId`; if the server omits that, by
 * the sub-account being the customer's own, or by a label that only this customer's address has.
 */
async function findInPlace(
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

function isWanted(found: RemoteAddress, row: LiveRow, context: SendContext): boolean {
  return (
    !found.isChangeAddress &&
    isOfAsset(found, context.options.asset) &&
    findOtherPlace(found, row, context) === undefined
  );
}
