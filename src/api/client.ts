/** The vendor's API over HTTP: one function for each endpoint. */
import type { Api, ListPage, PageQuery, ReadResult } from '../core/api-port.js';
import { REDACTED } from '../core/redact.js';
import { readAccountOrThrow } from './account-owner.js';
import { parseBaseUrl } from './base-url.js';
import type { ApiOptions } from './client-options.js';
import { Lists } from './lists.js';
import { openRetrier } from './open-retrier.js';
import { readPage } from './page-body.js';
import { toFilters, toQuery, toSegment } from './path.js';
import type { Probe } from './probe.js';
import type { NamedRequest } from './sender.js';
import {
  readAddress,
  readCustomer,
  readCustomerOf,
  readObject,
  readSubAccount,
  readWholeCustomer,
  type RecordReader,
} from './wire.js';

export interface ApiClient extends Api {
  /** Sends one request once and returns the unprocessed answer. */
  readonly probe: Probe;
  /** Waits for requests in flight, then closes every connection; callers that wait to send get `stopped`. */
  close(): Promise<void>;
}

interface ListRoute extends Pick<NamedRequest, 'mayBeForbidden'> {
  readonly route: string;
  /** The path, where it is not the route itself. */
  readonly to?: string;
}

/**
 * Opens the API without sending anything. Close it after use. Throws `config_invalid`.
 *
 * @example
 * const pace = { concurrency: 32, reserve: 0, timeoutMs: 30_000 };
 * const api = openApi({ baseUrl, credential, version, emit, clock: systemClock, stopping, ...pace });
 * const { mode } = await api.readAccount();
 */
export function openApi(options: ApiOptions): ApiClient {
  const { origin, path } = parseBaseUrl(options.baseUrl);
  const { retrier, probe, close } = openRetrier(options, { origin, path });
  const lists = new Lists();
  const get = (route: string, to: string): NamedRequest => ({
    method: 'GET',
    route: `GET ${route}`,
    path: path + to,
  });
  const post = (route: string, to: string, body: unknown): NamedRequest => ({
    method: 'POST',
    route: `POST ${route}`,
    path: path + to,
    body: JSON.stringify(body),
  });
  const list = <T>(
    { route, to = route, ...more }: ListRoute,
    query: PageQuery,
    reader: RecordReader<T>,
  ): Promise<ReadResult<ListPage<T>>> =>
    lists.read(route, `${to}?${toFilters(query)}`, query, (one) =>
      retrier.read({ ...get(route, `${to}?${toQuery(one)}`), ...more }, readPage(one.page, reader)),
    );

  return {
    close,
    probe,
    readAccount: () => readAccountOrThrow(retrier, get, origin),
    createCustomer: (body) => retrier.write(post('/customers', '/customers', body), readCustomer),
    updateCustomer: async (uid, body) => {
      const request = post('/customers/{uid}', `/customers/${toSegment(uid)}`, body);
      // An update contains what is there already, without the secret that was removed from it.
      if (request.body?.includes(REDACTED) === true) return HOLDS_SECRET;
      return retrier.write(request, readCustomerOf(uid));
    },
    deleteCustomer: async (uid) => {
      const route = 'DELETE /customers/{uid}';
      const request = { method: 'DELETE', route, path: `${path}/customers/${toSegment(uid)}` } as const;
      return retrier.write(request, () => ({ kind: 'found', value: undefined }));
    },
    readCustomer: async (uid) =>
      retrier.read(get('/customers/{uid}', `/customers/${toSegment(uid)}`), readCustomerOf(uid)),
    listCustomers: async (query) => list({ route: '/customers' }, query, readCustomer),
    listWholeCustomers: async (query) => list({ route: '/customers' }, query, readWholeCustomer),
    listTransactions: async (customerUid, query) =>
      list(
        { route: '/customers/{uid}/transactions', to: `/customers/${toSegment(customerUid)}/transactions` },
        query,
        readObject,
      ),
    createAddress: async (accountId, subAccountId, body) => {
      const request =
        subAccountId === undefined
          ? post('/addresses', '/addresses', { ...body, accountId })
          : post(
              '/accounts/{uid}/sub-accounts/{subId}/addresses',
              `/accounts/${toSegment(accountId)}/sub-accounts/${toSegment(subAccountId)}/addresses`,
              body,
            );
      return retrier.write(request, readAddress);
    },
    listAddresses: async (query) => list({ route: '/addresses' }, query, readAddress),
    createSubAccount: async (accountId, body) =>
      retrier.write(
        post('/accounts/{uid}/sub-accounts', `/accounts/${toSegment(accountId)}/sub-accounts`, body),
        readSubAccount,
      ),
    listSubAccounts: async (accountId, query) =>
      list(
        {
          route: '/accounts/{uid}/sub-accounts',
          to: `/accounts/${toSegment(accountId)}/sub-accounts`,
          mayBeForbidden: true,
        },
        query,
        readSubAccount,
      ),
    listSubAccountAddresses: async (accountId, subAccountId, query) =>
      list(
        {
          route: '/accounts/{uid}/sub-accounts/{subId}/addresses',
          to: `/accounts/${toSegment(accountId)}/sub-accounts/${toSegment(subAccountId)}/addresses`,
          mayBeForbidden: true,
        },
        query,
        readAddress,
      ),
  };
}

const HOLDS_SECRET = {
  kind: 'rejected',
  httpStatus: undefined,
  message: `The customer's record at Bitpowr holds the credential, and the update would write ${REDACTED} over it. Nothing was sent: take the credential out of the record.`,
} as const;
