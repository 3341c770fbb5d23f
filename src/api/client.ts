/** The vendor's API over HTTP: one function for each endpoint. */
import { setMaxListeners } from 'node:events';
import type { Api, ListPage, PageQuery, ReadResult } from '../core/api-port.js';
import type { Clock } from '../core/clock.js';
import { BulkError } from '../core/errors.js';
import type { Emit } from '../core/events.js';
import type { PaceBoard } from '../core/pace-board.js';
import { makeRedactor, REDACTED } from '../core/redact.js';
import type { SendLease } from '../core/send-lease.js';
import type { Account } from '../core/types.js';
import { parseBaseUrl } from './base-url.js';
import type { Credential } from './credential.js';
import { assertApiNumbers } from './options.js';
import { Gate } from './pace/gate.js';
import { FileBoard } from './pace/file-board.js';
import { toPeerFolder, type PeerPlace } from './pace/peers.js';
import { Share } from './pace/share.js';
import { Lists } from './lists.js';
import { readPage } from './page-body.js';
import type { ProxySettings } from './proxy.js';
import { toProbe, type Probe } from './probe.js';
import { Retrier } from './retry.js';
import { toSender, type NamedRequest } from './sender.js';
import { Transport } from './transport.js';
import {
  readAccount,
  readAddress,
  readCustomer,
  readCustomerOf,
  readFirstOwner,
  readObject,
  readSubAccount,
  readWholeCustomer,
  type RecordReader,
} from './wire.js';

export interface ApiOptions {
  /** https, or http to loopback; with the path, such as `/api/v1`. */
  readonly baseUrl: string;
  readonly credential: Credential;
  /** @default none */
  readonly proxy?: ProxySettings | undefined;
  /** This tool's version, for the User-Agent. */
  readonly version: string;
  /** Maximum requests in flight. */
  readonly concurrency: number;
  /** Maximum requests per second. @default none */
  readonly ratePerSecond?: number | undefined;
  /**
   * Share of the rate limit, once it is found, that is left to others on the same token: with 0.3 the pace is 70 % of it.
   * `ratePerSecond` is not reduced. A limit that rises later is not noticed, because probing for it would use the others'
   * share.
   */
  readonly reserve: number;
  /**
   * Where runs on this machine that use the same token and base URL share the pace, so that a 429 to one slows all; created if
   * needed. @default none: this client paces itself
   */
  readonly pacePlace?: PeerPlace | undefined;
  /** The board of this token, instead of `pacePlace`. */
  readonly paceBoard?: PaceBoard | undefined;
  /** @default OWN_MACHINE */
  readonly lease?: SendLease | undefined;
  /** From sending a request to the last byte of its answer. */
  readonly timeoutMs: number;
  /** Maximum tries of a read, or of a request that did not reach the server. @default 6 */
  readonly maxAttempts?: number | undefined;
  /** Maximum wait before the second try; it doubles up to 20 s. @default 250 */
  readonly backoffMs?: number | undefined;
  /** Maximum requests in total; then it stops. @default none */
  readonly maxRequests?: number | undefined;
  /** Called when the client stops by itself: the request budget is used up, or the server is gone. */
  readonly onEnd?: ((code: 'budget_reached' | 'server_unreachable', message: string) => void) | undefined;
  readonly emit: Emit;
  readonly clock: Clock;
  /** Once aborted, no request is sent any more and every wait ends; requests in flight continue. */
  readonly stopping: AbortSignal;
  /** Once aborted, requests in flight are cut as well. */
  readonly killed?: AbortSignal | undefined;
  /** From 0 to below 1, for the jitter. @default Math.random */
  readonly random?: (() => number) | undefined;
}

export interface ApiClient extends Api {
  /** Sends one request once and returns the unprocessed answer. */
  readonly probe: Probe;
  /** Waits for requests in flight, then closes every connection; callers that wait to send get `stopped`. */
  close(): Promise<void>;
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
    route: string,
    to: string,
    query: PageQuery,
    reader: RecordReader<T>,
    more: Pick<NamedRequest, 'mayBeForbidden'> = {},
  ): Promise<ReadResult<ListPage<T>>> =>
    lists.read(route, `${to}?${toFilters(query)}`, query, (one) =>
      retrier.read({ ...get(route, `${to}?${toQuery(one)}`), ...more }, readPage(one.page, reader)),
    );

  return {
    close,
    probe,
    readAccount: () => readAccountOrThrow(retrier, get, origin),
    createCustomer: async (body) => retrier.write(post('/customers', '/customers', body), readCustomer),
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
    listCustomers: async (query) => list('/customers', '/customers', query, readCustomer),
    listWholeCustomers: async (query) => list('/customers', '/customers', query, readWholeCustomer),
    listTransactions: async (customerUid, query) =>
      list(
        '/customers/{uid}/transactions',
        `/customers/${toSegment(customerUid)}/transactions`,
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
    listAddresses: async (query) => list('/addresses', '/addresses', query, readAddress),
    createSubAccount: async (accountId, body) =>
      retrier.write(
        post('/accounts/{uid}/sub-accounts', `/accounts/${toSegment(accountId)}/sub-accounts`, body),
        readSubAccount,
      ),
    listSubAccounts: async (accountId, query) =>
      list(
        '/accounts/{uid}/sub-accounts',
        `/accounts/${toSegment(accountId)}/sub-accounts`,
        query,
        readSubAccount,
        { mayBeForbidden: true },
      ),
    listSubAccountAddresses: async (accountId, subAccountId, query) =>
      list(
        '/accounts/{uid}/sub-accounts/{subId}/addresses',
        `/accounts/${toSegment(accountId)}/sub-accounts/${toSegment(subAccountId)}/addresses`,
        query,
        readAddress,
        { mayBeForbidden: true },
      ),
  };
}

