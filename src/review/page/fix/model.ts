/** Fix without its drawing: the rows of the filter, the cursor, the editor, and what the keys and buttons do. */
import type { FindAnswer, GridRow, KindsAnswer, CellProblem, ProblemKind } from '../../wire.js';
import { Observable } from '../observable.js';
import { toFilterQuery } from '../route.js';
import type { Session } from '../session.js';
import type { ColumnWidths } from './column-widths.js';
import type { GridColumn } from './columns.js';
import { RowStore } from './row-store.js';

export interface Cursor {
  /** Place in the filtered rows. */
  readonly index: number;
  /** Place in the columns of the grid. */
  readonly column: number;
}

export class FixModel {
  readonly session: Session;
  readonly store: RowStore;
  readonly columns: readonly GridColumn[];
  readonly widths: ColumnWidths;
  readonly cursor: Observable<Cursor>;
  /** The text that the editor starts with; undefined: no cell is edited. */
  readonly editing = new Observable<string | undefined>(undefined);
  /** A kind in several columns that waits for a choice. */
  readonly asking = new Observable<ProblemKind | undefined>(undefined);
  readonly isReplacing = new Observable(false);
  readonly kinds: Observable<KindsAnswer | undefined>;
  /** What the column of the cursor may have, if that is a list. */
  readonly allowed = new Observable<readonly string[]>([]);
  /** Counts up when the grid should take the focus. */
  readonly focus = new Observable(0);

  constructor(session: Session, { columns, kinds, widths }: Pick<FixModel, 'columns' | 'kinds' | 'widths'>) {
    const route = session.navigation.route.value;
    this.session = session;
    this.kinds = kinds;
    this.widths = widths;
    this.columns = columns;
    this.store = new RowStore(session, route.filter);
    this.cursor = new Observable({
      index: 0,
      column: Math.max(0, this.#columnOf(route.at ?? columns[0]?.at)),
    });
  }

  get row(): GridRow | undefined {
    return this.store.at(this.cursor.value.index);
  }

  get column(): GridColumn | undefined {
    return this.columns[this.cursor.value.column];
  }

  /** Of the cell under the cursor: the gravest; else one of the whole row. */
  get problem(): CellProblem | undefined {
    const at = this.column?.at;
    const problems = this.row?.problems ?? [];
    return problems.find((problem) => problem.at === at) ?? problems.find((problem) => problem.at === -1);
  }

  move(index: number, column: number): void {
    const cursor = {
      index: Math.min(Math.max(0, index), Math.max(0, this.store.total - 1)),
      column: Math.min(Math.max(0, column), this.columns.length - 1),
    };
    this.editing.set(undefined);
    this.cursor.set(cursor);
    this.point();
  }

  /** The address follows the cursor, once its row is known. */
  point(): void {
    const { row, column } = this;
    if (row !== undefined && column !== undefined && column.at >= 0)
      this.session.navigation.point(row.row, column.at);
  }

  async goTo(row: number, at: number): Promise<void> {
    const index = await this.store.indexOf(row);
    this.move(index, Math.max(0, this.#columnOf(at)));
    this.focus.set(this.focus.value + 1);
  }

  /** The first problem, without the focus: the page has just opened. */
  async findFirst(): Promise<void> {
    const before = this.cursor.value;
    const query = toFilterQuery(this.store.filter);
    query.set('dir', 'next');
    if (this.store.about !== undefined) query.set('view', this.store.about.view);
    const answer = await this.session.ask<FindAnswer>(`/api/find?${query.toString()}`);
    const found = answer?.found;
    // The person was quicker.
    if (this.cursor.value !== before || this.editing.value !== undefined) return;
    if (found !== undefined) this.move(found.index, Math.max(0, this.#columnOf(found.at)));
  }

  async find(dir: 'next' | 'previous'): Promise<void> {
    const query = toFilterQuery(this.store.filter);
    query.set('dir', dir);
    if (this.store.about !== undefined) query.set('view', this.store.about.view);
    if (this.row !== undefined) {
      query.set('row', String(this.row.row));
      query.set('at', String(this.column?.at ?? -1));
    }
    const answer = await this.session.ask<FindAnswer>(`/api/find?${query.toString()}`);
    // An editor that was opened in the meantime stays.
    if (answer === undefined || this.editing.value !== undefined) return;
    if (answer.found === undefined) {
      this.session.notices.show(
        dir === 'next' ? 'No problem after this one.' : 'No problem before this one.',
        false,
      );
      return;
    }
    this.move(answer.found.index, Math.max(0, this.#columnOf(answer.found.at)));
    this.focus.set(this.focus.value + 1);
  }

  canEdit(row = this.row, column = this.column): boolean {
    return (
      row !== undefined && column !== undefined && column.at >= 0 && row.cut?.includes(column.at) !== true
    );
  }

  startEdit(text = this.row?.cells[this.column?.at ?? -1] ?? ''): void {
    if (this.canEdit()) {
      this.editing.set(text);
      return;
    }
    if (this.row !== undefined) this.session.notices.show(this.toReadonlyReason(), false);
  }

  /** Of a cell that can't be edited. */
  toReadonlyReason(): string {
    return (this.column?.at ?? -1) < 0
      ? 'This name is made of several columns. Edit those.'
      : 'This value is too long to edit here.';
  }

  set(value: string): void {
    const { row, column } = this;
    if (row === undefined || column === undefined || !this.canEdit()) return;
    if (row.cells[column.at] === value) return;
    const cell = { row: row.row, at: column.at, value };
    this.session.edits.add([{ op: 'set', ...cell }], [cell]);
  }

  accept(): void {
    const { row, problem } = this;
    if (row === undefined || problem?.suggestion === undefined) {
      this.session.notices.show('There is no suggestion for this cell.', false);
      return;
    }
    const cell = { row: row.row, at: problem.at };
    if (this.session.edits.add([{ op: 'accept', ...cell }], [{ ...cell, value: problem.suggestion.value }]))
      void this.find('next');
  }

  toggleRow(row = this.row): void {
    if (row === undefined || row.status === 'skipped') return;
    this.session.edits.add([{ op: row.status === 'left_out' ? 'take_in' : 'leave_out', row: row.row }], []);
  }

  acceptAllOfCursor(): void {
    const kind = this.kinds.value?.kinds.find((one) => one.kind === this.problem?.kind);
    if (kind === undefined || kind.acceptable === 0)
      this.session.notices.show('No suggestion of this kind is sure enough to accept all.', false);
    else this.acceptKind(kind);
  }

  /** A kind in one column at once; one in several columns asks. */
  acceptKind(kind: ProblemKind): void {
    if (kind.acceptable === 0) return;
    if (kind.columns.filter(({ acceptable }) => acceptable > 0).length > 1) this.asking.set(kind);
    else void this.acceptAll(kind.kind, undefined);
  }

  async acceptAll(kind: string, column: number | undefined): Promise<void> {
    this.asking.set(undefined);
    const body = column === undefined ? { kind } : { kind, column };
    const answer = await this.session.step('Accepting', '/api/accept', body);
    if (answer === undefined) return;
    this.session.notices.show(answer.text, answer.undo !== '');
    await this.find('next');
  }

  #columnOf(at: number | undefined): number {
    return this.columns.findIndex((column) => column.at === at);
  }
}
