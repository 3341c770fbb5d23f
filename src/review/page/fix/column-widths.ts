/** Widths that the person gave to columns; kept for as long as the window is open. */
import { Observable } from '../observable.js';

/** By position of the column in the file, in px. */
export type Widths = ReadonlyMap<number, number>;

const [LEAST, MOST] = [48, 800];

export class ColumnWidths {
  readonly set: Observable<Widths>;
  readonly #name: string;

  /** `run`: another review has other columns. */
  constructor(run: string) {
    this.#name = `widths ${run}`;
    this.set = new Observable(parseWidths(sessionStorage.getItem(this.#name)));
  }

  /** In px; undefined: as wide as its values ask for again. */
  change(at: number, width: number | undefined): void {
    const next = new Map(this.set.value);
    if (width === undefined) next.delete(at);
    else next.set(at, Math.round(Math.min(MOST, Math.max(LEAST, width))));
    this.set.set(next);
    sessionStorage.setItem(this.#name, JSON.stringify([...next]));
  }
}

/** Gives no widths for any other text than a list of them. */
export function parseWidths(text: string | null): Widths {
  const pairs = /^(\[\[-?\d+,\d+\](,\[-?\d+,\d+\])*\])$/.test(text ?? '')
    ? (JSON.parse(text ?? '') as [number, number][])
    : [];
  return new Map(pairs);
}
