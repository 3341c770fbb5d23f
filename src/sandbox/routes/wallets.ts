import { refuse, type Refusal } from '../http/reply.js';
import type { Call } from './call.js';

/**
 * Why this wallet can't be used; undefined if it can. The sandbox has every wallet of a sound id, so that nobody needs
 * to make one first, except those whose id begins with `missing-`.
 */
export function refuseWallet(call: Call, accountId: string): Refusal | undefined {
  if (!/^[A-Za-z0-9._-]{1,64}$/.test(accountId) || accountId.startsWith('missing-')) {
    return refuse(404, 'Account not found');
  }
  const { accountIds } = call.grant;
  return accountIds === undefined || accountIds.includes(accountId)
    ? undefined
    : refuse(403, 'ACCOUNT_ACCESS_DENIED');
}

/** Why an address or sub-account can't be attached to this customer; undefined if it can, or none was named. */
export function refuseCustomer(call: Call, customerId: string | null): Refusal | undefined {
  if (customerId === null || call.tenant.customers.findLive(customerId) !== undefined) return undefined;
  return refuse(404, 'Customer not found');
}
