/** Looks whether a row's customer has its address: by the customer, and in the sub-account that it belongs to. */
import type { AddressQuery, RemoteAddress } from '../core/api-port.js';
import type { LiveRow } from '../core/journal-port.js';
import { isOfAsset } from './address-check.js';
import { isDistinguishing, toLabel } from './address-label.js';
import type { SendContext } from './context.js';

export type AddressLook =
  | { readonly kind: 'found'; readonly address: RemoteAddress }
  | { readonly kind: 'absent' }
  /** The server shows addresses, or may have some, and nothing tells whose they are. */
  | { readonly kind: 'unknown'; readonly message: string }
  | {
      readonly kind: 'unavailable';
      readonly message: string;
      readonly stopped: boolean;
      readonly isRefused: boolean;
    };

/** The customer's oldest address of the asset in the wallet (and sub-account) asked for; change addresses don't count. */
export async function findAddress(row: LiveRow, context: SendContext): Promise<AddressLook> {
  const subAccountId = toSubAccountId(row, context);
  if (subAccountId === undefined) return findByCustomer(row, context);
  const byCustomer =
    context.forms.keepsOwnerOfAddress === false
      ? ({ kind: 'absent' } as const)
      : await findByCustomer(row, context);
  if (byCustomer.kind === 'found') {
    context.forms.keepsOwnerOfAddress = true;
    return byCustomer;
  }
  if (byCustomer.kind === 'unavailable' && !byCustomer.isRefused) return byCustomer;
  return findInSubAccount(row, subAccountId, byCustomer, context);
}

async function findByCustomer(row: LiveRow, context: SendContext): Promise<AddressLook> {
  const { api, options } = context;
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
    const stranger = result.value.records.find(
      ({ customerId }) => customerId !== null && !isSameId(customerId, row.uid),
    );
    if (stranger !== undefined) {
      // Asked for one customer's addresses, it gave another's, or names customers otherwise: absence can't be told.
      const message = `it names the customer ${stranger.customerId ?? ''} where ${row.uid} was asked for.`;
      return toRefused(message);
    }
    const address = result.value.records.find((found) => isWanted(found, row, context));
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
    if (page >= result.value.totalPages) return { kind: 'absent' };
  }
}

function toRefused(message: string): AddressLook {
  return { kind: 'unavailable', message, stopped: false, isRefused: true };
}

/**
 * The sub-account's own list. An address there is the customer's by its `customerId`; where the server does not say that,
 * by the sub-account being the customer's own, or by a label that only this customer's address has.
 */
async function findInSubAccount(
  row: LiveRow,
  subAccountId: string,
  byCustomer: AddressLook,
  context: SendContext,
): Promise<AddressLook> {
  const { forms, options, subAccountAddresses } = context;
  const look = await subAccountAddresses.catchUp(toAccountId(context), subAccountId);
  if (look.kind === 'unavailable') {
    if (!look.isRefused) return { ...look, stopped: look.stopped || context.stopping.aborted };
    // Without that list, only a server that keeps the owner can tell by its other one.
    if (byCustomer.kind === 'absent' && forms.keepsOwnerOfAddress === true) return byCustomer;
    return row.addressTriedAt === undefined &&
      byCustomer.kind === 'absent' &&
      forms.keepsOwnerOfAddress === undefined
      ? byCustomer
      : {
          kind: 'unknown',
          message: `the API does not list the addresses of the sub-account: ${look.message}`,
        };
  }
  const isOwn = row.subAccountUid !== '' && isSameId(row.subAccountUid, subAccountId);
  const label = toLabel(options.addressLabel, row);
  const { externalId, email, name } = row.wish.customer;
  const labels = [label, externalId, email, row.uid].filter(
    (text): text is string => text !== undefined && text !== '',
  );
  const candidates = isOwn
    ? subAccountAddresses.findAll(subAccountId)
    : subAccountAddresses.find(subAccountId, row.uid, [...new Set([...labels, name])]);
  const wanted = candidates.filter(
    (found) =>
      isWanted(found, row, context) && (found.customerId === null || isSameId(found.customerId, row.uid)),
  );
  const owned = wanted.find(({ customerId }) => customerId !== null) ?? (isOwn ? wanted[0] : undefined);
  if (owned !== undefined) return { kind: 'found', address: owned };
  if (isOwn || forms.keepsOwnerOfAddress === true) return { kind: 'absent' };
  return findByLabel(row, subAccountId, { wanted, labels }, context);
}

function findByLabel(
  row: LiveRow,
  subAccountId: string,
  { wanted, labels }: { readonly wanted: readonly RemoteAddress[]; readonly labels: readonly string[] },
  { options, subAccountAddresses }: SendContext,
): AddressLook {
  const tells = isDistinguishing(options.addressLabel, row);
  const byLabel = wanted.find(({ label }) => label !== null && labels.includes(label));
  if (byLabel !== undefined && (tells || byLabel.label !== toLabel(options.addressLabel, row)))
    return { kind: 'found', address: byLabel };
  const what = 'the API does not say whose the addresses of the sub-account are';
  if (wanted.length > 0) {
    return { kind: 'unknown', message: `${what}, and the label of one of them may be another customer's.` };
  }
  if (subAccountAddresses.hasNameless(subAccountId)) {
    return { kind: 'unknown', message: `${what}, and at least one has no label.` };
  }
  return { kind: 'absent' };
}

function isWanted(found: RemoteAddress, row: LiveRow, context: SendContext): boolean {
  const accountId = toAccountId(context);
  const subAccountId = toSubAccountId(row, context);
  return (
    !found.isChangeAddress &&
    isOfAsset(found, context.options.asset) &&
    (found.accountId === null || isSameId(found.accountId, accountId)) &&
    (subAccountId === undefined || found.subAccountId === null || isSameId(found.subAccountId, subAccountId))
  );
}

/** Ids are UUIDs, which differ in case only by accident. */
export function isSameId(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

export function toAccountId({ options }: Pick<SendContext, 'options'>): string {
  if (options.accountId === undefined) throw new Error('An address is wanted without an account.');
  return options.accountId;
}

export function toSubAccountId(row: LiveRow, { options }: Pick<SendContext, 'options'>): string | undefined {
  if (row.wish.subAccountId !== undefined) return row.wish.subAccountId;
  return row.subAccountUid === '' ? options.subAccountId : row.subAccountUid;
}
