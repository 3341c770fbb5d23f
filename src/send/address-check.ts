import type { AddressType, RemoteAddress } from '../core/api-port.js';
import type { AccountMode } from '../core/types.js';

/**
 * What is wrong with an address, as a sentence; undefined if nothing is. Checks the checksum of a Bitcoin address
 * (base58check, BIP 173, BIP 350) and that its network matches the mode: testnet for TEST, mainnet for LIVE. For other
 * assets, checks only the network that the vendor names.
 */
export async function checkAddress(
  found: Pick<RemoteAddress, 'address' | 'network' | 'asset' | 'chain'>,
  { asset, mode }: { readonly asset: string; readonly mode: AccountMode },
): Promise<string | undefined> {
  const expected = mode === 'LIVE' ? 'MAINNET' : 'TESTNET';
  if (found.network !== null && found.network.toUpperCase() !== expected) {
    return `The address that came back is of the network ${found.network}; the mode is ${mode}.`;
  }
  if (!isOfAsset(found, asset)) {
    const what = [found.asset, found.chain].filter((text) => text !== null).join(', ');
    return `The address that came back is of another asset (${what}) than ${asset}.`;
  }
  if (!isBitcoin(asset)) return undefined;
  if (await decodes(found.address, mode)) return undefined;
  return (await decodes(found.address, mode === 'LIVE' ? 'TEST' : 'LIVE'))
    ? `The address that came back is for ${mode === 'LIVE' ? 'testnet' : 'mainnet'}; the mode is ${mode}.`
    : 'The address that came back is no valid Bitcoin address (checksum).';
}

export function isBitcoin(asset: string): boolean {
  return asset.toUpperCase() === 'BTC';
}

/**
 * What is wrong with the kind of a new address, as a sentence: a change address, or a Bitcoin address whose text shows
 * another type than requested. The server's field `addressType` is not used: in the reference it holds the asset.
 */
export function findTypeFault(
  { address, isChangeAddress }: Pick<RemoteAddress, 'address' | 'isChangeAddress'>,
  { asset, addressType }: { readonly asset: string; readonly addressType: AddressType },
): string | undefined {
  if (isChangeAddress) return 'The address that came back is marked as a change address.';
  if (!isBitcoin(asset)) return undefined;
  const type = toAddressType(address);
  return type === undefined || type === addressType
    ? undefined
    : `The address that came back is of the type ${type}; ${addressType} was asked for.`;
}

/** By the first characters (BIP 173; version bytes 0, 5, 111 and 196 of base58check); undefined: none of the three types. */
function toAddressType(address: string): AddressType | undefined {
  if (/^(bc|tb)1/i.test(address)) return 'segwit';
  if (/^[32]/.test(address)) return 'wrappedsegwit';
  return /^[1mn]/.test(address) ? 'legacy' : undefined;
}

/** Words that servers use for the kind of an asset, and that name no asset. */
const KINDS: ReadonlySet<string> = new Set([
  'NATIVE',
  'TOKEN',
  'CONTRACT',
  'ERC20',
  'TRC20',
  'BEP20',
  'COIN',
]);

/**
 * Whether an address is of the requested asset, as far as it says: by its asset and, for Bitcoin, its chain. An asset may
 * be named with its network, such as USDT and USDT_TRON.
 */
export function isOfAsset({ asset, chain }: Pick<RemoteAddress, 'asset' | 'chain'>, wanted: string): boolean {
  const [name, want, network] = [asset, wanted, chain].map((text) => (text ?? '').toUpperCase());
  const isBitcoinChain = network === 'BITCOIN' || network === 'BTC';
  if (network !== '' && isBitcoinChain !== isBitcoin(wanted)) return false;
  if (name === '' || name === undefined || want === undefined || KINDS.has(name) || name === want)
    return true;
  return name.startsWith(`${want}_`) || want.startsWith(`${name}_`);
}

/** Whether a text is certainly a Bitcoin address: segwit (BIP 173, BIP 350), whose prefix no other chain has. */
export async function isSurelyBitcoin(
  { address }: Pick<RemoteAddress, 'address'>,
  mode: AccountMode,
): Promise<boolean> {
  return toAddressType(address) === 'segwit' && decodes(address, mode);
}

async function decodes(address: string, mode: AccountMode): Promise<boolean> {
  // Loads 8 MB that a run without addresses does not need.
  const { Address, NETWORK, TEST_NETWORK } = await import('@scure/btc-signer');
  try {
    Address(mode === 'LIVE' ? NETWORK : TEST_NETWORK).decode(address);
    return true;
  } catch {
    return false;
  }
}
