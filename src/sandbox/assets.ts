import { createHash } from 'node:crypto';
import type { Chain } from './derive-address.js';

/** The sandbox's id for an asset: always the same one. */
export function toAssetId(asset: string): string {
  if (asset === 'BTC') return '5a4d0000-0000-4000-8000-0000000000b1';
  return `5a4d0000-0000-4000-8000-${toHex(asset).slice(0, 12)}`;
}

/** An address of an asset other than Bitcoin, in Ethereum's form: `0x` and 40 hex digits. No key belongs to it. */
export function toHexAddress(asset: string, chain: Chain, derivationIndex: number): string {
  const { tenantKey, accountId, subAccountId, isChangeAddress } = chain;
  const place = [asset, tenantKey, accountId, subAccountId ?? '', isChangeAddress, derivationIndex];
  return `0x${toHex(place.join('/')).slice(0, 40)}`;
}

function toHex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
