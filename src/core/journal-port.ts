/** What matching and sending need from the journal; `journal/` implements it on SQLite. */
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

/** A row in progress: what it asks for, and everything that has happened to it so far. */
export interface LiveRow {
  readonly rowNumber: number;
  readonly wish: RowWish;
  readonly state: RowState;
  /** For a row in doubt: the request whose effect is unknown. */
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
  /** Fields whose value on the server differs from the value sent: `name`, `address.city`, `metaData.plan`, … */
  readonly notKept: readonly string[];
  /** Number of requests sent so far that change something. */
  readonly attempts: number;
  readonly httpStatus: number | undefined;
  /** When this row's first create, and first address request, was about to be sent; ms since the epoch. */
  readonly createTriedAt: number | undefined;
  /** The directory's mark when that first create was about to be sent: customers known by then existed before. */
  readonly createMark: number | undefined;
  readonly addressTriedAt: number | undefined;
  readonly finishedAt: number | undefined;
}

/** What a move may change in addition to the state. */
export type RowPatch = Partial<Omit<LiveRow, 'rowNumber' | 'wish' | 'state' | 'attempts' | 'finishedAt'>>;

/**
 * The update that was decided for a row: needed to send, show and undo it. A row that created its customer has a plan only
 * if the server's values differ from those sent; `remote` and `answered` then hold the server's values.
 */
export interface Plan {
  readonly remote: RemoteCustomer;
  readonly body: CustomerBody;
  readonly changes: readonly FieldChange[];
  /** What the server had after it, if that differs from what was sent. */
  readonly answered?: RemoteCustomer;
}

/** Written together with a move: a request is about to be sent, its answer (or none) came, or a look-up was made. */
export type AttemptNote =
  | { readonly kind: 'begin'; readonly step: Step; readonly body: unknown }
  | {
      readonly kind: 'end';
      readonly httpStatus: number | undefined;
      readonly result: string;
      readonly message: string;
    }
  | { readonly kind: 'look'; readonly result: string };

/** A warning about a row that validation could not know. */
export interface RowWarning {
  readonly code: Code;
  /** The field, or column. */
  readonly column: string;
  readonly value: string;
  readonly message: string;
}

export interface RowJournal {
  /**
   * Moves a row to its next state. Asserts that the move exists and that the row is in the state that the caller expects.
   * Writes the state, the patch, and `createTriedAt` and `createMark` from the row passed in.
   * Resolves once the move is on disk; many moves share one transaction.
   */
  move(row: LiveRow, to: RowState, patch?: RowPatch, note?: AttemptNote): Promise<LiveRow>;
  readPlan(rowNumber: number): Plan | undefined;
  writePlan(rowNumber: number, plan: Plan): void;
  /** Adds a finding about what the server did with the row; on disk with the next move. */
  addWarning(rowNumber: number, warning: RowWarning): void;
  /** Whether the last request of this kind succeeded (2xx) but its answer lacked the record. */
  wasAccepted(rowNumber: number, step: Step): boolean;
  /** Whether a request of this kind was sent and may have taken effect, perhaps after it was looked up. */
  mayHaveTaken(rowNumber: number, step: Step): boolean;
  /** The row, if any, that already has this address or customer. */
  findRowWithAddress(address: string): number | undefined;
  findRowWithUid(uid: string): number | undefined;
  /** The other row that has the record with this uid; undefined: the record is now assigned to this row. */
  claim(kind: ClaimKind, uid: string, rowNumber: number): number | undefined;
  /** Other rows with this email whose create is in flight or in doubt. */
  countUnsettledWithEmail(emailKey: string, exceptRow: number): number;
}

/** What can be assigned to one row of a run. `sub_account`: one that was created for the row's customer alone. */
export type ClaimKind = 'customer' | 'address' | 'sub_account';

/** The remote customers, on disk. */
export interface DirectoryStore {
  /**
   * Adds or replaces records. `listed`: they come from a list, so that everything older has been listed too. A record
   * noted after our own create does not imply that.
   */
  put(records: readonly RemoteCustomer[], listed: boolean): void;
  /** Adds a record that our own request created; on disk with the next commit. */
  note(record: RemoteCustomer): void;
  markListed(uids: readonly string[]): void;
  /** How many of these uids have been listed before. */
  countListed(uids: readonly string[]): number;
  find(keys: RowKeys): DirectoryHits;
  get(uid: string): RemoteCustomer | undefined;
  count(): number;
  /** Grows with every `put` and `note`. */
  mark(): number;
  /** Whether the directory already knew the customer at this mark. */
  wasKnown(uid: string, mark: number): boolean;
  /** Customers first seen after this mark and not deleted, at most `limit`. */
  findMetSince(mark: number, limit: number): readonly RemoteCustomer[];
}

/** The addresses of wallets and sub-accounts, on disk; a place is named by its ids. */
export interface AddressStore {
  /** Adds or replaces; returns how many were new. */
  put(place: string, addresses: readonly RemoteAddress[]): number;
  /** The addresses of this customer, and those with one of these labels; oldest first as far as known. */
  find(place: string, customerId: string, labels: readonly string[]): readonly RemoteAddress[];
  /** The first `limit` addresses of the place, oldest first. */
  findAll(place: string, limit: number): readonly RemoteAddress[];
  /** Whether an address of the place does not name its owner. */
  hasOwnerless(place: string): boolean;
  /** Whether the owner of such an address is unknown: its label is not a listed customer's key, and no row has it. */
  hasUnclaimed(place: string): boolean;
  /** Such addresses whose label is the externalId of a listed customer, with the uid of that customer. */
  findLabelled(
    place: string,
    limit: number,
  ): readonly { readonly uid: string; readonly customerId: string }[];
  /** Whether an address of the place has neither owner nor label. */
  hasNameless(place: string): boolean;
}

/** Remote customers by key, without deleted ones. */
export type DirectoryHits = Partial<Record<MatchKey, readonly RemoteCustomer[]>>;
