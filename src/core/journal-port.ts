/** What matching and sending need of the journal; `journal/` implements it on SQLite. */
import type { Code } from './codes.js';
import type { RemoteAddress } from './api-port.js';
import type { CustomerBody, RemoteCustomer } from './customer.js';
import type {
  AddressStatus,
  CustomerOutcome,
  FieldChange,
  MatchKey,
  RowKeys,
  RowState,
  RowWish,
  Step,
} from './types.js';

/** A row on its way: what it asks for, and all that has happened to it so far. */
export interface LiveRow {
  readonly rowNumber: number;
  readonly wish: RowWish;
  readonly state: RowState;
  /** Of a row in doubt: the request whose effect is unknown. */
  readonly doubt: Step | '';
  readonly uid: string;
  readonly matchedBy: MatchKey | '';
  readonly outcome: CustomerOutcome | '';
  readonly subAccountUid: string;
  readonly addressStatus: AddressStatus | '';
  readonly address: string;
  readonly addressUid: string;
  readonly errorCode: Code | '';
  readonly error: string;
  readonly warnings: readonly Code[];
  /** Fields that the server does not keep as they were sent: `name`, `address.city`, `metaData.plan`, … */
  readonly notKept: readonly string[];
  /** Requests sent so far that change something. */
  readonly attempts: number;
  readonly httpStatus: number | undefined;
  /** When the first create, and the first address request, of this row was about to leave; ms since the epoch. */
  readonly createTriedAt: number | undefined;
  /** The directory's mark when that first create was about to leave: what it knew by then was there before. */
  readonly createMark: number | undefined;
  readonly addressTriedAt: number | undefined;
  readonly finishedAt: number | undefined;
}

/** What a move may change besides the state. */
export type RowPatch = Partial<Omit<LiveRow, 'rowNumber' | 'wish' | 'state' | 'attempts' | 'finishedAt'>>;

/**
 * The update that was decided for a row: needed to send it, to show it, and to undo it. A row that created its customer has
 * one only where the server kept something else than was sent; `remote` and `answered` are then what it kept.
 */
export interface Plan {
  readonly remote: RemoteCustomer;
  readonly body: CustomerBody;
  readonly changes: readonly FieldChange[];
  /** What the server had after it, where that is not what was sent. */
  readonly answered?: RemoteCustomer;
}

/** Written together with a move: a request is about to leave, or its answer (or silence) came, or a look was taken. */
export type AttemptNote =
  | { readonly kind: 'begin'; readonly step: Step; readonly body: unknown }
  | {
      readonly kind: 'end';
      readonly httpStatus: number | undefined;
      readonly result: string;
      readonly message: string;
    }
  | { readonly kind: 'look'; readonly result: string };

/** A warning of a row that validation could not know. */
export interface RowWarning {
  readonly code: Code;
  /** The field, or column. */
  readonly column: string;
  readonly value: string;
  readonly message: string;
}

export interface RowJournal {
  /**
   * Moves a row to its next state, asserting that the move exists and that the row is where the caller thinks. Written are the
   * state, what the patch changes, and `createTriedAt` and `createMark` as the row handed in has them.
   * Resolves once the move is on disk; many moves share one transaction.
   */
  move(row: LiveRow, to: RowState, patch?: RowPatch, note?: AttemptNote): Promise<LiveRow>;
  readPlan(rowNumber: number): Plan | undefined;
  writePlan(rowNumber: number, plan: Plan): void;
  /** A finding about what the server did with the row; on disk with the next move. */
  addWarning(rowNumber: number, warning: RowWarning): void;
  /** Whether the last request of this kind was answered with a good status that came without the record. */
  wasAccepted(rowNumber: number, step: Step): boolean;
  /** The row, if any, that holds this address or customer already. */
  findRowWithAddress(address: string): number | undefined;
  findRowWithUid(uid: string): number | undefined;
  /** The other row that the record of this uid belongs to; undefined: it is this row's from now on. */
  claim(kind: ClaimKind, uid: string, rowNumber: number): number | undefined;
  /** Other rows with this email whose create is under way or in doubt. */
  countUnsettledWithEmail(emailKey: string, exceptRow: number): number;
}

/** What belongs to one row of a run. A sub-account: one that was made for the row's customer alone. */
export type ClaimKind = 'customer' | 'address' | 'sub_account';

/** The remote customers, on disk. */
export interface DirectoryStore {
  /**
   * Adds or replaces records. `listed`: they came out of a listing, so that everything older than them has been
   * listed too; a record noted after our own create has not this meaning.
   */
  put(records: readonly RemoteCustomer[], listed: boolean): void;
  /** Remembers one record that our own request made; on disk with the next commit. */
  note(record: RemoteCustomer): void;
  markListed(uids: readonly string[]): void;
  /** How many of these uids have been listed before. */
  countListed(uids: readonly string[]): number;
  find(keys: RowKeys): DirectoryHits;
  get(uid: string): RemoteCustomer | undefined;
  count(): number;
  /** Grows with everything that is put or noted. */
  mark(): number;
  /** Whether the customer was known when the directory had this mark. */
  wasKnown(uid: string, mark: number): boolean;
  /** Customers that were met after this mark and are not deleted, at most `limit`. */
  findMetSince(mark: number, limit: number): readonly RemoteCustomer[];
}

/** The addresses of wallets and sub-accounts, on disk; a place is named by its ids. */
export interface AddressStore {
  /** Adds or replaces; returns how many of them were not there before. */
  put(place: string, addresses: readonly RemoteAddress[]): number;
  /** The addresses of this customer, and those with one of these labels; oldest first as far as that is known. */
  find(place: string, customerId: string, labels: readonly string[]): readonly RemoteAddress[];
  /** The first `limit` addresses of the place, oldest first. */
  findAll(place: string, limit: number): readonly RemoteAddress[];
  /** Whether an address of the place does not say whose it is. */
  hasOwnerless(place: string): boolean;
  /** Whether the label of such an address is no key of a listed customer, and the address is no row's: it may be anybody's. */
  hasUnclaimed(place: string): boolean;
  /** Such addresses whose label is the externalId of a listed customer, with the uid of that customer. */
  findLabelled(
    place: string,
    limit: number,
  ): readonly { readonly uid: string; readonly customerId: string }[];
  /** Whether an address of the place says neither whose it is nor what it is called. */
  hasNameless(place: string): boolean;
}

/** Remote customers by key; deleted ones are not among them. */
export type DirectoryHits = Partial<Record<MatchKey, readonly RemoteCustomer[]>>;
