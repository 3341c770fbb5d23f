/** The options of a run that affect sending. */
import type { AddressType } from '../core/api-port.js';
import type { MatchKey } from '../core/types.js';

export interface SendOptions {
  readonly emailUnique: boolean;
  /** Whether rows get an address unless they say otherwise. */
  readonly provisionAddress: boolean;
  readonly asset: string;
  readonly accountId: string | undefined;
  readonly subAccountId: string | undefined;
  readonly subAccountPerCustomer: boolean;
  readonly addressType: AddressType;
  readonly addressLabel: string;
  /** Keys that identify customers, in the order tried. */
  readonly match: readonly MatchKey[];
  readonly zipcode: 'auto' | 'text' | 'number';
}
