/**
 * The vocabulary of the tool: one type for each arrow of the flow.
 *
 * - source: the file a user hands in; *header*: its first record; *row*: one data record, numbered from 1
 * - mapping: which column of the source means which field
 * - customer: what a row says, normalised and valid
 * - issue: something wrong (error) or odd (warning) in one cell or row
 * - match key: a field that identifies a row and a remote customer as the same (uid, externalId, email)
 * - directory: the remote customers as listed at the start of a run, kept in the journal
 * - decision: what to do for a row; *attempt*: one request of it; *outcome*: what happened
 * - run: one import, kept in one SQLite file, the *journal*
 * - in doubt: a request was sent, and it is unknown whether it took effect; *settle*: find out by looking
 */
import type { Code } from './codes.js';
import type { Customer, CustomerBody, RemoteCustomer } from './customer.js';
import type { CellOrigin, MadeValue, MappingFault, RowCondition } from './made-value.js';

/** How a source was read; goes into the journal and the summary. */
export interface SourceFormat {
  /** `ndjson`: one JSON object to a line; `json`: an array, or objects of many lines; `sqlite`: a database and a query. */
  readonly kind: 'csv' | 'xlsx' | 'json' | 'ndjson' | 'sqlite';
  /** Encoding of the text; `utf-8` for a workbook and a database. */
  readonly encoding: string;
  /** Empty where no character divides cells. */
  readonly delimiter: string;
  /** Present if the whole file is compressed. */
  readonly compression?: 'gzip';
  /** Name of the sheet that was read, for a workbook. */
  readonly sheet?: string;
}

/** Something about a source that its reader is not sure of; it becomes an issue, never only a note. */
export interface SourceDoubt {
  readonly code: Code;
  /** Line of the file, or row of the sheet. */
  readonly line: number;
  /** Position of the cell in its row, from 0; absent: the row, or the source, as a whole. */
  readonly cell?: number;
  /** The text that raised the doubt; it is cut to 200 characters. */
  readonly value?: string;
  readonly message: string;
  /** @default the remedy of the code */
  readonly hint?: string;
  /** It is no doubt where the column of `cell` is not sent. */
  readonly onlyIfSent?: boolean;
}

/** One data record. `cells` may be longer or shorter than the header: an issue of the row, not of the run. */
export interface SourceRow {
  /** 1 for the first data record. */
  readonly rowNumber: number;
  /** Line of the file (from 1) where the record begins. */
  readonly line: number;
  readonly cells: readonly string[];
  /** What the reader is not sure of in this row; absent: nothing. */
  readonly doubts?: readonly SourceDoubt[];
}

/** An opened source: its header is known, its rows come in batches, once. */
export interface Source {
  readonly columns: readonly string[];
  /** Line of the file, or row of the sheet, that holds the header; 0 without a header (`--no-header`). */
  readonly headerLine: number;
  /** What to type if that is not the header, or if the source has no header; absent: the source has no choice of it. */
  readonly headerRemedy?: string;
  readonly format: SourceFormat;
  /** What a person should know about how the source is read, in whole sentences; complete from the start. */
  readonly notes: readonly string[];
  /** Doubts about the source as a whole; complete from the start. One whose severity is error refuses the source. */
  readonly doubts: readonly SourceDoubt[];
  /** What became known at the end of the rows, such as a footer that was left out; only after the last batch. */
  toEndNotes(): readonly string[];
  /** Rows in order, in batches of bounded size. Throws a `BulkError` if reading can't continue. */
  batches(): AsyncIterable<readonly SourceRow[]>;
  /** Hex SHA-256 of the bytes as stored; only after the last batch. */
  sha256(): string;
  close(): Promise<void>;
}

export const PLAIN_FIELDS = [
  'uid',
  'externalId',
  'name',
  'email',
  'phone',
  'description',
  'address.street',
  'address.city',
  'address.state',
  'address.zipcode',
  'address.country',
  'metaData',
  'provisionAddress',
  'subAccountId',
] as const;

export type PlainField = (typeof PLAIN_FIELDS)[number];

/** What a column, or a value that is made, is for. `first_name` and `last_name` are joined into `name`. */
export type FieldTarget =
  | { readonly kind: 'field'; readonly field: PlainField }
  | { readonly kind: 'first_name' | 'last_name' }
  | { readonly kind: 'metaData'; readonly key: string };

/** What the cells of one column mean. */
export type ColumnUse =
  | FieldTarget
  /** Read for the fields named, which are made of it; for none of them, where only `where` or the default country needs it. */
  | { readonly kind: 'part'; readonly of: readonly string[] }
  /** This tool's own column (`bulk_*`) or an unknown one: kept in the results, not read. */
  | { readonly kind: 'ignored' };

/** A field that no single column is. */
export interface MadeField {
  readonly target: FieldTarget;
  readonly value: MadeValue;
}

export interface Mapping {
  /** The source's columns as written. */
  readonly columns: readonly string[];
  /** What each column means, by position. */
  readonly uses: readonly ColumnUse[];
  /** Fields that no single column is. Absent: none, also in runs of older programs. */
  readonly made?: readonly MadeField[];
  /** What a row must meet to be read; all of these. Absent: every row is read. */
  readonly conditions?: readonly RowCondition[];
  /** The country of the row's phone. Absent: the option decides. */
  readonly defaultCountry?: MadeValue;
  /** Findings about the source as a whole and its header, such as `column_unknown`; `rowNumber` is 0, `line` is the header's. */
  readonly issues: readonly Issue[];
}

