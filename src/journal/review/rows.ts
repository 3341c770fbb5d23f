/** The rows of a review: their cells with all edits, and which rows a person left out. */
import type { SourceDoubt, SourceRow } from '../../core/types.js';
import { BulkInsert } from '../bulk-insert.js';
import type { SqlFile } from '../open.js';
import { toCells } from '../rows.js';
import { IN_LIST, toParts } from './listed.js';

interface ReviewRowRecord {
  readonly row: number;
  readonly line: number;
  readonly cells: string;
  readonly doubts: string | null;
}

export interface CellEdit {
  readonly row: number;
  /** Position of the column, from 0. */
  readonly at: number;
  readonly value: string;
}

/** Rows read at once. */
const BATCH = 512;

export class ReviewRows {
  readonly #file: SqlFile;
  readonly #insert: BulkInsert;
  readonly #read;
  readonly #readMany;
  readonly #write;
  readonly #keep;
  readonly #drop;
  readonly #isLeftOut;
  readonly #leave;
  readonly #take;
  readonly #readEdited;

  constructor(file: SqlFile) {
    this.#file = file;
    this.#insert = new BulkInsert(file, 'cells', ['row', 'line', 'cells', 'doubts']);
    this.#read = file.prepare('SELECT row, line, cells, doubts FROM cells WHERE row = ?');
    this.#readMany = file.prepare(
      `SELECT row, line, cells, doubts FROM cells WHERE row ${IN_LIST} ORDER BY row`,
    );
    this.#write = file.prepare(
      `UPDATE cells SET cells = l.value ->> 1 FROM json_each(?) l WHERE cells.row = l.value ->> 0`,
    );
    this.#keep = file.prepare(
      `INSERT OR IGNORE INTO edited (row, at, before)
       SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)`,
    );
    this.#drop = file.prepare(
      `DELETE FROM edited WHERE (row, at, before) IN
         (SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?))`,
    );
    this.#isLeftOut = file.prepare('SELECT row FROM left_out WHERE row = ?');
    this.#leave = file.prepare('INSERT OR IGNORE INTO left_out (row) VALUES (?)');
    this.#take = file.prepare('DELETE FROM left_out WHERE row = ?');
    this.#readEdited = file.prepare('SELECT at, before FROM edited WHERE row = ? ORDER BY at');
  }

  /** Adds rows as they are read; must run within a transaction. */
  add(batch: readonly SourceRow[]): void {
    for (const { rowNumber, line, cells, doubts } of batch) {
      this.#insert.add(
        rowNumber,
        line,
        JSON.stringify(cells),
        doubts === undefined ? null : JSON.stringify(doubts),
      );
    }
    this.#insert.flush();
  }

  get(row: number): SourceRow | undefined {
    const found = this.#read.get<ReviewRowRecord>([row]);
    return found === undefined ? undefined : toRow(found);
  }

  /** Those that are there, in order, some at a time. */
  *getMany(rows: readonly number[]): Generator<readonly SourceRow[]> {
    for (const part of toParts(rows))
      yield this.#readMany.all<ReviewRowRecord>([JSON.stringify(part)]).map(toRow);
  }

  /** Every row that is not left out, in order. Each batch is read when it is asked for. */
  readTaken(): Generator<readonly SourceRow[]> {
    return this.#readBatches('AND row NOT IN (SELECT row FROM left_out)');
  }

  /** Likewise with the rows that are left out. */
  readAll(): Generator<readonly SourceRow[]> {
    return this.#readBatches('');
  }

  *#readBatches(more: string): Generator<readonly SourceRow[]> {
    const read = this.#file.prepare(
      `SELECT row, line, cells, doubts FROM cells WHERE row > ? ${more} ORDER BY row LIMIT ${BATCH}`,
    );
    for (let after = 0; ;) {
      const batch = read.all<ReviewRowRecord>([after]).map(toRow);
      if (batch.length === 0) return;
      yield batch;
      after = batch.at(-1)?.rowNumber ?? after;
    }
  }

  /** Writes cells and keeps what the source had; must run within a transaction. */
  write(edits: readonly CellEdit[]): void {
    const byRow = toByRow(edits);
    for (const batch of this.getMany([...byRow.keys()])) {
      const [kept, dropped, written]: [unknown[], unknown[], unknown[]] = [[], [], []];
      for (const { rowNumber: row, cells: before } of batch) {
        const cells = [...before];
        for (const { at, value } of byRow.get(row) ?? []) {
          while (cells.length < at) cells.push('');
          kept.push([row, at, JSON.stringify(cells[at] ?? '')]);
          cells[at] = value;
          dropped.push([row, at, JSON.stringify(value)]);
        }
        written.push([row, JSON.stringify(cells)]);
      }
      this.#keep.run([JSON.stringify(kept)]);
      // As in the source again: no edit is left.
      this.#drop.run([JSON.stringify(dropped)]);
      this.#write.run([JSON.stringify(written)]);
    }
  }

  /** The numbers of the rows around a row. */
  getNeighbours(row: number): { readonly previous?: number; readonly next?: number } {
    const find = (sql: string): number | undefined =>
      this.#file.prepare(sql).get<{ row: number }>([row])?.row;
    const previous = find('SELECT row FROM cells WHERE row < ? ORDER BY row DESC LIMIT 1');
    const next = find('SELECT row FROM cells WHERE row > ? ORDER BY row LIMIT 1');
    return { ...(previous === undefined ? {} : { previous }), ...(next === undefined ? {} : { next }) };
  }

  /** The distinct values of a column, each with its number of rows and the first of them. */
  listValues(at: number): { readonly value: string; readonly rows: number; readonly first: number }[] {
    return this.#file
      .prepare(
        `SELECT coalesce(json_extract(cells, ?), '') AS value, count(*) AS rows, min(row) AS first
         FROM cells WHERE row NOT IN (SELECT row FROM left_out) GROUP BY 1`,
      )
      .all([`$[${at}]`]);
  }

  setLeftOut(row: number, isLeftOut: boolean): void {
    (isLeftOut ? this.#leave : this.#take).run([row]);
  }

  listLeftOut(): number[] {
    const rows = this.#file.prepare('SELECT row FROM left_out').all<{ row: number }>([]);
    return rows.map(({ row }) => row);
  }

  countLeftOut(): number {
    const sql = 'SELECT count(*) AS count FROM left_out';
    return this.#file.prepare(sql).get<{ count: number }>([])?.count ?? 0;
  }

  isLeftOut(row: number): boolean {
    return this.#isLeftOut.get([row]) !== undefined;
  }

  /** The edited cells of a row, with what the source has. */
  getEdited(row: number): { readonly at: number; readonly before: string }[] {
    return this.#readEdited
      .all<{ at: number; before: string }>([row])
      .map(({ at, before }) => ({ at, before: JSON.parse(before) as string }));
  }
}

/** A cell that was edited is not doubted any more; a row without edits is as it was read. */
export function withoutSettledDoubts(row: SourceRow, edited: ReadonlySet<number>): SourceRow {
  const { doubts, ...rest } = row;
  const left = doubts?.filter(({ cell }) => (cell === undefined ? edited.size === 0 : !edited.has(cell)));
  return left === undefined || left.length === 0 ? rest : { ...rest, doubts: left };
}

export function toByRow(edits: readonly CellEdit[]): ReadonlyMap<number, readonly CellEdit[]> {
  const rows = new Map<number, CellEdit[]>();
  for (const edit of edits) {
    const ofRow = rows.get(edit.row);
    if (ofRow === undefined) rows.set(edit.row, [edit]);
    else ofRow.push(edit);
  }
  return rows;
}

function toRow({ row, line, cells, doubts }: ReviewRowRecord): SourceRow {
  const plain = { rowNumber: row, line, cells: toCells(cells) };
  return doubts === null ? plain : { ...plain, doubts: JSON.parse(doubts) as SourceDoubt[] };
}
