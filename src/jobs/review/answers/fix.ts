/** Fix: rows by page, their problems, and edits. */
import type { Counts } from './state.js';

export type ProblemSeverity = 'must' | 'look';

export interface KindsAnswer {
  readonly revision: number;
  /** The gravest first, then the frequent ones; at most 200. */
  readonly kinds: readonly ProblemKind[];
}

export interface ProblemKind {
  /** Stands for the kind in queries. */
  readonly kind: string;
  readonly severity: ProblemSeverity;
  /** `!` or `?`. */
  readonly mark: string;
  /** `The email is not an address.` */
  readonly title: string;
  readonly rows: number;
  readonly cells: number;
  /** Suggestions that are sure, so that accept-all takes them. */
  readonly acceptable: number;
  readonly columns: readonly {
    readonly at: number;
    readonly name: string;
    readonly cells: number;
    readonly acceptable: number;
  }[];
  /** What to do by hand. */
  readonly remedy: string;
}

export type Show = 'all' | 'todo' | 'changed' | 'left_out';

/** All of these together. */
export interface Filter {
  /** @default 'all' */
  readonly show?: Show;
  /** Any of these; in a URL, once for each: `kind=a&kind=b`. @default any */
  readonly kind?: readonly string[];
  /** Rows with a problem in this column, or, with `q`, rows whose text is in this column. @default any */
  readonly col?: number;
  /** Text in a cell, any case. */
  readonly q?: string;
  /** Code of a cause: rows that failed for it when the review was applied. */
  readonly failed?: string;
}

export interface RowsQuery extends Filter {
  /** Place in the filtered rows, from 0. */
  readonly from: number;
  /** At most 200. */
  readonly n: number;
  /** Of an earlier answer with the same filter: its rows stay in place, also those that are fixed since. */
  readonly view?: string;
}

export interface RowsAnswer {
  readonly view: string;
  readonly revision: number;
  /** Rows of the view. */
  readonly total: number;
  /** Rows of the view that no longer meet its filter. */
  readonly fixedSince: number;
  readonly from: number;
  readonly rows: readonly GridRow[];
  /** Where nothing has the text `q`: a text near to it that rows have. */
  readonly nearest?: { readonly text: string; readonly rows: number };
}

export interface GridRow {
  readonly row: number;
  /** Line of the file. */
  readonly line: number;
  /** Of the customer; may be empty. */
  readonly name: string;
  /** With all edits; by column. A row may have more or fewer cells than the header. */
  readonly cells: readonly string[];
  /** Columns whose cell is cut to 2,048 characters; such a cell can't be edited here. */
  readonly cut?: readonly number[];
  /** Edited cells. */
  readonly edited?: readonly { readonly at: number; readonly before: string }[];
  readonly status: 'ready' | 'must_fix' | 'left_out' | 'skipped';
  /** Why it is skipped. */
  readonly why?: string;
  readonly problems: readonly CellProblem[];
  /** It is in the view, but no longer meets its filter. */
  readonly isFixed?: boolean;
}

export interface CellProblem {
  /** -1: the row as a whole. */
  readonly at: number;
  readonly kind: string;
  readonly severity: ProblemSeverity;
  readonly mark: string;
  /** What is wrong, in words. */
  readonly text: string;
  /** What to do. */
  readonly remedy: string;
  readonly suggestion?: Suggestion;
}

export interface Suggestion {
  /** For the whole cell. */
  readonly value: string;
  /** Only a sure one is part of accept-all. */
  readonly isSure: boolean;
}

export interface FindQuery extends Filter {
  readonly view?: string;
  readonly dir: 'next' | 'previous';
  /** Where the cursor is; absent: before the first, or after the last. */
  readonly row?: number;
  readonly at?: number;
}

export interface FindAnswer {
  /** Absent: there is none in this direction. `index`: the row's place in the view. */
  readonly found?: { readonly row: number; readonly at: number; readonly index: number };
  readonly view: string;
}

export type EditOp =
  | { readonly op: 'set'; readonly row: number; readonly at: number; readonly value: string }
  /** Takes the suggestion of the cell, sure or not. */
  | { readonly op: 'accept'; readonly row: number; readonly at: number }
  | { readonly op: 'leave_out' | 'take_in'; readonly row: number };

/** One step of the history. At most 500 ops. */
export interface EditsRequest {
  /** Made up by the page; the same id sent again is answered, not done again. At most 64 characters. */
  readonly id: string;
  readonly base: number;
  readonly ops: readonly EditOp[];
}

export interface StepAnswer {
  readonly revision: number;
  readonly counts: Counts;
  /** As in the state. */
  readonly undo: string;
  readonly redo: string;
  readonly savedAt: string;
  /** Cells and rows that the step changed. */
  readonly changed: number;
  /** What happened and what the check found: `44 cells changed. 44 rows checked again: all ready.` */
  readonly text: string;
  /** The first cell that the step changed, with its place in the file. */
  readonly first?: { readonly row: number; readonly at: number };
}

export interface EditsAnswer extends StepAnswer {
  /** Each row that was touched, and each row whose problems changed with it; at most 200. */
  readonly rows: readonly GridRow[];
  /** More rows changed than `rows` has: ask for the page again. */
  readonly hasMore: boolean;
}

/** `column`: of a kind in several columns, only this one. */
export interface AcceptRequest {
  readonly id: string;
  readonly base: number;
  readonly kind: string;
  readonly column?: number;
}

/** Compares with case. */
export interface ReplaceQuery {
  readonly column: number;
  readonly find: string;
  /** The whole cell, or each part of it. In a URL: 1 or 0. */
  readonly whole: boolean;
}

export interface ReplaceCountAnswer {
  readonly cells: number;
}

export interface ReplaceRequest extends ReplaceQuery {
  readonly id: string;
  readonly base: number;
  readonly replace: string;
}

export interface HistoryRequest {
  readonly id: string;
  readonly base: number;
}
