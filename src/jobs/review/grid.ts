/** What Fix shows: kinds of problems, rows of a filtered view by page, and the next problem. */
import { CODES, type Code } from '../../core/codes.js';
import { suggestName } from '../../core/suggest.js';
import type { SourceRow } from '../../core/types.js';
import type { KindCount, StoredProblem } from '../../journal/review/problems.js';
import { listRows, type RowFilter } from '../../journal/review/views.js';
import { OUTCOME_MARKS } from '../../record/outcomes.js';
import type {
  Filter,
  FindAnswer,
  FindQuery,
  GridRow,
  KindsAnswer,
  CellProblem,
  ProblemKind,
  RowsAnswer,
  RowsQuery,
  ProblemSeverity,
} from './answers/fix.js';
import type { ReviewCheck } from './check.js';
import { LONGEST_EDITABLE } from './edit.js';
import type { ReviewStore } from './store.js';

/** Views that are kept; an older one is made again. */
const MOST_VIEWS = 8;

/** Kinds that are listed. */
const MOST_KINDS = 200;

/** Rows that share a key: which of them is right, only a person knows. */
const CONFLICTS: ReadonlySet<Code> = new Set(['duplicate_uid', 'duplicate_external_id', 'duplicate_email']);

/** Numbers of the rows that failed for the cause with this code when the review was applied. */
export type ListFailed = (code: string) => readonly number[];

interface View {
  readonly id: string;
  readonly filter: RowFilter;
  readonly rows: Int32Array;
  /** The rows that meet the filter now. */
  now: { readonly state: string; readonly rows: ReadonlySet<number> };
}

export class Grid {
  readonly #store: ReviewStore;
  readonly #listFailed: ListFailed;
  readonly #views = new Map<string, View>();
  #next = 1;

  constructor(store: ReviewStore, listFailed: ListFailed) {
    this.#store = store;
    this.#listFailed = listFailed;
  }

  toKinds(): KindsAnswer {
    const { problems, revision } = this.#store;
    const byKind = new Map<string, KindCount[]>();
    for (const count of problems.listKinds()) {
      const name = `${count.severity} ${count.kind}`;
      byKind.set(name, [...(byKind.get(name) ?? []), count]);
    }
    const kinds = [...byKind.values()].map((counts) => this.#toKind(counts));
    kinds.sort((a, b) => Number(a.severity === 'look') - Number(b.severity === 'look') || b.rows - a.rows);
    return { revision, kinds: kinds.slice(0, MOST_KINDS) };
  }

  toRows(query: RowsQuery, check: ReviewCheck | undefined): RowsAnswer {
    const view = this.#toView(query);
    const shown = this.#toShown(view);
    const numbers = [...view.rows.slice(query.from, query.from + query.n)];
    const rows = numbers.flatMap((row) => {
      const found = this.toRow(row, check);
      if (found === undefined) return [];
      return [shown.has(row) ? found : { ...found, isFixed: true }];
    });
    return {
      view: view.id,
      revision: this.#store.revision,
      total: view.rows.length,
      fixedSince: view.rows.reduce((sum, row) => sum + (shown.has(row) ? 0 : 1), 0),
      from: query.from,
      rows,
      ...(view.rows.length === 0 ? this.#toNearest(view.filter) : {}),
    };
  }

  toRow(row: number, check: ReviewCheck | undefined): GridRow | undefined {
    const source = this.#store.rows.get(row);
    if (source === undefined) return undefined;
    const { problems, rows } = this.#store;
    const isLeftOut = rows.isLeftOut(row);
    const verdict = problems.getVerdict(row);
    const edited = rows.getEdited(row);
    const cut = source.cells.flatMap((cell, at) => (cell.length > LONGEST_EDITABLE ? [at] : []));
    return {
      row,
      line: source.line,
      name: toName(source, check),
      cells: source.cells.map((cell) => cell.slice(0, LONGEST_EDITABLE)),
      ...(cut.length === 0 ? {} : { cut }),
      ...(edited.length === 0
        ? {}
        : { edited: edited.map(({ at, before }) => ({ at, before: before.slice(0, LONGEST_EDITABLE) })) }),
      status: isLeftOut ? 'left_out' : toStatus(verdict?.state),
      ...(verdict === undefined || verdict.why === '' ? {} : { why: verdict.why }),
      problems: problems.getProblems(row).map(toProblem),
    };
  }

  find(query: FindQuery): FindAnswer {
    const view = this.#toView(query);
    const step = query.dir === 'next' ? 1 : -1;
    const start = toStart(view.rows, query);
    for (let index = start; index >= 0 && index < view.rows.length; index += step) {
      const row = view.rows[index] ?? 0;
      const places = this.#listPlaces(row, query).filter(
        (at) => row !== query.row || query.at === undefined || (step > 0 ? at > query.at : at < query.at),
      );
      const at = step > 0 ? places[0] : places.at(-1);
      if (at !== undefined) return { found: { row, at, index }, view: view.id };
    }
    return { view: view.id };
  }

  /** Positions of the row's problems that the filter asks for, in order, each once. */
  #listPlaces(row: number, { kind = [], col, q = '' }: Filter): number[] {
    const found = this.#store.problems
      .getProblems(row)
      .filter(
        (one) =>
          (kind.length === 0 || kind.includes(one.kind)) && (col === undefined || q !== '' || one.at === col),
      )
      .map(({ at }) => at);
    return [...new Set(found)].sort((a, b) => a - b);
  }

