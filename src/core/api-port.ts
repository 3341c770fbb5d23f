/**
 * What the flow needs of the vendor's API; `api/` implements it over HTTP. Results say what the caller does next, so that
 * no caller reads a status.
 */
import type { CustomerBody, MetaData, RemoteCustomer, WholeCustomer } from './customer.js';
import type { Account } from './types.js';

/** Answer to a request that changes something. Throttling (429) never shows here: the client waits and sends again. */
export type WriteResult<T> =
  /** It took effect. `answeredAt`: the server's Date header, ms since the epoch; a record's times come from another clock. */
  | {
      readonly kind: 'ok';
      readonly value: T;
      readonly httpStatus: number;
      readonly answeredAt: number | undefined;
    }
  /** Refused, because such a record is there already (409, or a 400 or 422 that says so). Look it up. */
  | { readonly kind: 'exists'; readonly httpStatus: number; readonly message: string }
  /** Refused for good: sending it again gives the same. Without a status it was refused here, and did not leave. */
  | {
      readonly kind: 'rejected' | 'not_found';
      readonly httpStatus: number | undefined;
      readonly message: string;
    }
  /** It took effect (2xx), but the answer does not carry the record: read it. Sending it again would make a second one. */
  | { readonly kind: 'accepted'; readonly httpStatus: number; readonly message: string }
  /** It may or may not have taken effect (timeout, reset, 5xx, a page that is not the API's): look before sending again. */
  | { readonly kind: 'unsure'; readonly httpStatus: number | undefined; readonly message: string }
  /** It certainly did not reach the server (no connection, or the run is stopping). */
  | { readonly kind: 'not_sent'; readonly message: string; readonly stopped: boolean };

/** Answer to a request that only reads; it has been tried again as often as makes sense. */
export type ReadResult<T> =
  | { readonly kind: 'ok'; readonly value: T; readonly httpStatus: number }
  | { readonly kind: 'rejected' | 'not_found'; readonly httpStatus: number; readonly message: string }
  | {
      readonly kind: 'unavailable';
      readonly httpStatus: number | undefined;
      readonly message: string;
      readonly stopped: boolean;
    };

export interface ListPage<T> {
  readonly records: readonly T[];
  /** As the server says; at least 1. Where it says nothing: one more than this page, as long as pages have records. */
  readonly totalPages: number;
}

export interface PageQuery {
  /** From 1. */
  readonly page: number;
  readonly perPage: number;
  /** By creation. */
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
  /** Null where the server does not echo it. */
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
  /** Left out only where the server refuses it and the sub-account is the customer's own. */
  readonly customerId?: string;
  /** Of Bitcoin only. */
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
  /** Left out where the server refuses it. */
  readonly customerId?: string;
}

/**
 * The vendor's API. Every method throws `BulkError` `credential_rejected` on 401 and 403 (every other row would meet the
 * same), every list throws `list_endless` where its pages bring nothing new, and otherwise they return what happened. A
 * list may ask for smaller pages than it was told to: the client finds the size that the server accepts.
 */
export interface Api {
  /** GET /auth. Throws `server_unreachable` where nothing sensible answers. */
  readAccount(): Promise<Account>;
  createCustomer(body: CustomerBody): Promise<WriteResult<RemoteCustomer>>;
  updateCustomer(uid: string, body: CustomerBody): Promise<WriteResult<RemoteCustomer>>;
  /** Nobody knows whether the vendor has it (404, 405). What it answers is of no use. */
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
  /** The addresses of one sub-account; the only list that needs no filter to be kept. */
  listSubAccountAddresses(
    accountId: string,
    subAccountId: string,
    query: PageQuery,
  ): Promise<ReadResult<ListPage<RemoteAddress>>>;
  createSubAccount(accountId: string, body: SubAccountBody): Promise<WriteResult<RemoteSubAccount>>;
  /** `rejected` also on 403: a credential may be good for all else. */
  listSubAccounts(accountId: string, query: PageQuery): Promise<ReadResult<ListPage<RemoteSubAccount>>>;
}
