/** The history of a review: named steps in a line, each with what it changed, so that it can be taken back and done again. */
import { BulkInsert } from '../bulk-insert.js';
import type { SqlFile } from '../open.js';
import { toText } from '../rows.js';
import { toParts } from './listed.js';

/** A changed cell; `at` -1: 1 if the row is left out, else 0. */
export interface CellChange {
  readonly row: number;
  readonly at: number;
  readonly before: string;
  readonly after: string;
}

/** The position that stands for whether the row is left out. */
export const LEFT_OUT = -1;

export interface NewStep {
  readonly name: string;
  /** JSON before and after; absent: the step changes no mapping. */
  readonly mapping?: { readonly before: string; readonly after: string };
}

export interface HistoryStep {
  readonly number: number;
  readonly name: string;
  readonly mappingBefore: string | null;
  readonly mappingAfter: string | null;
}

const STEP = 'number, name, mapping_before AS mappingBefore, mapping_after AS mappingAfter';

export class History {
  readonly #file: SqlFile;
  readonly #touch;
  readonly #wasTouched;

  constructor(file: SqlFile) {
    this.#file = file;
    this.#touch = file.prepare(
      `INSERT OR REPLACE INTO touched (row, at, revision)
       SELECT value ->> 0, value ->> 1, ? FROM json_each(?)`,
    );
    this.#wasTouched = file.prepare('SELECT row FROM touched WHERE row = ? AND at = ? AND revision > ?');
  }

  /** Adds a step and forgets those that were undone; must run within a transaction. */
  add({ name, mapping }: NewStep, changes: readonly CellChange[]): void {
    this.#file.exec(
      'DELETE FROM changes WHERE step IN (SELECT number FROM steps WHERE undone = 1); DELETE FROM steps WHERE undone = 1;',
    );
    const next = (this.toUndo?.number ?? 0) + 1;
    this.#file
      .prepare('INSERT INTO steps (number, name, mapping_before, mapping_after) VALUES (?, ?, ?, ?)')
      .run([next, name, mapping?.before ?? null, mapping?.after ?? null]);
    const inserts = new BulkInsert(this.#file, 'changes', ['step', 'row', 'at', 'before', 'after']);
    for (const { row, at, before, after } of changes)
      inserts.add(next, row, at, JSON.stringify(before), JSON.stringify(after));
    inserts.flush();
  }

  /** What undo takes back; undefined: nothing. */
  get toUndo(): HistoryStep | undefined {
    return this.#find('undone = 0 ORDER BY number DESC');
  }

  get toRedo(): HistoryStep | undefined {
    return this.#find('undone = 1 ORDER BY number');
  }

  mark(step: number, isUndone: boolean): void {
    this.#file.prepare('UPDATE steps SET undone = ? WHERE number = ?').run([isUndone ? 1 : 0, step]);
  }

  /** In the order of rows. */
  getChanges(step: number): CellChange[] {
    return this.#file
      .prepare('SELECT row, at, before, after FROM changes WHERE step = ? ORDER BY row, at')
      .all<CellChange>([step])
      .map((change) => ({
        ...change,
        before: toText(change.before),
        after: toText(change.after),
      }));
  }

  /** Notes that these cells changed in this revision. */
  touch(changes: readonly CellChange[], revision: number): void {
    for (const part of toParts(changes))
      this.#touch.run([revision, JSON.stringify(part.map(({ row, at }) => [row, at]))]);
  }

  /** Whether a cell changed after this revision. */
  wasTouched(row: number, at: number, since: number): boolean {
    return this.#wasTouched.get([row, at, since]) !== undefined;
  }

  /** Rows that changed after this revision. */
  countTouched(since: number): number {
    const sql = 'SELECT count(DISTINCT row) AS count FROM touched WHERE revision > ?';
    return this.#file.prepare(sql).get<{ count: number }>([since])?.count ?? 0;
  }

  /** A request that was done before, by the name that its caller gave it. */
  wasDone(id: string): boolean {
    return this.#file.prepare('SELECT revision FROM requests WHERE id = ?').get([id]) !== undefined;
  }

  noteDone(id: string, revision: number): void {
    this.#file.prepare('INSERT INTO requests (id, revision) VALUES (?, ?)').run([id, revision]);
  }

  #find(condition: string): HistoryStep | undefined {
    return this.#file.prepare(`SELECT ${STEP} FROM steps WHERE ${condition} LIMIT 1`).get([]);
  }
}