  #toView(query: Filter & { readonly view?: string }): View {
    const filter = this.#toFilter(query);
    const kept = query.view === undefined ? undefined : this.#views.get(query.view);
    if (kept !== undefined && isSame(kept.filter, filter)) return kept;
    const rows = listRows(this.#store.file, filter);
    const now = { state: this.#toStateText(), rows: new Set(rows) };
    const view: View = { id: `v${this.#next++}`, filter, rows: Int32Array.from(rows), now };
    this.#views.set(view.id, view);
    const [oldest] = this.#views.keys();
    if (this.#views.size > MOST_VIEWS && oldest !== undefined) this.#views.delete(oldest);
    return view;
  }

  #toFilter({ show = 'all', kind = [], col, q = '', failed }: Filter): RowFilter {
    const only = failed === undefined ? {} : { only: this.#listFailed(failed) };
    return { show, kinds: kind, col, q, ...only };
  }

  #toStateText(): string {
    return `${this.#store.revision} ${this.#store.checks}`;
  }

  #toShown(view: View): ReadonlySet<number> {
    const state = this.#toStateText();
    if (view.now.state !== state)
      view.now = { state, rows: new Set(listRows(this.#store.file, view.filter)) };
    return view.now.rows;
  }

  #toKind(counts: readonly KindCount[]): ProblemKind {
    const { columns } = this.#store.require('source');
    const { kind = 'name_missing', severity = 'error' } = counts[0] ?? {};
    const sum = (of: (count: KindCount) => number): number =>
      counts.reduce((all, count) => all + of(count), 0);
    return {
      kind,
      severity: toSeverity(severity),
      mark: toMark(kind),
      title: CODES[kind].meaning,
      rows: counts.length === 1 ? sum(({ cells }) => cells) : this.#store.problems.countRowsOfKind(kind),
      cells: sum(({ cells }) => cells),
      acceptable: sum(({ acceptable }) => acceptable),
      columns: counts.map(({ at, cells, acceptable }) => ({
        at,
        name: columns[at] ?? '',
        cells,
        acceptable,
      })),
      remedy: CODES[kind].remedy,
    };
  }

  /** A word of the rows that is near to the one that was searched for. */
  #toNearest(filter: RowFilter): Pick<RowsAnswer, 'nearest'> {
    if (filter.q === '') return {};
    const words = new Set<string>();
    for (let after = 0; words.size < 50_000;) {
      const batch = this.#store.rows.readAll(after);
      if (batch.length === 0) break;
      for (const { cells } of batch)
        for (const cell of cells) for (const word of cell.toLowerCase().split(/[\s@.,;]+/)) words.add(word);
      after = batch.at(-1)?.rowNumber ?? after;
    }
    const text = suggestName(filter.q.toLowerCase(), words);
    if (text === undefined) return {};
    return { nearest: { text, rows: listRows(this.#store.file, { ...filter, q: text }).length } };
  }
}

function isSame(one: RowFilter, other: RowFilter): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Where a search begins: at the row of the cursor, which may not be in the view. */
function toStart(rows: Int32Array, { dir, row }: FindQuery): number {
  if (row === undefined) return dir === 'next' ? 0 : rows.length - 1;
  if (dir === 'next') {
    const index = rows.findIndex((one) => one >= row);
    return index < 0 ? rows.length : index;
  }
  return rows.findLastIndex((one) => one <= row);
}

function toName(source: SourceRow, check: ReviewCheck | undefined): string {
  return check?.toMapped(source).fields.name ?? '';
}

function toStatus(state: string | undefined): GridRow['status'] {
  if (state === 'invalid') return 'must_fix';
  return state === 'skipped' ? 'skipped' : 'ready';
}

const toSeverity = (severity: 'error' | 'warning'): ProblemSeverity =>
  severity === 'error' ? 'must' : 'look';

const toMark = (kind: Code): string => OUTCOME_MARKS[CONFLICTS.has(kind) ? 'conflict' : 'invalid'];

function toProblem({ at, kind, severity, message, hint, suggestion, isSure }: StoredProblem): CellProblem {
  return {
    ...{ at, kind, severity: toSeverity(severity), mark: toMark(kind), text: message, remedy: hint },
    ...(suggestion === undefined ? {} : { suggestion: { value: suggestion, isSure } }),
  };
}
