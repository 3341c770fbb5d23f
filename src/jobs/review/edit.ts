/** Edits of a review as steps of its history: each is done whole and once, checked at once, and can be taken back. */
import { BulkError } from '../../core/errors.js';
import type { Clock } from '../../core/clock.js';
import { LEFT_OUT, type CellChange, type NewStep } from '../../journal/review/history.js';
import type { AcceptRequest, EditOp, EditsRequest, ReplaceQuery, ReplaceRequest } from './answers/fix.js';
import { findReplaced, toChanges, toSets } from './cell-changes.js';
import type { ReviewCheck } from './check.js';
import { EditConflict, ReviewBusy } from './conflict.js';
import type { ReviewStore } from './store.js';

/** What a step did. */
export interface StepDone {
  readonly changes: readonly CellChange[];
  /** Rows that were checked again, in order. */
  readonly checked: readonly number[];
}

const NOTHING: StepDone = { changes: [], checked: [] };

export class Editor {
  readonly #store: ReviewStore;
  readonly #check: ReviewCheck | undefined;
  readonly #clock: Clock;

  constructor(store: ReviewStore, check: ReviewCheck | undefined, clock: Clock) {
    this.#store = store;
    this.#check = check;
    this.#clock = clock;
  }

  /** Throws `EditConflict` where another window changed a cell since, `row_unknown`, `config_invalid`. */
  edit({ id, base, ops }: EditsRequest): StepDone {
    if (this.#store.history.wasDone(id)) return this.#repeat(ops.map(({ row }) => row));
    const changes = toChanges(this.#store, ops);
    this.#assertUntouched(changes, base);
    return this.#do(id, { name: toName(ops) }, changes);
  }

  /** All sure suggestions of a kind, in one step. Throws `EditConflict`. */
  accept({ id, base, kind, column }: AcceptRequest): StepDone {
    if (this.#store.history.wasDone(id)) return NOTHING;
    this.#assertCurrent(base);
    const accepted = this.#store.problems.listAcceptable(kind, column);
    return this.#do(id, { name: `accept ${accepted.length}` }, toSets(this.#store, accepted));
  }

  countReplaced(query: ReplaceQuery): number {
    return findReplaced(this.#store, { ...query, replace: '' }).length;
  }

  /** In all rows that are not left out. Throws `EditConflict`, `config_invalid` for an empty text to find in parts of cells. */
  replace(request: ReplaceRequest): StepDone {
    if (this.#store.history.wasDone(request.id)) return NOTHING;
    this.#assertCurrent(request.base);
    const name = this.#store.require('source').columns[request.column]?.trim() ?? '';
    return this.#do(
      request.id,
      { name: `replace in ${name}` },
      toSets(this.#store, findReplaced(this.#store, request)),
    );
  }

  /** Takes the last step back. Gives the mapping to return to, where it changed one. */
  undo(id: string, base: number): StepDone & { readonly name: string; readonly mapping: string | null } {
    return this.#turn(id, base, true);
  }

  redo(id: string, base: number): StepDone & { readonly name: string; readonly mapping: string | null } {
    return this.#turn(id, base, false);
  }

  #turn(id: string, base: number, isUndo: boolean) {
    const { history } = this.#store;
    if (history.wasDone(id)) return { ...NOTHING, name: '', mapping: null };
    this.#assertCurrent(base);
    const step = isUndo ? history.toUndo : history.toRedo;
    if (step === undefined)
      throw new BulkError('config_invalid', `There is nothing to ${isUndo ? 'undo' : 'redo'}.`, {
        hint: 'Nothing to do.',
      });
    const kept = history.getChanges(step.number);
    const changes = isUndo
      ? kept.map(({ before, after, ...place }) => ({ ...place, before: after, after: before }))
      : kept;
    // Rows of a mapping with a fault are not checked: only the mapping can be taken back.
    if (changes.length > 0 && this.#check === undefined) throw new ReviewBusy();
    const done = this.#write(id, changes, () => history.mark(step.number, isUndo));
    return { ...done, name: step.name, mapping: isUndo ? step.mappingBefore : step.mappingAfter };
  }

  #do(id: string, step: NewStep, changes: readonly CellChange[]): StepDone {
    if (changes.length === 0) return NOTHING;
    return this.#write(id, changes, () => this.#store.history.add(step, changes));
  }

  /** All of it, or nothing; once it returns, a killed process loses none of it. */
  #write(id: string, changes: readonly CellChange[], note: () => void): StepDone {
    const { file, rows, history, info, revision } = this.#store;
    return file.transact(() => {
      note();
      rows.write(
        changes.filter(({ at }) => at !== LEFT_OUT).map(({ row, at, after }) => ({ row, at, value: after })),
      );
      for (const { row, at, after } of changes) if (at === LEFT_OUT) rows.setLeftOut(row, after === '1');
      history.touch(changes, revision + 1);
      history.noteDone(id, revision + 1);
      info.set('revision', revision + 1);
      info.set('savedAt', this.#clock.now());
      return {
        changes,
        checked:
          changes.length === 0
            ? []
            : (this.#check?.recheck([...new Set(changes.map(({ row }) => row))]) ?? []),
      };
    });
  }

  /** What was done before, as it is now. */
  #repeat(rows: readonly number[]): StepDone {
    return { changes: [], checked: [...new Set(rows)].sort((a, b) => a - b) };
  }

  #assertCurrent(base: number): void {
    if (base !== this.#store.revision) throw new EditConflict(this.#store.revision, []);
  }

  #assertUntouched(changes: readonly CellChange[], base: number): void {
    const { history, revision } = this.#store;
    if (base === revision) return;
    const touched = changes.filter(({ row, at }) => history.wasTouched(row, at, base));
    if (touched.length === 0) return;
    throw new EditConflict(
      revision,
      touched.map(({ row, at, before, after }) => ({ row, at, theirs: before, mine: after })),
    );
  }
}

function toName(ops: readonly EditOp[]): string {
  const rows = new Set(ops.map(({ row }) => row));
  const [first] = ops;
  const what = rows.size === 1 ? `row ${first?.row ?? ''}` : `${rows.size} rows`;
  const verbs = { set: 'edit', accept: 'accept in', leave_out: 'leave out', take_in: 'take in' } as const;
  return `${ops.every(({ op }) => op === first?.op) ? verbs[first?.op ?? 'set'] : 'edit'} ${what}`;
}
