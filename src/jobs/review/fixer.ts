/** Fix: rows and their problems, and edits, each checked at once. */
import type {
  AcceptRequest,
  EditsAnswer,
  EditsRequest,
  FindAnswer,
  FindQuery,
  HistoryRequest,
  KindsAnswer,
  ReplaceCountAnswer,
  ReplaceQuery,
  ReplaceRequest,
  RowsAnswer,
  RowsQuery,
  StepAnswer,
} from './answers/fix.js';
import { toIso } from '../../core/clock.js';
import { LEFT_OUT } from '../../journal/review/history.js';
import type { Draft } from './draft.js';
import { Editor, type StepDone } from './edit.js';
import { Grid } from './grid.js';
import { toGridRow } from './grid-row.js';
import { toKindsAnswer } from './problem-kinds.js';
import type { ReviewSession } from './session.js';
import type { ListFailed } from './views.js';

/** Rows that an answer to an edit has, and that an event names. */
const MOST_ROWS = 200;
const MOST_TOLD = 500;

export class Fixer {
  readonly #session: ReviewSession;
  readonly #grid: Grid;

  constructor(session: ReviewSession, listFailed: ListFailed) {
    this.#session = session;
    this.#grid = new Grid(session.store, listFailed);
  }

  get kinds(): KindsAnswer {
    this.#session.assertRead();
    return toKindsAnswer(this.#session.store);
  }

  rows(query: RowsQuery): RowsAnswer {
    this.#session.assertRead();
    return this.#grid.toRows(query, this.#session.check);
  }

  find(query: FindQuery): FindAnswer {
    this.#session.assertRead();
    return this.#grid.find(query);
  }

  /** Resolves once the edit is on disk. Throws `EditConflict`, `review_busy`, `row_unknown`, `config_invalid`. */
  async edit(request: EditsRequest): Promise<EditsAnswer> {
    const done = this.#editor.edit(request);
    const rows = done.checked
      .slice(0, MOST_ROWS)
      .flatMap((row) => toGridRow(this.#session.store, row, this.#session.check) ?? []);
    return { ...(await this.#toAnswer(done)), rows, hasMore: done.checked.length > MOST_ROWS };
  }

  async accept(request: AcceptRequest): Promise<StepAnswer> {
    return this.#toAnswer(this.#editor.accept(request));
  }

  countReplaced(query: ReplaceQuery): ReplaceCountAnswer {
    return { cells: this.#editor.countReplaced(query) };
  }

  async replace(request: ReplaceRequest): Promise<StepAnswer> {
    return this.#toAnswer(this.#editor.replace(request));
  }

  async undo({ id, base }: HistoryRequest): Promise<StepAnswer> {
    return this.#turn((editor) => editor.undo(id, base), 'Undone');
  }

  async redo({ id, base }: HistoryRequest): Promise<StepAnswer> {
    return this.#turn((editor) => editor.redo(id, base), 'Done again');
  }

  get #editor(): Editor {
    return new Editor(this.#session.store, this.#session.requireCheck(), this.#session.deps.clock);
  }

  /** A mapping can be taken back while rows are not checked because of it. */
  async #turn(turn: (editor: Editor) => ReturnType<Editor['undo']>, verb: string): Promise<StepAnswer> {
    const { store, deps, check } = this.#session;
    this.#session.assertRead();
    const { mapping, name, ...done } = turn(new Editor(store, check, deps.clock));
    if (mapping === null) return this.#toAnswer(done, `${verb}: ${name}.`);
    store.info.set('draft', JSON.parse(mapping) as Draft);
    void this.#session.startCheck();
    return this.#toAnswer(done, `${verb}: ${name}. The rows are checked again.`);
  }

  async #toAnswer({ changes, checked }: StepDone, before = ''): Promise<StepAnswer> {
    const { store } = this.#session;
    if (changes.length > 0) this.#grid.note(checked);
    await store.file.sync();
    const { history, revision } = store;
    const savedAt = store.info.get('savedAt');
    const [first] = changes;
    if (changes.length > 0) {
      this.#session.tell({ type: 'checked', revision, rows: checked.length > MOST_TOLD ? [] : checked });
      this.#session.onNews();
    }
    return {
      ...{ revision, counts: this.#session.counts },
      undo: history.toUndo?.name ?? '',
      redo: history.toRedo?.name ?? '',
      savedAt: savedAt === undefined ? '' : toIso(savedAt),
      changed: changes.length,
      text: [before, this.#toText({ changes, checked })].filter((text) => text !== '').join(' '),
      ...(first === undefined ? {} : { first: { row: first.row, at: Math.max(0, first.at) } }),
    };
  }

  /** What happened, and what the check found. */
  #toText({ changes, checked }: StepDone): string {
    if (changes.length === 0) return '';
    const cells = changes.filter(({ at }) => at !== LEFT_OUT).length;
    const left = changes.filter(({ at, after }) => at === LEFT_OUT && after === '1').length;
    const taken = changes.length - cells - left;
    const bad = this.#session.store.problems.countInvalid(checked);
    const what = [
      ...(cells === 0 ? [] : [count(cells, 'cell changed', 'cells changed')]),
      ...(left === 0 ? [] : [count(left, 'row left out', 'rows left out')]),
      ...(taken === 0 ? [] : [count(taken, 'row taken in', 'rows taken in')]),
    ].join(', ');
    const found = bad === 0 ? 'all ready' : count(bad, 'must be fixed', 'must be fixed');
    return `${what}. ${count(checked.length, 'row', 'rows')} checked again: ${found}.`;
  }
}

function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`;
}
