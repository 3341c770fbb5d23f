import { refuse, type Refusal } from '../http/reply.js';
import type { Call } from './call.js';

/**
 * Why this wallet can't be used; undefined if it can. In the sandbox every valid id is a wallet, so that none must be created
 * first, except ids that begin with `missing-`.
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

/** Why an address or sub-account can't belong to this customer; undefined if it can, or if no customer was named. */
export function refuseCustomer(call: Call, customerId: string | null): Refusal | undefined {
  if (customerId === null || call.tenant.customers.findLive(customerId) !== undefined) return undefined;
  return refuse(404, 'Customer not found');
}
