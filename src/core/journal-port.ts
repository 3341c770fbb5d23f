/** What matching and sending need of the journal; `journal/` implements it on SQLite. */
import type { Code } from './codes.js';
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
  /** Requests sent so far that change something. */
  readonly attempts: number;
  readonly httpStatus: number | undefined;
  /** When the first create, and the first address request, of this row was about to leave; ms since the epoch. */
  readonly createTriedAt: number | undefined;
  readonly addressTriedAt: number | undefined;
  readonly finishedAt: number | undefined;
}

/** What a move may change besides the state. */
export type RowPatch = Partial<Omit<LiveRow, 'rowNumber' | 'wish' | 'state' | 'attempts' | 'finishedAt'>>;

/** The update that was decided for a row: needed to send it, to show it, and to undo it. */
export interface Plan {
  readonly remote: RemoteCustomer;
  readonly body: CustomerBody;
  readonly changes: readonly FieldChange[];
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

export interface RowJournal {
  /**
   * Moves a row to its next state, asserting that the move exists and that the row is where the caller thinks. Written are the
   * state, what the patch changes, and `createTriedAt` as the row handed in has it.
   * Resolves once the move is on disk; many moves share one transaction.
   */
  move(row: LiveRow, to: RowState, patch?: RowPatch, note?: AttemptNote): Promise<LiveRow>;
  readPlan(rowNumber: number): Plan | undefined;
  writePlan(rowNumber: number, plan: Plan): void;
  /** The row, if any, that holds this address or customer already. */
  findRowWithAddress(address: string): number | undefined;
  findRowWithUid(uid: string): number | undefined;
  /** Other rows with this email whose create is under way or in doubt. */
  countUnsettledWithEmail(emailKey: string, exceptRow: number): number;
}

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
}

/** Remote customers by key; deleted ones are not among them. */
export type DirectoryHits = Partial<Record<MatchKey, readonly RemoteCustomer[]>>;
