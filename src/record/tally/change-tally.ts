/** What updates change, counted by field. */
import { isEmptyValue } from '../../core/changes.js';
import type { FieldChange } from '../../core/types.js';

export interface ChangedField {
  readonly field: string;
  /** Customers where the field: was empty; had another value; is emptied. */
  readonly filled: number;
  readonly replaced: number;
  readonly cleared: number;
}

/** Memory is bounded by the number of fields; metaData counts by its keys. */
export class ChangeTally {
  readonly #fields = new Map<string, { filled: number; replaced: number; cleared: number }>();
  #customers = 0;

  add(changes: readonly FieldChange[]): void {
    this.#customers += 1;
    for (const { field, before, after } of changes) {
      const counts = this.#fields.get(field) ?? { filled: 0, replaced: 0, cleared: 0 };
      this.#fields.set(field, counts);
      counts[isEmptyValue(before) ? 'filled' : isEmptyValue(after) ? 'cleared' : 'replaced'] += 1;
    }
  }

  get customers(): number {
    return this.#customers;
  }

  /** The most frequent first. */
  toFields(): ChangedField[] {
    const sum = ({ filled, replaced, cleared }: ChangedField): number => filled + replaced + cleared;
    return [...this.#fields].map(([field, counts]) => ({ field, ...counts })).sort((a, b) => sum(b) - sum(a));
  }
}
