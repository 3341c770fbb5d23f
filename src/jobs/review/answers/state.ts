/** What is in the frame of the page, and in conflicts. */
import type { ErrorAnswer, Ordered, ResultFile } from './shared.js';

export type ReviewStep = 'map' | 'fix' | 'preview' | 'apply';

/** Status 409: the step was not done. */
export interface ConflictAnswer extends ErrorAnswer {
  readonly revision: number;
  /** Cells that another window changed since `base`; empty where only the revision differs. */
  readonly cells: readonly {
    readonly row: number;
    readonly at: number;
    readonly theirs: string;
    readonly mine: string;
  }[];
}

export type CredentialAnswer =
  /** No credential was given; `command` starts a review with one. */
  | { readonly mode: 'none'; readonly command: string }
  /** The server is asked who owns the credential. */
  | { readonly mode: 'asking' }
  /** A credential was given, but the server does not take it (any more), or does not answer. */
  | { readonly mode: 'failed'; readonly error: ErrorAnswer }
  | {
      readonly mode: 'TEST' | 'LIVE';
      /** What a person types to apply to LIVE. */
      readonly organisation: string;
      /** Host of the server. */
      readonly server: string;
      /** The name of the credential's source, such as `acme-test.env`; never a part of a secret. */
      readonly credentialFrom: string;
    };

/** Rows; `rows` is the sum of `mustFix`, `ready`, `leftOut` and `skipped`. */
export interface Counts {
  readonly rows: number;
  /** With an error: not sent. */
  readonly mustFix: number;
  readonly ready: number;
  /** By a person, in the review. */
  readonly leftOut: number;
  /** By the mapping's `where` or as a duplicate of a row that is kept. */
  readonly skipped: number;
  /** Ready, with a warning. */
  readonly worthALook: number;
  /** `mustFix` and `worthALook`. */
  readonly toDo: number;
  /** With at least one edited cell. */
  readonly changed: number;
}

export interface StepState {
  readonly isOpen: boolean;
  /** Why it is not open yet; empty if it is. */
  readonly why: string;
  /** Beside its name: `10 of 13`, `237 left`, `64 %`. */
  readonly note: string;
  /** The `h1`, one sentence or two. */
  readonly verdict: string;
  /** Below it. */
  readonly more: string;
}

/** What the server is busy with in the background; `total` where it is known. */
export interface WorkAnswer {
  readonly kind: 'reading' | 'checking' | 'preview' | 'apply';
  readonly done: number;
  readonly total?: number;
}

export interface StateAnswer extends Ordered {
  /** Name of the run whose journal keeps the review. */
  readonly run: string;
  /** Starts this review again. */
  readonly command: string;
  readonly file: {
    /** Without its folder. */
    readonly name: string;
    /** `Sheet Customers`; empty for other sources. */
    readonly part: string;
    /** As they are known while it is read. */
    readonly rows: number;
  };
  /** Absent: nothing. While it is `reading`, Map and Fix have nothing to show yet. */
  readonly work?: WorkAnswer;
  /** The source could not be read: the review has nothing to show, and says this. */
  readonly failed?: ErrorAnswer;
  readonly revision: number;
  /** ISO 8601 UTC, of the last step of the history; empty before the first. */
  readonly savedAt: string;
  readonly counts: Counts;
  readonly steps: Readonly<Record<ReviewStep, StepState>>;
  /** What undo would take back, such as `accept 64`; empty: nothing. */
  readonly undo: string;
  readonly redo: string;
  readonly connection: CredentialAnswer;
  /** Names that GET /files/NAME answers now. */
  readonly files: readonly ResultFile[];
}
