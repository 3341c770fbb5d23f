import type { SandboxCredential } from './credentials.js';
import type { Mode } from './mode.js';
import { requestDefaults, type RequestSwitches } from './request-switches.js';

/** How an error is wrapped. `mixed` draws one for each error; an empty body or HTML only where a proxy would answer. */
export type ErrorEnvelope =
  'status-message' | 'message' | 'error' | 'error-object' | 'html' | 'empty' | 'mixed';

export type AlreadyExistsStatus = '400' | '409' | '422';

/**
 * How a create is refused if the externalId, or with `emailUnique` the email, is taken. `200` answers with the existing
 * record. A status alone uses `errorEnvelope`; `409-html` and the like name their own envelope. `400-bare` says
 * "Bad Request" without mentioning duplicates, in `errorEnvelope`.
 */
export type AlreadyExistsForm =
  '200' | '400-bare' | AlreadyExistsStatus | `${AlreadyExistsStatus}-${ErrorEnvelope}`;

/** A request limit on each credential. */
export interface RequestLimit {
  /** How many requests are let through in `perMs`. */
  requests: number;
  perMs: number;
  /** `window`: all requests are available again when the window ends. `bucket`: refilled evenly. */
  kind: 'window' | 'bucket';
  /** Capacity of the bucket. @default requests */
  burst?: number;
  /**
   * The `Retry-After` of a 429: the true wait rounded up to seconds, the same as an HTTP date, none, or this exact text (a
   * number of seconds too large, a blank, rubbish).
   */
  retryAfter: 'seconds' | 'date' | 'none' | (string & {});
}

/** A fixed delay, or one drawn evenly from a range. */
export type Latency = number | { min: number; max: number };

/** Delay that grows with the requests in flight: `perRequestMs` for each one above `above`. */
export interface Slowdown {
  perRequestMs: number;
  above: number;
}

/** A share of requests for each status, such as `{ "503": 0.02 }`. */
export type ErrorShares = Partial<Record<'500' | '502' | '503' | '504', number>>;

/** The answers to each open question about the API. The default is the vendor's reference if it says something. */
export interface AnswerSwitches {
  /** Status of a create that succeeded. @default 200 */
  createStatus: 200 | 201 | 202;
  /**
   * Successful writes take effect and are answered with their status alone: creates, or creates, updates and deletes.
   * @default 'none'
   */
  emptyBodies: 'none' | 'creates' | 'writes';
  /**
   * How one record is wrapped: `{data:{…}}`, `{data:[{…}]}`, `{data:{customer:{…}}}` (`address`, `subAccount`), or not
   * at all. @default 'data'
   */
  recordEnvelope: 'data' | 'array' | 'named' | 'bare';
  /** How "already exists" looks. @default '409' */
  alreadyExists: AlreadyExistsForm;
  /** How errors are wrapped. @default 'status-message' */
  errorEnvelope: ErrorEnvelope;
  /** An update clears the fields that it leaves out (false: keeps them). @default true */
  updateClears: boolean;
  /** The answer to an update with another externalId: 422, or success without effect. @default 'refuse' */
  updateExternalId: 'refuse' | 'ignore';
  /** The answer to DELETE of a customer. @default 'ok' */
  delete: 'ok' | '404' | '405';
  /** `Bearer base64(public:secret)` is accepted, or refused as API_KEY_DEPRECATED. @default 'ok' */
  base64Auth: 'ok' | 'deprecated';
  /** The answer of GET /auth to an accepted credential. @default 'ok' */
  auth: 'ok' | '404';
  /** A phone of digits, with or without `+`, comes back as a JSON number. @default false */
  numericPhone: boolean;
  /** A zipcode of digits comes back as a JSON number. @default false */
  numericZip: boolean;
  /** A zipcode that is not a JSON number is refused with 422, for any `zipcodeType`. @default false */
  strictZip: boolean;
  /** `id` and fields that are null are left out of answers. @default false */
  sparseAnswers: boolean;
  /** Answers contain undocumented fields. @default false */
  unknownFields: boolean;
  /**
   * Milliseconds that the database's clock is ahead, -1e12 to 1e12: it writes createdAt, updatedAt and deletedAt. The
   * Date header stays true. @default 0
   */
  createdAtSkewMs: number;
  /** createdAt and updatedAt are left out of customers, addresses and sub-accounts. @default false */
  omitCreatedAt: boolean;
  /** metaData comes back as an object, or as its JSON text. @default 'object' */
  metaDataForm: 'object' | 'text';
  /** Addresses name their owner. @default true */
  echoCustomerId: boolean;
  /** The key of a sub-account's addresses. @default 'addresses' */
  subAccountAddressKey: 'addresses' | 'Address';
  /**
   * The answer of GET /accounts/{uid}/sub-accounts: a list in pages, only the newest one (null if there is none), or a
   * refusal, even for an existing wallet. @default 'list'
   */
  subAccountsList: 'list' | 'object' | '403' | '404';
  /** Deleted customers stay in the list, with `deletedAt` set. @default true */
  listsDeleted: boolean;
  /** Number of made-up transactions of every customer. @default 0 */
  transactionsPerCustomer: number;
  /** The fault of some new addresses: a wrong checksum, or the encoding of the other network. @default 'none' */
  badAddress: 'none' | 'checksum' | 'wrong-network';
  /** The share of new addresses with the fault `badAddress`, 0 to 1. @default 1 */
  badAddressRate: number;
}