/** One row by field: text as in the cell; a key is absent if the source has no such column. */
export interface MappedRow {
  readonly rowNumber: number;
  readonly line: number;
  readonly fields: Partial<Record<PlainField, string>>;
  /** Cells of `metaData.<key>` columns by key. */
  readonly metaData: ReadonlyMap<string, string>;
  /**
   * Expected and found number of cells, if they differ. `earlier`: the only cell too many is the mark of the error for which an earlier
   * run refused the row.
   */
  readonly columnCount?: { readonly expected: number; readonly found: number; readonly earlier?: Code };
  /** Where each field that is made came from. Absent: none is made. */
  readonly origins?: ReadonlyMap<string, CellOrigin>;
  /** What could not be made; such a field is empty. Absent: nothing. */
  readonly faults?: readonly MappingFault[];
  /** Why the row is not read, as a sentence. Absent: it is read. */
  readonly leftOut?: string;
  /** The country of the phone, as the mapping makes it; may be empty. */
  readonly defaultCountry?: string;
}

export type Severity = 'error' | 'warning';

/** One finding in one cell or row; a line of issues.csv. */
export interface Issue {
  readonly rowNumber: number;
  readonly line: number;
  /** Column as written in the source; empty for the row as a whole. */
  readonly column: string;
  readonly severity: Severity;
  readonly code: Code;
  /** The cell, truncated to 200 characters. */
  readonly value: string;
  readonly message: string;
  readonly hint: string;
  /** The value to put instead, where it is known. The journal does not keep it. */
  readonly suggestion?: string;
  /** The customer of the row by name, as a page may show it. The journal does not keep it. */
  readonly rowName?: string;
}

export const MATCH_KEYS = ['uid', 'externalId', 'email'] as const;
export type MatchKey = (typeof MATCH_KEYS)[number];

/** The keys of a row in comparable form (see `match-key.ts`). */
export type RowKeys = Partial<Record<MatchKey, string>>;

/** A row after validation. It is valid if none of its issues is an error. */
export interface ValidatedRow {
  readonly rowNumber: number;
  readonly line: number;
  /** Present even for an invalid row, so that duplicates are still found. */
  readonly keys: RowKeys;
  /** Absent when the row is invalid or left out. */
  readonly wish?: RowWish;
  /** Why the row is skipped, if it is; it has no keys, then. */
  readonly skipped?: { readonly code: Code; readonly message: string };
  readonly issues: readonly Issue[];
}

/** What a valid row asks for. */
export interface RowWish {
  readonly customer: Customer;
  /** Fields that have a column but an empty cell here: `email`, `address.city`, `metaData.plan`, … */
  readonly blank: readonly string[];
  /** Keys of `customer.metaData` that came from text columns, and so are compared as text. */
  readonly textMetaData: readonly string[];
  /** The row's own value; absent: the option decides. */
  readonly provisionAddress?: boolean;
  readonly subAccountId?: string;
}

export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What to do for a row; made by `match/decide.ts`. */
export type Decision =
  | { readonly kind: 'create'; readonly body: CustomerBody; readonly warnings: readonly Code[] }
  | {
      readonly kind: 'update';
      readonly remote: RemoteCustomer;
      readonly matchedBy: MatchKey;
      readonly changes: readonly FieldChange[];
      readonly body: CustomerBody;
      readonly warnings: readonly Code[];
    }
  | {
      readonly kind: 'unchanged' | 'exists';
      readonly remote: RemoteCustomer;
      readonly matchedBy: MatchKey;
      readonly warnings: readonly Code[];
    }
  | { readonly kind: 'conflict' | 'skipped' | 'failed'; readonly code: Code; readonly message: string };

/** The states of a row; `journal/states.ts` defines the moves between them. */
export const ROW_STATES = [
  'ingested',
  'invalid',
  'ready',
  'unchanged',
  'exists',
  'conflict',
  'skipped',
  'planned_create',
  'planned_update',
  'planned_delete',
  'held_create',
  'held_update',
  'held_address',
  'sending_create',
  'sending_update',
  'sending_delete',
  'customer_done',
  'sending_sub_account',
  'sub_account_done',
  'sending_address',
  'address_made',
  'in_doubt',
  'done',
  'failed',
] as const;
export type RowState = (typeof ROW_STATES)[number];

/** A request that changes something at the vendor. */
export const STEPS = ['create', 'update', 'delete', 'sub_account', 'address'] as const;
export type Step = (typeof STEPS)[number];

/** What has happened to the customer of a row so far. */
export type CustomerOutcome = 'created' | 'updated' | 'unchanged' | 'deleted';

export type AddressStatus = 'created' | 'existing' | 'failed';

export const BULK_STATUSES = [
  'created',
  'updated',
  'unchanged',
  'exists',
  'skipped',
  'invalid',
  'conflict',
  'failed',
  'pending',
  'would_create',
  'would_update',
  'deleted',
] as const;
export type BulkStatus = (typeof BULK_STATUSES)[number];

/** One line of results.csv, projected from the journal. */
export interface ResultRow {
  readonly rowNumber: number;
  readonly line: number;
  readonly cells: readonly string[];
  readonly status: BulkStatus;
  readonly uid: string;
  readonly matchedBy: MatchKey | '';
  readonly addressStatus: AddressStatus | '';
  readonly address: string;
  readonly addressUid: string;
  readonly errorCode: Code | '';
  readonly error: string;
  readonly warnings: readonly Code[];
  /** Fields whose value on the server differs from the value sent. */
  readonly notKept: readonly string[];
  readonly attempts: number;
  readonly httpStatus: number | undefined;
  /** ISO 8601, UTC; empty while pending. */
  readonly finishedAt: string;
  /** For an update, planned or done: what it changes. */
  readonly changes: readonly FieldChange[];
}

export type AccountMode = 'TEST' | 'LIVE';

/** The owner of the customers, by the server's own answer (`GET /auth`). */
export interface Account {
  readonly orgId: string;
  readonly mode: AccountMode;
}
