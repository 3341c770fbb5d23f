/** The columns of records that need not all have the same keys. */
import { BulkError } from '../../core/errors.js';
import type { FlatRecord } from './flatten.js';

/** More keys are ids of something, and no columns. */
const MAX_COLUMNS = 2000;

/** Names in the order of their first appearance. */
export class JsonColumns {
  readonly #source: string;
  /** Whether some record has a value under the name, other than null. */
  readonly #hasValue = new Map<string, boolean>();
  #positions = new Map<string, number>();

  constructor(source: string) {
    this.#source = source;
  }

  get names(): readonly string[] {
    return [...this.#positions.keys()];
  }

  /** Throws `source_unreadable` for too many. */
  add({ cells, nulls }: FlatRecord, line: number): void {
    for (const name of cells.keys()) {
      if (this.#hasValue.get(name) === true) continue;
      this.#hasValue.set(name, !nulls.has(name));
      if (this.#hasValue.size > MAX_COLUMNS) throw this.#toManyError(name, line);
    }
  }

  /** After the last record: `"address": null` is no column of its own where other records have `address.city`. */
  end(): void {
    const groups = new Set([...this.#hasValue.keys()].flatMap(toGroups));
    const names = [...this.#hasValue].filter(([name, hasValue]) => hasValue || !groups.has(name));
    this.#positions = new Map(names.map(([name], at) => [name, at]));
  }

  find(name: string): number | undefined {
    return this.#positions.get(name);
  }

  #toManyError(name: string, line: number): BulkError {
    const message = `${this.#source}: the records up to line ${line} have more than ${MAX_COLUMNS} different keys, such as ${JSON.stringify(name)}.`;
    return new BulkError('source_unreadable', message, {
      hint: 'Give every record the same keys. A table written by columns becomes records with df.to_json(orient="records") in pandas.',
      context: { line },
    });
  }
}

/** `a.b.c` is in the groups `a` and `a.b`. */
function toGroups(name: string): string[] {
  const parts = name.split('.');
  return parts.slice(1).map((_part, at) => parts.slice(0, at + 1).join('.'));
}
