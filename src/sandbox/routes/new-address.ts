import { randomUUID } from 'node:crypto';
import { toAssetId, toHexAddress } from '../assets.js';
import { spoilChecksum, type Chain } from '../derive-address.js';
import {
  booleanField,
  checkFields,
  filledField,
  indexField,
  oneOf,
  required,
  textOf,
  type Body,
  type Field,
} from '../http/fields.js';
import { refuse, type Refusal, type Success } from '../http/reply.js';
import type { SandboxFaults } from '../options.js';
import type { Address, AddressType, Network } from '../store/records.js';
import type { Call } from './call.js';
import { bendView } from './customer-view.js';
import { toRecordReply, type Deed } from './record-reply.js';

/** The fields of both ways to create an address, except `asset`. */
const addressFields: Record<string, Field> = {
  label: required(filledField),
  customerId: filledField,
  addressType: oneOf('segwit', 'wrappedsegwit', 'legacy'),
  derivationIndex: indexField,
  isChangeAddress: booleanField,
};

/** The place of a new address. */
export interface AddressPlace {
  accountId: string;
  subAccountId: string | null;
  customerId: string | null;
  label: string;
}

/** What is wrong with the body of a new address: these fields and the common ones; undefined if nothing is. */
export function checkAddress(
  body: Body,
  { assets }: SandboxFaults,
  fields: Record<string, Field> = {},
): Refusal | undefined {
  const refusal = checkFields(body, { ...addressFields, asset: required(oneOf(...assets)), ...fields });
  if (refusal !== undefined || body.asset === 'BTC' || textOf(body, 'addressType') === null) return refusal;
  return refuse(422, 'addressType must be left out with an asset other than BTC');
}

/** Creates and stores an address from the call's body, which has been checked. */
export function addAddress({ ground, grant, tenant, body }: Call, place: AddressPlace): Address {
  const isChangeAddress = body.isChangeAddress === true;
  const asset = textOf(body, 'asset') ?? ground.faults.assets[0] ?? 'BTC';
  const chain: Chain & { asset: string } = { tenantKey: tenant.key, ...place, isChangeAddress, asset };
  const derivationIndex =
    typeof body.derivationIndex === 'number' ? body.derivationIndex : tenant.addresses.nextIndex(chain);
  const isBitcoin = asset === 'BTC';
  const type = (textOf(body, 'addressType') ?? 'segwit') as AddressType;
  const network = grant.mode === 'LIVE' ? 'MAINNET' : 'TESTNET';
  const record: Address = {
    id: ground.store.nextId(),
    asset,
    uid: randomUUID(),
    guid: randomUUID(),
    address: deriveOrSpoil(ground, chain, { index: derivationIndex, type, network }),
    addressRef: randomUUID(),
    mode: grant.mode,
    network,
    assetType: asset,
    addressType: isBitcoin ? type : asset,
    isContract: false,
    isChangeAddress,
    derivationIndex,
    label: place.label,
    chain: isBitcoin ? 'BITCOIN' : 'ETHEREUM',
    assetId: toAssetId(asset),
    organizationId: grant.orgId,
    accountId: place.accountId,
    subAccountId: place.subAccountId,
    customerId: place.customerId,
    used: false,
    lastUsedAt: null,
    createdAt: ground.store.now(ground.faults.createdAtSkewMs),
  };
  ground.store.add({ kind: 'address', tenant: tenant.key, record });
  return record;
}

/** An address as the answer switches shape it. */
export function toAddressView(record: Address, faults: SandboxFaults): unknown {
  const view: Record<string, unknown> = { ...record };
  delete view.id;
  delete view.asset;
  if (!faults.echoCustomerId) delete view.customerId;
  return bendView(view, faults);
}

/** An answer with one address. */
export function toAddressReply(record: Address, faults: SandboxFaults, deed: Deed): Success {
  return toRecordReply('address', toAddressView(record, faults), deed, faults);
}

function deriveOrSpoil(
  { faults, draws, deriveAddress }: Call['ground'],
  chain: Chain & { asset: string },
  { index, type, network }: { readonly index: number; readonly type: AddressType; readonly network: Network },
): string {
  const isBad = faults.badAddress !== 'none' && draws.address() < faults.badAddressRate;
  if (chain.asset !== 'BTC') {
    const address = toHexAddress(chain.asset, chain, index);
    return isBad && faults.badAddress === 'checksum' ? spoilChecksum(address) : address;
  }
  if (isBad && faults.badAddress === 'wrong-network') {
    return deriveAddress(chain, index, type, network === 'MAINNET' ? 'TESTNET' : 'MAINNET');
  }
  const address = deriveAddress(chain, index, type, network);
  return isBad ? spoilChecksum(address) : address;
}
