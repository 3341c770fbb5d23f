import { randomUUID } from 'node:crypto';
import { spoilChecksum, type Chain } from '../derive-address.js';
import {
  booleanField,
  filledField,
  indexField,
  oneOf,
  required,
  textOf,
  type Field,
} from '../http/fields.js';
import type { Address, AddressType, Network } from '../store/records.js';
import type { Call } from './call.js';
import { bendView } from './customer-view.js';

/** The id that the sandbox gives to Bitcoin among the assets. */
export const bitcoinAssetId = '5a4d0000-0000-4000-8000-0000000000b1';

/** What both ways to make an address take. */
export const addressFields: Record<string, Field> = {
  label: required(filledField),
  asset: required(oneOf('BTC')),
  customerId: filledField,
  addressType: oneOf('segwit', 'wrappedsegwit', 'legacy'),
  derivationIndex: indexField,
  isChangeAddress: booleanField,
};

/** Where a new address belongs. */
export interface AddressPlace {
  accountId: string;
  subAccountId: string | null;
  customerId: string | null;
  label: string;
}

/** Makes and stores an address by what the call's body says, once that has been checked. */
export function addAddress({ ground, grant, tenant, body }: Call, place: AddressPlace): Address {
  const isChangeAddress = body.isChangeAddress === true;
  const chain: Chain = { tenantKey: tenant.key, ...place, isChangeAddress };
  const derivationIndex =
    typeof body.derivationIndex === 'number' ? body.derivationIndex : tenant.addresses.nextIndex(chain);
  const addressType = (textOf(body, 'addressType') ?? 'segwit') as AddressType;
  const network = grant.mode === 'LIVE' ? 'MAINNET' : 'TESTNET';
  const record: Address = {
    id: ground.store.nextId(),
    asset: 'BTC',
    uid: randomUUID(),
    guid: randomUUID(),
    address: deriveOrSpoil(ground, chain, derivationIndex, addressType, network),
    addressRef: null,
    mode: grant.mode,
    network,
    assetType: 'NATIVE',
    addressType,
    isContract: false,
    isChangeAddress,
    derivationIndex,
    label: place.label,
    chain: 'BITCOIN',
    assetId: bitcoinAssetId,
    organizationId: grant.orgId,
    accountId: place.accountId,
    subAccountId: place.subAccountId,
    customerId: place.customerId,
    used: false,
    lastUsedAt: null,
    createdAt: ground.store.now(),
  };
  ground.store.add({ kind: 'address', tenant: tenant.key, record });
  return record;
}

/** An address as the answer switches want it. */
export function toAddressView(record: Address, faults: Call['ground']['faults']): unknown {
  const view: Record<string, unknown> = { ...record };
  delete view.id;
  delete view.asset;
  if (!faults.echoCustomerId) delete view.customerId;
  return bendView(view, faults);
}

function deriveOrSpoil(
  { faults, draws, deriveAddress }: Call['ground'],
  chain: Chain,
  index: number,
  type: AddressType,
  network: Network,
): string {
  const isBad = faults.badAddress !== 'none' && draws.address() < faults.badAddressRate;
  if (isBad && faults.badAddress === 'wrong-network') {
    return deriveAddress(chain, index, type, network === 'MAINNET' ? 'TESTNET' : 'MAINNET');
  }
  const address = deriveAddress(chain, index, type, network);
  return isBad ? spoilChecksum(address) : address;
}
