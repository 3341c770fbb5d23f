/** Looks up the addresses of a row's customer. */
import type { RemoteAddress } from '../core/api-port.js';
import type { LiveRow } from '../core/journal-port.js';
import { isBitcoin, isOfAsset, isSurelyBitcoin } from './address-check.js';
import { toLabel } from './address-label.js';
import type { SendContext } from './context.js';
import { isSameId } from './place.js';
import { findOtherPlace, isListedUnder, isOtherName } from './place-names.js';
import { type AddressLook, isWanted } from './address-look.js';

export async function findByCustomer(row: LiveRow, context: SendContext): Promise<AddressLook> {
  const { api, options } = context;
  const filter = { customerId: row.uid, asset: options.asset };
  const elsewhere: RemoteAddress[] = [];
  for (let page = 1; ; page += 1) {
    const result = await api.listAddresses({ ...filter, page, perPage: 100, orderBy: 'asc' });
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
