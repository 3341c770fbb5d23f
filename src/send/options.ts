/** The options of a run that sending goes by. */
import type { AddressType } from '../core/api-port.js';
import type { MatchKey } from '../core/types.js';

export interface SendOptions {
  readonly emailUnique: boolean;
  /** Whether rows that don't say get an address. */
  readonly provisionAddress: boolean;
  readonly asset: string;
  readonly accountId: string | undefined;
  readonly subAccountId: string | undefined;
  readonly subAccountPerCustomer: boolean;
  readonly addressType: AddressType;
  readonly addressLabel: string;
  /** Keys by which customers are recognised, in the order tried. */
  readonly match: readonly MatchKey[];
  readonly zipcode: 'auto' | 'text' | 'number';
}
