/** Which cells all rows so far have filled in, and which hold an email in all of them. */
import { isBlank } from './record.js';

export class UsualCells {
  /** Positions; undefined before the first row. */
  #filled: readonly number[] | undefined;
  #emails: readonly number[] = [];
  #rows = 0;

  /** Rows so far. */
  get rows(): number {
    return this.#rows;
  }

  get hasEmails(): boolean {
    return this.#emails.length > 0;
  }

  /** Whether the cells lack one that all rows before have. */
  lacksUsual(cells: readonly string[]): boolean {
    const filled = this.#filled ?? [];
    for (const at of filled) if (isBlank(cells[at])) return true;
    return false;
  }

  /** Whether all rows before have an email in the same column, and these cells have none anywhere. */
  lacksEmail(cells: readonly string[]): boolean {
    return this.hasEmails && !cells.some((cell) => cell.includes('@'));
  }

  /** Adds a row; `isUsual`: it lacks no usual cell. */
  add(cells: readonly string[], isUsual: boolean): void {
    this.#rows += 1;
    if (this.#filled === undefined) {
      this.#filled = [...cells.keys()].filter((at) => !isBlank(cells[at]));
      this.#emails = this.#filled.filter((at) => cells[at]?.includes('@') === true);
      return;
    }
    if (!isUsual) this.#filled = this.#filled.filter((at) => !isBlank(cells[at]));
    for (const at of this.#emails) {
      if (cells[at]?.includes('@') === true) continue;
      this.#emails = this.#emails.filter((each) => cells[each]?.includes('@') === true);
      break;
    }
  }
}
