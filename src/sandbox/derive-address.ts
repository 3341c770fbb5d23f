import { BIP32Factory, type BIP32Interface } from 'bip32';
import { address as codec, crypto, networks } from 'bitcoinjs-lib';
import { createHash } from 'node:crypto';
import * as ecc from 'tiny-secp256k1';
import type { Address, AddressType, Network } from './store/records.js';

/**
 * The master public key of BIP32 test vector 1 (seed 000102…0f), printed in the standard. SANDBOX ONLY: its private key is
 * known to everybody, so money sent to an address derived from it is lost. Never send money there.
 */
export const sandboxMasterPublicKey =
  'xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8YtGqsefD265TMg7usUDFdp6W1EGMcet8';

/** The source of an address: one chain for each wallet or sub-account, and for change. */
export interface Chain {
  tenantKey: string;
  accountId: string;
  subAccountId: string | null;
  isChangeAddress: boolean;
}

export type DeriveAddress = (
  chain: Chain,
  derivationIndex: number,
  type: AddressType,
  network: Network,
) => string;

/** Cached parents: deriving one costs three steps of 0.2 ms, an address below it only one. */
const keptChains = 2_000;

/** Returns a function that derives valid addresses: the same place always gives the same one. */
export function createDeriver(): DeriveAddress {
  const master = BIP32Factory(ecc).fromBase58(sandboxMasterPublicKey);
  const chains = new Map<string, BIP32Interface>();
  return (chain, derivationIndex, type, network) => {
    const key = `${chain.tenantKey}/${chain.accountId}/${chain.subAccountId ?? ''}/${chain.isChangeAddress}`;
    let parent = chains.get(key);
    if (parent === undefined) {
      parent = deriveParent(master, chain);
      if (chains.size >= keptChains) chains.clear();
      chains.set(key, parent);
    }
    return toAddress(parent.derive(derivationIndex).publicKey, type, network);
  };
}

/** The address of a public key. */
export function toAddress(publicKey: Uint8Array, type: AddressType, network: Network): string {
  const { bech32, pubKeyHash, scriptHash } = network === 'MAINNET' ? networks.bitcoin : networks.testnet;
  const hash = crypto.hash160(publicKey);
  switch (type) {
    case 'segwit':
      return codec.toBech32(hash, 0, bech32);
    case 'wrappedsegwit':
      return codec.toBase58Check(crypto.hash160(Uint8Array.of(0x00, 0x14, ...hash)), scriptHash);
    case 'legacy':
      return codec.toBase58Check(hash, pubKeyHash);
    default:
      return type satisfies never;
  }
}

/** The same address with its last character changed, so that its checksum is wrong. */
export function spoilChecksum(address: Address['address']): string {
  const last = address.at(-1);
  // Both characters are in the alphabets of bech32 and base58.
  return address.slice(0, -1) + (last === 'q' ? 'z' : 'q');
}

function deriveParent(master: BIP32Interface, chain: Chain): BIP32Interface {
  const account = master.derive(toIndex(`${chain.tenantKey}/${chain.accountId}`));
  const owner = chain.subAccountId === null ? account : account.derive(toIndex(chain.subAccountId));
  return owner.derive(chain.isChangeAddress ? 1 : 0);
}

/** 31 bits: indexes from 2^31 on are hardened and need the private key. */
function toIndex(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) >>> 1;
}
