/** What a look-up of a row's address has found. */
import type { RemoteAddress } from '../core/api-port.js';
import type { LiveRow } from '../core/journal-port.js';
import { isOfAsset } from './address-check.js';
import type { SendContext } from './context.js';
import { findOtherPlace } from './place-names.js';

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

/** Whether an address is of the requested asset and place; change addresses are not. */
export function isWanted(found: RemoteAddress, row: LiveRow, context: SendContext): boolean {
  return (
    !found.isChangeAddress &&
    isOfAsset(found, context.options.asset) &&
    findOtherPlace(found, row, context) === undefined
  );
}