const HOLDS_SECRET = {
  kind: 'rejected',
  httpStatus: undefined,
  message: `The customer's record at Bitpowr holds the credential, and the update would write ${REDACTED} over it. Nothing was sent: take the credential out of the record.`,
} as const;

function openRetrier(
  options: ApiOptions,
  { origin, path }: { readonly origin: string; readonly path: string },
): { retrier: Retrier; probe: Probe; close: () => Promise<void> } {
  const { credential, clock, emit, ratePerSecond, maxRequests, stopping, killed } = options;
  const { concurrency, timeoutMs, maxAttempts = 6, backoffMs, random = Math.random } = options;
  const { reserve, pacePlace } = options;
  assertApiNumbers({ concurrency, timeoutMs, maxAttempts, ratePerSecond, reserve });
  const headers = {
    authorization: credential.header,
    'user-agent': `bitpowr-bulk/${options.version}`,
    // Bodies are small, and are read without decompression.
    'accept-encoding': 'identity',
  };
  const redact = makeRedactor(credential.secrets);
  const transport = new Transport({
    ...{ origin, headers, concurrency, timeoutMs, clock, proxy: options.proxy, lease: options.lease },
    // These are records: what only looks like a piece of a secret is a customer's.
    redact: makeRedactor(credential.secrets, { pieces: false }),
  });
  // One signal of our own for everything that waits, because hundreds of requests may listen to it at a time.
  const ending = new AbortController();
  setMaxListeners(0, ending.signal);
  let share: Share | undefined;
  const baseUrl = options.baseUrl.replace(/\/+$/, '');
  const board =
    options.paceBoard ?? (pacePlace && new FileBoard(toPeerFolder(pacePlace, credential.header, baseUrl)));
  const gate = new Gate({
    concurrency,
    ratePerSecond,
    reserve,
    remembered: board?.readKept(clock.now()),
    maxRequests,
    clock,
    emit,
    onClosing: () => share?.tell(),
    onEnd: (end) => {
      ending.abort();
      if (end === 'spent') options.onEnd?.('budget_reached', `All ${maxRequests ?? 0} requests were sent.`);
      else options.onEnd?.('server_unreachable', toGoneMessage(origin));
    },
  });
  if (board !== undefined) share = new Share({ board, gate, clock, emit });
  const stop = (): void => {
    gate.shut();
    ending.abort();
  };
  const kill = (): void => {
    stop();
    transport.kill();
  };
  const unlisten = [onAbort(stopping, stop), ...(killed === undefined ? [] : [onAbort(killed, kill)])];
  const close = async (): Promise<void> => {
    stop();
    await transport.close();
    share?.close();
    // Only now: `killed` can still cut short the wait for requests in flight.
    for (const off of unlisten) off();
  };
  const parts = { gate, transport, clock, emit };
  const retrier = new Retrier({
    sender: toSender(parts),
    clock,
    stopping: ending.signal,
    maxAttempts,
    backoff: { baseMs: backoffMs, random },
    redact,
  });
  return { retrier, probe: toProbe(parts, { basePath: path, redact }), close };
}

function toGoneMessage(origin: string): string {
  return `${origin} has stopped answering: every request failed, and so did five probes in half a minute.`;
}

/** Calls back once, immediately if already aborted; returns a function that removes the listener. */
function onAbort(signal: AbortSignal, callback: () => void): () => void {
  if (signal.aborted) callback();
  else signal.addEventListener('abort', callback, { once: true });
  return () => signal.removeEventListener('abort', callback);
}

/** The owner of these customers. If there is no `GET /auth`, the first customer names it, if there is one. */
async function readAccountOrThrow(
  retrier: Retrier,
  get: (route: string, to: string) => NamedRequest,
  origin: string,
): Promise<Account> {
  const result = await retrier.read(get('/auth', '/auth'), readAccount);
  if (result.kind === 'ok') return result.value;
  const other =
    result.kind === 'not_found'
      ? await retrier.read(get('/customers', '/customers?page=1&orderBy=desc'), readFirstOwner)
      : result;
  if (other.kind === 'ok') return other.value;
  if (other.kind === 'unavailable' && other.stopped) {
    throw new BulkError(
      'interrupted',
      'The run was stopped before the API had said whose the credential is.',
    );
  }
  throw new BulkError(
    'server_unreachable',
    `${origin} did not answer GET /auth like the Bitpowr API: ${result.message}`,
    {
      context: { httpStatus: result.httpStatus },
    },
  );
}

/** `perPage` 0: the server's default. Filters that are not set are left out. */
function toQuery(query: PageQuery): string {
  const entries = Object.entries(query)
    .filter(([name, value]) => value !== undefined && !(name === 'perPage' && value === 0))
    .map(([name, value]): [string, string] => [name, String(value)]);
  return new URLSearchParams(entries).toString();
}

/** The filters, which distinguish the lists of one route. */
function toFilters(query: PageQuery): string {
  return toQuery({ ...query, page: 0, perPage: 0 });
}

/** One segment of a path. A name that would select another endpoint is refused. */
function toSegment(uid: string): string {
  if (uid === '' || uid === '.' || uid === '..') {
    throw new BulkError('config_invalid', `Expected a uid, got \`${uid}\`.`);
  }
  return encodeURIComponent(uid);
}
