/** Records of unknown shape as a table: their fields are the columns, in the order of their first appearance. */
import type { MetaData } from '../../core/customer.js';
import { toText } from './customer-table.js';

/** Beyond, fields are ids of something and no columns. */
const MAX_COLUMNS = 500;

export class ObjectColumns {
  readonly #names = new Set<string>();

  add(record: MetaData): void {
    for (const name of Object.keys(record)) if (this.#names.size < MAX_COLUMNS) this.#names.add(name);
  }

  /** `leading`: columns before the records' own. */
  toNames(leading: readonly string[]): string[] {
    return [...leading, ...[...this.#names].filter((name) => !leading.includes(name))];
  }
}

export function toObjectCells(columns: readonly string[], record: MetaData): string[] {
  return columns.map((name) => (Object.hasOwn(record, name) ? toText(record[name] ?? null) : ''));
}
