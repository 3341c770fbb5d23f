/** The vendor's API over HTTP: one function for each endpoint. */
import { setMaxListeners } from 'node:events';
import type { Api, Page, PageQuery, ReadResult } from '../core/api-port.js';
import type { Clock } from '../core/clock.js';
import { BulkError } from '../core/errors.js';
import type { Emit } from '../core/events.js';
import { makeRedactor, REDACTED } from '../core/redact.js';
import type { Account } from '../core/types.js';
import { parseBaseUrl } from './base-url.js';
import type { Credential } from './credential.js';
import { assertApiNumbers } from './options.js';
import { Gate } from './pace/gate.js';
import { toPeerFolder, type PeerPlace } from './pace/peers.js';
import { Share } from './pace/share.js';
import { Lists } from './lists.js';
import { readPage } from './page-body.js';
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
  /** This tool's version, for the User-Agent. */
  readonly version: string;
  /** Requests in flight at most. */
  readonly concurrency: number;
  /** Requests per second at most. @default none */
  readonly ratePerSecond?: number | undefined;
  /**
   * Share of the limit, once it is found, that is left to others on the same token: with 0.3 the pace is 70 % of it.
   * `ratePerSecond` is taken as it is. A limit that rises later is not noticed, for finding that out would use the others'
   * share.
   */
  readonly reserve: number;
  /**
   * Where runs on this machine that use the same token and base URL tell each other of the pace, so that a 429 met by one
   * slows all; made if need be. @default none: this client paces itself
   */
  readonly pacePlace?: PeerPlace | undefined;
  /** From handing one request over to the last byte of its answer. */
  readonly timeoutMs: number;
  /** How often a read, or a request that reached nobody, is tried in all. @default 6 */
  readonly maxAttempts?: number | undefined;
  /** Upper bound of the wait before the second try; it doubles up to 20 s. @default 250 */
  readonly backoffMs?: number | undefined;
  /** Requests in all; then it stops. @default none */
  readonly maxRequests?: number | undefined;
  /** Told when the client stops by itself: the requests are spent, or the server is gone. */
  readonly onEnd?: ((code: 'budget_reached' | 'server_unreachable', message: string) => void) | undefined;
  readonly emit: Emit;
  readonly clock: Clock;
  /** Once aborted, no request leaves any more and every wait ends; requests in flight go on. */
  readonly stopping: AbortSignal;
  /** Once aborted, requests in flight are cut as well. */
  readonly killed?: AbortSignal | undefined;
  /** From 0 to below 1, for the jitter. @default Math.random */
  readonly random?: (() => number) | undefined;
}

export interface ApiClient extends Api {
  /** Sends one request once and gives the answer as it came. */
  readonly probe: Probe;
  /** Waits for requests in flight, then closes every connection; whoever waits for leave to send is told `stopped`. */
  close(): Promise<void>;
}

/**
 * Opens the API; sends nothing yet. To be closed. Throws `config_invalid`.
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
  ): Promise<ReadResult<Page<T>>> =>
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
      // An update carries what is there already, less the secret that was taken out of it.
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
    // Bodies are small, and are read as they come.
    'accept-encoding': 'identity',
  };
  const redact = makeRedactor(credential.secrets);
  const transport = new Transport({
    ...{ origin, headers, concurrency, timeoutMs, clock },
    // Records: what only looks like a piece of a secret is a customer's.
    redact: makeRedactor(credential.secrets, { pieces: false }),
  });
  // One signal of our own for all that waits, since hundreds of requests may listen to it at a time.
  const ending = new AbortController();
  setMaxListeners(0, ending.signal);
  let share: Share | undefined;
  const gate = new Gate({
    concurrency,
    ratePerSecond,
    reserve,
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
  if (pacePlace !== undefined) {
    const folder = toPeerFolder(pacePlace, credential.header, options.baseUrl.replace(/\/+$/, ''));
    share = new Share({ folder, gate, clock, emit });
  }
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

/** Calls back once, at once if it is aborted already; gives the way to take it back. */
function onAbort(signal: AbortSignal, callback: () => void): () => void {
  if (signal.aborted) callback();
  else signal.addEventListener('abort', callback, { once: true });
  return () => signal.removeEventListener('abort', callback);
}

/** Whose customers these are. Where there is no `GET /auth`, a customer says it, if there is one. */
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

/** `perPage` 0: left to the server. Filters that are not given are left out. */
function toQuery(query: PageQuery): string {
  const entries = Object.entries(query)
    .filter(([name, value]) => value !== undefined && !(name === 'perPage' && value === 0))
    .map(([name, value]): [string, string] => [name, String(value)]);
  return new URLSearchParams(entries).toString();
}

/** What tells one list of a route from another. */
function toFilters(query: PageQuery): string {
  return toQuery({ ...query, page: 0, perPage: 0 });
}

/** One segment of a path. A name that would change which endpoint is meant is refused. */
function toSegment(uid: string): string {
  if (uid === '' || uid === '.' || uid === '..') {
    throw new BulkError('config_invalid', `Expected a uid, got \`${uid}\`.`);
  }
  return encodeURIComponent(uid);
}
