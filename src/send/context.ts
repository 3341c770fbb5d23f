/** What the steps of a row share. */
import type { Api, RemoteAddress } from '../core/api-port.js';
import type { Clock } from '../core/clock.js';
import type { ClearForm, CustomerBody, CustomerRecord, NotKept, RemoteCustomer } from '../core/customer.js';
import type { DirectoryHits, LiveRow, RowJournal } from '../core/journal-port.js';
import type { AccountMode, Decision, RowKeys, RowWish } from '../core/types.js';
import type { FirstAlone } from './first-alone.js';
import type { Place } from './place.js';
import type { PlaceAddresses } from './place-addresses.js';
import type { SendOptions } from './options.js';

/** The view of the remote customers that settling needs. */
export interface SendDirectory {
  readWhole(): ReturnType<SendDirectory['catchUp']>;
  catchUp(): Promise<
    | { readonly kind: 'ok' }
    | { readonly kind: 'unavailable'; readonly message: string; readonly stopped: boolean }
  >;
  find(keys: RowKeys): DirectoryHits;
  get(uid: string): RemoteCustomer | undefined;
  note(record: RemoteCustomer): void;
  /** Grows with everything that the directory learns. */
  mark(): number;
  /** Whether the directory already knew the customer at this mark. */
  wasKnown(uid: string, mark: number): boolean;
  /** Customers first seen after this mark, at most `limit`. */
  findMetSince(mark: number, limit: number): readonly RemoteCustomer[];
}

/** Decisions that belong to other stages; `jobs/` passes them in. */
export interface SendDecisions {
  /** A new decision for a row whose customer turned out to exist. */
  decideAgain(wish: RowWish, hits: DirectoryHits): Decision;
  toCreateBody(wish: RowWish): CustomerBody;
  /** Whether a remote customer is unchanged since it was last seen or sent. */
  isSameRecord(remote: RemoteCustomer, known: CustomerRecord): boolean;
  /** Fields of a body that the server stored differently or not at all. */
  findNotKept(body: CustomerBody, remote: RemoteCustomer): readonly NotKept[];
  /** Whether a create with this body can have made this customer, on a server that drops or rewrites fields. */
  couldBeMade(body: CustomerBody, remote: RemoteCustomer): boolean;
  /** Whether a customer has exactly what the body says, perhaps rewritten by the server, and nothing else. */
  saysTheSame(body: CustomerBody, remote: RemoteCustomer): boolean;
  /** Whether a customer has the externalId or the email of the body. */
  sharesKey(body: CustomerBody, remote: RemoteCustomer): boolean;
  /** The body with empty values in the form in use. */
  toClearForm(body: CustomerBody, form: ClearForm): CustomerBody;
  /** The body with its numeric zipcode as text; undefined if it has none. */
  withTextZipcode(body: CustomerBody): CustomerBody | undefined;
}

/** What this server accepts, learned from its refusals and successes. */
export interface LearnedForms {
  zipcodeIsText: boolean;
  clear: ClearForm;
  /** `externalId` is left out of creates; only if --match does not need it. */
  readonly refusesExternalId: boolean;
  /** The server creates a second customer with the same key. */
  readonly acceptsTwinBy: Readonly<Record<'externalId' | 'email', boolean>>;
  /** `customerId` is refused on sub-accounts, and on their addresses. */
  refusesOwnerOfSubAccount: boolean;
  refusesOwnerOfAddress: boolean;
  /** Whether an address keeps its `customerId`, by the kind of its place; undefined: not known yet. */
  readonly keepsOwner: Record<Place['kind'], boolean | undefined>;
}

/** Addresses by customer, listed for many rows at once; undefined: each customer is looked up separately. */
export type KnownAddresses = ReadonlyMap<string, readonly RemoteAddress[]> | undefined;

