/** The keys of the rows of a review: values that no other row should have, and which rows share one. */
import { BulkInsert } from '../bulk-insert.js';
import type { SqlFile } from '../open.js';
import { IN_LIST } from './listed.js';

/** A value that no other row should have. */
export interface RowKey {
  readonly name: string;
  readonly value: string;
}

export class ReviewKeys {
  readonly #file: SqlFile;
  readonly #forget;
  readonly #read;
  readonly #find;

  constructor(file: SqlFile) {
    this.#file = file;
    this.#forget = file.prepare(`DELETE FROM keys WHERE row ${IN_LIST}`);
    this.#read = file.prepare(
      'SELECT k.name AS name, k.value AS value FROM json_each(?) l CROSS JOIN keys k ON k.row = l.value',
    );
    this.#find = file.prepare(
      `SELECT l.key AS at, k.row AS row FROM json_each(?) l
       CROSS JOIN keys k ON k.name = l.value ->> 0 AND k.value = l.value ->> 1`,
    );
  }

  clear(): void {
    this.#file.exec('DELETE FROM keys;');
  }

  forget(rows: readonly number[]): void {
    this.#forget.run([JSON.stringify(rows)]);
  }

  /** Of rows without keys; each name once in a row. */
  add(keys: readonly (RowKey & { readonly row: number })[]): void {
    const inserts = new BulkInsert(this.#file, 'keys', ['name', 'value', 'row']);
    for (const { name, value, row } of keys) inserts.add(name, value, row);
    inserts.flush();
  }

  /** Each as often as it is there. */
  list(rows: readonly number[]): RowKey[] {
    return this.#read.all([JSON.stringify(rows)]);
  }

  /** For each key, the rows that have it. */
  findRows(keys: readonly RowKey[]): number[][] {
    const found = keys.map((): number[] => []);
    const list = JSON.stringify(keys.map(({ name, value }) => [name, value]));
    for (const { at, row } of this.#find.all<{ at: number; row: number }>([list])) found[at]?.push(row);
    return found;
  }

  /** Rows that share a key with another one. */
  listSharing(): number[] {
    return this.#file
      .prepare(
        `SELECT DISTINCT k.row AS row FROM
           (SELECT name, value FROM keys GROUP BY name, value HAVING count(*) > 1) s
         JOIN keys k ON k.name = s.name AND k.value = s.value`,
      )
      .all<{ row: number }>([])
      .map(({ row }) => row);
  }

  /** Values of a key that more than one row has. */
  countShared(name: string): number {
    const sql =
      'SELECT count(*) AS count FROM (SELECT value FROM keys WHERE name = ? GROUP BY value HAVING count(*) > 1)';
    return this.#file.prepare(sql).get<{ count: number }>([name])?.count ?? 0;
  }
}
