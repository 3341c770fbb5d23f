/** Inserts many rows into one table, several per statement: a call of the driver costs more than a row in it. */
import type { Sql, SqlFile, Statement } from './open.js';

/** Rows per statement. Four times as many would save a twentieth more. */
const ROWS_PER_STATEMENT = 16;

/** Rows wait in memory until there are enough of them, or until `flush`. */
export class BulkInsert {
  readonly #many: Statement;
  readonly #one: Statement;
  readonly #width: number;
  #parameters: Sql[] = [];

  /** `columns`: the columns that a row provides, in its order. */
  constructor(file: SqlFile, table: string, columns: readonly string[]) {
    const into = `INSERT INTO ${table} (${columns.join(', ')}) VALUES `;
    const row = `(${columns.map(() => '?').join(', ')})`;
    this.#one = file.prepare(into + row);
    this.#many = file.prepare(into + Array.from({ length: ROWS_PER_STATEMENT }, () => row).join(', '));
    this.#width = columns.length;
  }

  add(...row: readonly Sql[]): void {
    this.#parameters.push(...row);
    if (this.#parameters.length < this.#width * ROWS_PER_STATEMENT) return;
    this.#many.run(this.#parameters);
    this.#parameters = [];
  }

  flush(): void {
    const rest = this.#parameters;
    this.#parameters = [];
    for (let at = 0; at < rest.length; at += this.#width) this.#one.run(rest.slice(at, at + this.#width));
  }
}
