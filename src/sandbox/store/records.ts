import type { Mode } from '../mode.js';

/** A customer as the vendor returns it, before the answer switches change it. */
export interface Customer {
  id: number;
  uid: string;
  guid: string;
  name: string;
  email: string | null;
  phone: string | null;
  description: string | null;
  customerRef: string | null;
  externalId: string;
  metaData: Record<string, unknown> | null;
  address: Record<string, unknown> | null;
  createdAt: string;
  updatedAt: string;
  deletedAt: string | null;
  organizationId: string;
  mode: Mode;
}

export type AddressType = 'segwit' | 'wrappedsegwit' | 'legacy';
export type Network = 'TESTNET' | 'MAINNET';

/** An address. `id` and `asset` are the sandbox's own and are not part of answers. */
export interface Address {
  id: number;
  asset: string;
  uid: string;
  guid: string;
  address: string;
  /** null in state files from before this field existed. */
  addressRef: string | null;
  mode: Mode;
  network: Network;
  /** The asset; `NATIVE` in older state files. */
  assetType: string;
  /** An `AddressType`; the asset if it is not BTC. */
  addressType: string;
  isContract: boolean;
  isChangeAddress: boolean;
  derivationIndex: number;
  label: string | null;
  chain: 'BITCOIN' | 'ETHEREUM';
  assetId: string;
  organizationId: string;
  accountId: string;
  subAccountId: string | null;
  customerId: string | null;
  used: boolean;
  lastUsedAt: string | null;
  createdAt: string;
}

/** A sub-account. `id` is the sandbox's own; `metaData` and `customerId` are kept as sent. */
export interface SubAccount {
  id: number;
  uid: string;
  name: string;
  externalId: string;
  accountId: string;
  customerId: string | null;
  metaData: Record<string, unknown>;
  network: Network;
  mode: Mode;
  isDeleted: boolean;
  isArchived: boolean;
  organizationId: string;
  createdAt: string;
  updatedAt: string;
}

/** The content of a state file: a record, its kind and its owner. */
export type Saved =
  | { kind: 'customer'; tenant: string; record: Customer }
  | { kind: 'address'; tenant: string; record: Address }
  | { kind: 'sub-account'; tenant: string; record: SubAccount };