export interface SendContext {
  readonly api: Api;
  readonly journal: RowJournal;
  readonly directory: SendDirectory;
  readonly decisions: SendDecisions;
  readonly options: SendOptions;
  readonly mode: AccountMode;
  /** Plans were reviewed: each is applied exactly, or not at all (`plan_stale`). */
  readonly planIsFinal: boolean;
  /** The plans restore the state before another run: a customer that already has it is fine. */
  readonly isUndo: boolean;
  /** Learned during the run: the API has no way to delete a customer, though it accepts that; a look has shown that one is gone. */
  readonly deletion: { isUnsupported: boolean; isAccepted: boolean; isShown: boolean };
  readonly clock: Clock;
  /** Creates are sent one by one until the server has shown that it keeps the key. */
  readonly firstCreate: FirstAlone<'externalId' | 'email'>;
  /** The same for addresses in a place shared by many customers, until it has shown whether it keeps their owner. */
  readonly firstOwned: FirstAlone<Place['kind']>;
  /** By field: answers omit it though the server keeps it, or the server drops it. */
  readonly answers: Map<string, 'left_out' | 'dropped'>;
  readonly forms: LearnedForms;
  /** The newest `createdAt` among customers that this process has created; ms since the epoch, by the server's clock. */
  readonly newest: { createdAt: number | undefined };
  readonly placeAddresses: PlaceAddresses;
  /** For the second look-up: the addresses of many customers, if they were listed at once. */
  readonly knownAddresses: KnownAddresses;
  /** Other names that the server uses for a wallet or sub-account, and names that it uses for others; by kind and name. */
  readonly places: Map<string, boolean>;
  /** Whether the updates that were planned before sending began are based on very recent data. */
  isPlanFresh(): boolean;
  /** How long a request without an answer may take to take effect, before "not there" is believed of an address. */
  readonly settleMs: number;
  /** Whether the API applies the filter of a list of addresses; undefined: it did not answer. */
  hasOwnFilter(): Promise<boolean | undefined>;
  /** Aborts when no new request may be sent; waits end at once. */
  readonly stopping: AbortSignal;
  /** Milliseconds before the n-th try of a step (n from 1). */
  backoffMs(tries: number): number;
  /** Finds a sub-account by its externalId. */
  readonly findSubAccount: SubAccountFinder;
}

export type SubAccountFinder = (accountId: string, externalId: string) => Promise<SubAccountLook>;

export type SubAccountLook =
  | { readonly kind: 'found'; readonly uid: string }
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'unavailable';
      readonly message: string;
      readonly stopped: boolean;
      /** The server does not offer such a list. */
      readonly isRefused: boolean;
    };

/** How often a row may try one of its requests in one session, including the first try. */
export const MAX_TRIES = 6;

/** What is known when a create is sent. */
export interface KnownBefore {
  /** The directory's mark. */
  readonly mark: number;
  /** The newest `createdAt` of the customers that this process has created. */
  readonly newestCreatedAt: number | undefined;
}

/** One row's session: state that lasts only while this process works on the row. */
export interface RowSession {
  /** Tries since the last step that succeeded. */
  tries: number;
  /** The API has just told this process that it created the customer: no one can have given it an address yet. */
  madeCustomer: boolean;
  /** Since when another program could have created an address for the customer unseen; ms, monotonic. */
  lookedAt: number;
  /** The update was decided on data that this process has just read. */
  hasFreshPlan: boolean;
  /** The body's form to try, because the usual one was refused. */
  textZipcode: boolean;
  /** What was known when this process first sent the row's create. */
  before: KnownBefore | undefined;
  clear: ClearForm | undefined;
  readonly triedClear: Set<ClearForm>;
}

/** The result of a step: the row moved, or is left where it is (a later session continues from there). */
export type StepResult =
  | { readonly kind: 'moved'; readonly row: LiveRow }
  /** `unreachable`: the server did not respond, and the run should stop rather than try every row. */
  | { readonly kind: 'left'; readonly unreachable: string | undefined };

export const movedTo = (row: LiveRow): StepResult => ({ kind: 'moved', row });
export const leaveForResume = (unreachable?: string): StepResult => ({ kind: 'left', unreachable });

/** Whether the row should get an address: its own value, else the option's. */
export function wantsAddress(wish: RowWish, options: Pick<SendOptions, 'provisionAddress'>): boolean {
  return wish.provisionAddress ?? options.provisionAddress;
}

/** Waits before a retry; false if the run is stopping. */
export async function pause(
  ms: number,
  { clock, stopping }: Pick<SendContext, 'clock' | 'stopping'>,
): Promise<boolean> {
  if (stopping.aborted) return false;
  try {
    await clock.sleep(ms, stopping);
    return true;
  } catch {
    return false;
  }
}