/** How lists are split into pages. */
export interface PagingSwitches {
  /** The largest page; a larger `perPage` is silently reduced to it. @default 100 */
  maxPerPage: number;
  /** A larger `perPage` is refused with 422 instead. @default false */
  refuseLargePerPage: boolean;
  /** Pages hold up to this many records more or fewer than `perPage`; `totalPages` pages still cover all. @default 0 */
  perPageSkew: number;
  /** `page` and `totalPages` are text everywhere, not only `page` on addresses. @default false */
  pageAsText: boolean;
  /** Where the paging information is. @default 'both' */
  pagingIn: 'both' | 'body' | 'headers' | 'none';
  /** Every list returns its first page for any page number; the body names the requested page. @default false */
  ignoresPage: boolean;
  /** The order of a list without `orderBy`. @default 'desc' */
  defaultOrder: 'asc' | 'desc';
}

/** Faults, and how frequent they are. Rates are shares of requests, 0 to 1; their sum must not exceed 1. */
export interface TroubleSwitches {
  /** Seed of every draw, so that a run repeats; setting it restarts the draws. @default 1 */
  seed: number;
  /**
   * The requests that `limit`, delays, errors, cuts and hangs apply to: `POST`, `/customers`, `POST /customers`,
   * `POST /customers/{uid}` or `*`. Empty: all but `/auth`. @default []
   */
  faultsOn: readonly string[];
  /** The request limit on each credential. @default null */
  limit: RequestLimit | null;
  /** Delay of every answer; the effect comes before it. @default 0 */
  latencyMs: Latency;
  /** Delay that grows with the requests in flight. @default null */
  slowdown: Slowdown | null;
  /** Errors instead of the effect: one share of 503, or a share for each status. @default 0 */
  errorRate: number | ErrorShares;
  /** Errors although the effect happened. @default 0 */
  errorAfterEffectRate: number | ErrorShares;
  /** The Retry-After of such errors. @default null */
  errorRetryAfter: string | null;
  /** The connection is cut and nothing happened. @default 0 */
  cutBeforeRate: number;
  /** The effect happens, then the connection is cut without an answer. @default 0 */
  cutAfterRate: number;
  /** Every N-th create takes effect, then the connection is cut; 0: none. @default 0 */
  cutAfterEvery: number;
  /** No answer ever and no effect (or a late one, see `lateEffectMs`). @default 0 */
  hangRate: number;
  /** The effect happens, the answer never comes. @default 0 */
  hangAfterEffectRate: number;
  /** A request that hangs without effect takes effect after this time; 0: never. @default 0 */
  lateEffectMs: number;
  /** From the N-th request on (counted since this was set) credentials are refused; null: never. @default null */
  refuseCredentialAfter: number | null;
  /** The message of that refusal. @default 'EXPIRED_API_KEY' */
  refuseCredentialMessage: string;
  /** After N requests (counted since this was set) the API cuts every connection; null: never. @default null */
  downAfter: number | null;
  /** How many of the last requests to keep for `/_sandbox/requests`. @default 0 */
  recordRequests: number;
}

/** Every switch of the sandbox; all can be changed while it runs. */
export interface SandboxFaults extends AnswerSwitches, RequestSwitches, PagingSwitches, TroubleSwitches {}

/** The initial settings: no faults, and answers as in the vendor's reference. */
export const defaultFaults: Readonly<SandboxFaults> = Object.freeze({
  createStatus: 200,
  emptyBodies: 'none',
  recordEnvelope: 'data',
  alreadyExists: '409',
  errorEnvelope: 'status-message',
  updateClears: true,
  updateExternalId: 'refuse',
  delete: 'ok',
  base64Auth: 'ok',
  auth: 'ok',
  numericPhone: false,
  numericZip: false,
  strictZip: false,
  sparseAnswers: false,
  unknownFields: false,
  createdAtSkewMs: 0,
  omitCreatedAt: false,
  metaDataForm: 'object',
  echoCustomerId: true,
  listsDeleted: true,
  transactionsPerCustomer: 0,
  subAccountAddressKey: 'addresses',
  subAccountsList: 'list',
  badAddress: 'none',
  badAddressRate: 1,
  ...requestDefaults,
  maxPerPage: 100,
  refuseLargePerPage: false,
  perPageSkew: 0,
  pageAsText: false,
  pagingIn: 'both',
  ignoresPage: false,
  defaultOrder: 'desc',
  seed: 1,
  faultsOn: Object.freeze([]),
  limit: null,
  latencyMs: 0,
  slowdown: null,
  errorRate: 0,
  errorAfterEffectRate: 0,
  errorRetryAfter: null,
  cutBeforeRate: 0,
  cutAfterRate: 0,
  cutAfterEvery: 0,
  hangRate: 0,
  hangAfterEffectRate: 0,
  lateEffectMs: 0,
  refuseCredentialAfter: null,
  refuseCredentialMessage: 'EXPIRED_API_KEY',
  downAfter: null,
  recordRequests: 0,
});

/** A customer that exists from the start; omitted fields are null or made up. */
export interface SeedCustomer {
  name: string;
  uid?: string;
  email?: string | null;
  phone?: string | null;
  description?: string | null;
  customerRef?: string | null;
  externalId?: string;
  metaData?: Record<string, unknown> | null;
  address?: Record<string, unknown> | null;
  createdAt?: string;
  deletedAt?: string | null;
}

export interface SandboxOptions {
  /** @default '127.0.0.1' */
  host?: string;
  /** 0: a free one. @default 0 */
  port?: number;
  /** A SQLite file that keeps the state across restarts. Without it, the state ends with the server. */
  stateFile?: string;
  /** Accept only the credentials of this mode. @default both */
  mode?: Mode;
  /** Accept these credentials only. @default sandboxCredentials */
  credentials?: readonly SandboxCredential[];
  /** Customers of the first credential's organisation, added if it has none: this number of made-up ones, or these. */
  seedCustomers?: number | readonly SeedCustomer[];
  /** Initial switches. @default defaultFaults */
  faults?: Partial<SandboxFaults>;
}
