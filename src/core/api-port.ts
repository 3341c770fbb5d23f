/**
 * What the flow needs from the vendor's API; `api/` implements it over HTTP. Results say what the caller does next, so that
 * no caller reads a status.
 */
import type { CustomerBody, MetaData, RemoteCustomer, WholeCustomer } from './customer.js';
import type { Account } from './types.js';

/** Answer to a request that changes something. Never a 429 (rate limit): the client waits and sends again. */
export type WriteResult<T> =
  /** It took effect. `answeredAt`: the server's Date header, ms since the epoch; a record's times come from another clock. */
  | {
      readonly kind: 'ok';
      readonly value: T;
      readonly httpStatus: number;
      readonly answeredAt: number | undefined;
    }
  /** Refused because such a record exists (409, or a 400 or 422 that says so). Look it up. */
  | { readonly kind: 'exists'; readonly httpStatus: number; readonly message: string }
  /** Refused for good: a retry gives the same. Without a status, the refusal was made here and nothing was sent. */
  | {
      readonly kind: 'rejected' | 'not_found';
      readonly httpStatus: number | undefined;
      readonly message: string;
    }
  /** It took effect (2xx), but the answer lacks the record: read it. A retry would create a second one. */
  | { readonly kind: 'accepted'; readonly httpStatus: number; readonly message: string }
  /** It may or may not have taken effect (timeout, reset, 5xx, a page that is not the API's): look before a retry. */
  | { readonly kind: 'unknown_effect'; readonly httpStatus: number | undefined; readonly message: string }
  /** It certainly did not reach the server (no connection, or the run is stopping). */
  | { readonly kind: 'not_sent'; readonly message: string; readonly stopped: boolean };

/** Answer to a request that only reads, after all the retries that make sense. */
export type ReadResult<T> =
  | { readonly kind: 'ok'; readonly value: T; readonly httpStatus: number }
  | { readonly kind: 'rejected'; readonly httpStatus: number; readonly message: string }
  | { readonly kind: 'not_found'; readonly httpStatus: number; readonly message: string }
  | {
      readonly kind: 'unavailable';
      readonly httpStatus: number | undefined;
      readonly message: string;
      readonly stopped: boolean;
    };

export interface ListPage<T> {
  readonly records: readonly T[];
  /** As the server says; at least 1. If it doesn't say: one more than this page, as long as pages have records. */
  readonly totalPages: number;
}

export interface PageQuery {
  /** From 1. */
  readonly page: number;
  readonly perPage: number;
  /** By creation time. */
  readonly orderBy: 'asc' | 'desc';
}

export interface RemoteAddress {
  readonly uid: string;
  readonly address: string;
  /** `BTC`; some servers say `NATIVE`, or nothing. */
  readonly asset: string | null;
  /** `BITCOIN`. */
  readonly chain: string | null;
  readonly addressType: string | null;
  readonly network: string | null;
  readonly label: string | null;
  readonly accountId: string | null;
  readonly subAccountId: string | null;
  /** Null if the server does not echo it. */
  readonly customerId: string | null;
  readonly isChangeAddress: boolean;
  readonly createdAt: string | null;
}

export interface AddressQuery extends PageQuery {
  readonly customerId?: string;
  readonly asset?: string;
  readonly accountId?: string;
  readonly subAccountId?: string;
}

export type AddressType = 'segwit' | 'wrappedsegwit' | 'legacy';

export interface AddressBody {
  readonly label: string;
  readonly asset: string;
  /** Omitted only if the server refuses it and the sub-account is the customer's own. */
  readonly customerId?: string;
  /** Bitcoin only. */
  readonly addressType?: AddressType;
}

export interface RemoteSubAccount {
  readonly uid: string;
  readonly name: string;
  readonly externalId: string | null;
}

export interface SubAccountBody {
  readonly name: string;
  readonly externalId: string;
  readonly metaData: Readonly<Record<string, string>>;
  /** Omitted if the server refuses it. */
  readonly customerId?: string;
}

/**
 * The vendor's API. Every method throws `BulkError` `credential_rejected` on 401 and 403 (every other row would get the
 * same), or `blocked_before_api` where the answer is a firewall's page. Every list throws `list_endless` if its pages bring nothing new. All else is returned as a result. A list may
 * request smaller pages than it was asked for: the client finds the size that the server accepts.
 */
export interface Api {
  /** GET /auth. Throws `server_unreachable` if nothing sensible answers. */
  readAccount(): Promise<Account>;
  createCustomer(body: CustomerBody): Promise<WriteResult<RemoteCustomer>>;
  updateCustomer(uid: string, body: CustomerBody): Promise<WriteResult<RemoteCustomer>>;
  /** The vendor may not support it (404, 405). The body of its answer is ignored. */
  deleteCustomer(uid: string): Promise<WriteResult<undefined>>;
  readCustomer(uid: string): Promise<ReadResult<RemoteCustomer>>;
  listCustomers(query: PageQuery): Promise<ReadResult<ListPage<RemoteCustomer>>>;
  /** The same list, with every field of the answers. */
  listWholeCustomers(query: PageQuery): Promise<ReadResult<ListPage<WholeCustomer>>>;
  /** Transactions of one customer, as the vendor gives them. */
  listTransactions(customerUid: string, query: PageQuery): Promise<ReadResult<ListPage<MetaData>>>;
  createAddress(
    accountId: string,
    subAccountId: string | undefined,
    body: AddressBody,
  ): Promise<WriteResult<RemoteAddress>>;
  listAddresses(query: AddressQuery): Promise<ReadResult<ListPage<RemoteAddress>>>;
  /** The addresses of one sub-account; the only list that is correct even if the server ignores filters. */
  listSubAccountAddresses(
    accountId: string,
    subAccountId: string,
    query: PageQuery,
  ): Promise<ReadResult<ListPage<RemoteAddress>>>;
  createSubAccount(accountId: string, body: SubAccountBody): Promise<WriteResult<RemoteSubAccount>>;
  /** `rejected` also on 403: the credential may still be good for everything else. */
  listSubAccounts(accountId: string, query: PageQuery): Promise<ReadResult<ListPage<RemoteSubAccount>>>;
}
