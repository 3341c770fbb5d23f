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

/** The look at the remote customers that settling needs. */
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
  /** Whether the customer was known when the directory had this mark. */
  wasKnown(uid: string, mark: number): boolean;
  /** Customers met after this mark, at most `limit`. */
  findMetSince(mark: number, limit: number): readonly RemoteCustomer[];
}

/** Choices that other stages make; `jobs/` hands them in. */
export interface SendDecisions {
  /** A fresh decision on a row whose customer turned out to be there. */
  decideAgain(wish: RowWish, hits: DirectoryHits): Decision;
  toCreateBody(wish: RowWish): CustomerBody;
  /** Whether a remote customer still is as it was once seen or sent. */
  isSameRecord(remote: RemoteCustomer, known: CustomerRecord): boolean;
  /** Fields of a body that the server keeps differently or not at all. */
  findNotKept(body: CustomerBody, remote: RemoteCustomer): readonly NotKept[];
  /** Whether a create with this body can have made this customer, on a server that drops or rewrites fields. */
  couldBeMade(body: CustomerBody, remote: RemoteCustomer): boolean;
  /** Whether a customer says what the body says, if in the server's own way, and nothing else. */
  saysTheSame(body: CustomerBody, remote: RemoteCustomer): boolean;
  /** Whether a customer has the externalId or the email of the body. */
  sharesKey(body: CustomerBody, remote: RemoteCustomer): boolean;
  /** The body in the form in which empty values travel. */
  toClearForm(body: CustomerBody, form: ClearForm): CustomerBody;
  /** The body with its numeric zipcode as text; undefined where it has none. */
  withTextZipcode(body: CustomerBody): CustomerBody | undefined;
}

/** What this server takes, learned from what it refused and then accepted. */
export interface LearnedForms {
  zipcodeIsText: boolean;
  clear: ClearForm;
  /** `externalId` is left out of creates; only where --match does not need it. */
  readonly refusesExternalId: boolean;
  /** The server makes a second customer with the same key. */
  readonly acceptsTwinBy: Readonly<Record<'externalId' | 'email', boolean>>;
  /** `customerId` is refused on sub-accounts, and on their addresses. */
  refusesOwnerOfSubAccount: boolean;
  refusesOwnerOfAddress: boolean;
  /** Whether an address keeps its `customerId`, by the kind of its place; undefined: not known yet. */
  readonly keepsOwner: Record<Place['kind'], boolean | undefined>;
}

/** Addresses by customer, listed at once for many rows; undefined: each customer is asked for by itself. */
export type KnownAddresses = ReadonlyMap<string, readonly RemoteAddress[]> | undefined;

export interface SendContext {
  readonly api: Api;
  readonly journal: RowJournal;
  readonly directory: SendDirectory;
  readonly decisions: SendDecisions;
  readonly options: SendOptions;
  readonly mode: AccountMode;
  /** Plans were made to be looked at: each is carried out as it is, or not at all (`plan_stale`). */
  readonly planIsFinal: boolean;
  /** The plans lead back to what was before another run: a customer that is there already is well. */
  readonly isUndo: boolean;
  /** Learnt on the way: the API has no way to delete a customer. */
  readonly deletion: { isUnsupported: boolean };
  readonly clock: Clock;
  /** Creates go out one by one until the server has shown that it keeps the key. */
  readonly firstCreate: FirstAlone<'externalId' | 'email'>;
  /** Addresses in a place of many customers do, until it has shown whether it keeps their owner. */
  readonly firstOwned: FirstAlone<Place['kind']>;
  /** By field: answers leave it out though the server keeps it, or the server drops it. */
  readonly answers: Map<string, 'left_out' | 'dropped'>;
  readonly forms: LearnedForms;
  /** The newest `createdAt` among customers that this process has created; ms since the epoch, by the server's clock. */
  readonly newest: { createdAt: number | undefined };
  readonly placeAddresses: PlaceAddresses;
  /** For the second look: the addresses of many customers, where they were listed at once. */
  readonly knownAddresses: KnownAddresses;
  /** Other names that the server has for a wallet or sub-account, and names that it has for others; by kind and name. */
  readonly places: Map<string, boolean>;
  /** Whether the updates that were planned before sending began rest on what was read a moment ago. */
  isPlanFresh(): boolean;
  /** How long a request without an answer may take to take effect, before "not there" is believed of an address. */
  readonly settleMs: number;
  /** Whether the API keeps to the filter of a list of addresses; undefined: it did not answer. */
  hasOwnFilter(): Promise<boolean | undefined>;
  /** Aborts when no new request shall be made; waits end at once. */
  readonly stopping: AbortSignal;
  /** Milliseconds before a step is tried for the n-th time (n from 1). */
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
      /** The server does not give such a list. */
      readonly isRefused: boolean;
    };

/** How often a row may try one of its requests in one session, the first time included. */
export const MAX_TRIES = 6;

/** One row's session: what is remembered only while this process works on it. */
export interface RowSession {
  /** Tries since the last step that succeeded. */
  tries: number;
  /** The API has just told this process that it made the customer: nobody can have given it an address yet. */
  madeCustomer: boolean;
  /** Since when another could have given the customer an address unseen; ms, monotonic. */
  lookedAt: number;
  /** The update was decided on by what this process has just read. */
  hasFreshPlan: boolean;
  /** The form of the body that is tried because the usual one was refused. */
  textZipcode: boolean;
  clear: ClearForm | undefined;
  readonly triedClear: Set<ClearForm>;
}

/** What a step leads to: the row moved on, or is left where it is (a later session goes on from there). */
export type StepResult =
  | { readonly kind: 'moved'; readonly row: LiveRow }
  /** `unreachable`: the server could not be talked to, and the run should stop rather than try every row. */
  | { readonly kind: 'left'; readonly unreachable: string | undefined };

export const movedTo = (row: LiveRow): StepResult => ({ kind: 'moved', row });
export const leaveForResume = (unreachable?: string): StepResult => ({ kind: 'left', unreachable });

/** Whether the row is to have an address: its own say, else the option's. */
export function wantsAddress(wish: RowWish, options: Pick<SendOptions, 'provisionAddress'>): boolean {
  return wish.provisionAddress ?? options.provisionAddress;
}

/** Waits before another try; false when the run is stopping. */
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
