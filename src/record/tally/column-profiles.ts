/** What is in each column of the source, in bounded memory. */
import { maskText } from '../../core/redact.js';

/** Values told apart in one column; beyond, there are "more than". */
export const DISTINCT_COUNTED = 1000;

/** Longer values are distinguished by their beginning and their length. */
const LONGEST_KEPT = 100;

export interface ColumnProfile {
  readonly name: string;
  /** Rows whose cell is not empty. */
  readonly filled: number;
  /** Different values; where `moreDistinct`, there are more than this. */
  readonly distinct: number;
  readonly moreDistinct: boolean;
  /** Length in characters of what is filled; 0 without any. */
  readonly shortest: number;
  readonly longest: number;
  /** The first different values, masked. */
  readonly samples: readonly string[];
}

export class ColumnProfiles {
  readonly #columns: readonly OpenProfile[];

  /** `samples`: how many values of each column are kept, masked. */
  constructor(names: readonly string[], { samples }: { readonly samples: number }) {
    this.#columns = names.map((name) => new OpenProfile(name, samples));
  }

  add(cells: readonly string[]): void {
    for (let at = 0; at < this.#columns.length; at += 1) this.#columns[at]?.add(cells[at] ?? '');
  }

  toProfiles(): ColumnProfile[] {
    return this.#columns.map((column) => column.toProfile());
  }
}

/** Whether a text, which is not empty, certainly has nothing to trim. */
function isTrimmed(text: string): boolean {
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(text.length - 1);
  return first > 0x20 && first < 0x80 && last > 0x20 && last < 0x80;
}

class OpenProfile {
  readonly #name: string;
  readonly #samplesKept: number;
  readonly #values = new Set<string>();
  readonly #samples: string[] = [];
  #filled = 0;
  #isFull = false;
  #shortest = Number.POSITIVE_INFINITY;
  #longest = 0;

  constructor(name: string, samples: number) {
    this.#name = name;
    this.#samplesKept = samples;
  }

  add(cell: string): void {
    if (cell === '') return;
    const text = isTrimmed(cell) ? cell : cell.trim();
    if (text === '') return;
    this.#filled += 1;
    this.#shortest = Math.min(this.#shortest, text.length);
    this.#longest = Math.max(this.#longest, text.length);
    if (!this.#isFull) this.#addValue(text);
  }

  #addValue(text: string): void {
    const value = text.length <= LONGEST_KEPT ? text : `${text.slice(0, LONGEST_KEPT)} ${text.length}`;
    if (this.#values.has(value)) return;
    if (this.#values.size === DISTINCT_COUNTED) {
      this.#isFull = true;
      return;
    }
    this.#values.add(value);
    if (this.#samples.length === this.#samplesKept) return;
    const sample = maskText(value);
    if (!this.#samples.includes(sample)) this.#samples.push(sample);
  }

  toProfile(): ColumnProfile {
    return {
      name: this.#name,
      filled: this.#filled,
      distinct: this.#values.size,
      moreDistinct: this.#isFull,
      shortest: this.#filled === 0 ? 0 : this.#shortest,
      longest: this.#longest,
      samples: this.#samples,
    };
  }
}
