import type { SandboxCredential } from './credentials.js';
import type { Mode } from './mode.js';
import { pagingDefaults, type PagingSwitches } from './paging-switches.js';
import { requestDefaults, type RequestSwitches } from './request-switches.js';
import { troubleDefaults, type TroubleSwitches } from './trouble-switches.js';

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
  ...pagingDefaults,
  ...troubleDefaults,
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
