/** Parts that several answers have: their order, an error, and a result file. */

/**
 * Says how things are. Answers and events come over several connections, so that an older one may come last: of two of a kind, the
 * one with the greater `order` counts. A restart of the server begins at 1 again.
 */
export interface Ordered {
  readonly order: number;
}

/** In the words of the command line: what is wrong, and what to do. `code` is one of docs/reference/codes.md, or of HTTP. */
export interface ErrorAnswer {
  readonly code: string;
  readonly text: string;
  readonly remedy: string;
}

/** A field that changes; values as text, empty: no value. */
export interface ShownField {
  readonly field: string;
  readonly before: string;
  readonly after: string;
  readonly isEmptied: boolean;
}

export interface ResultFile {
  readonly name: string;
  /** `2,418 rows`, `212 KB`, `when done`. */
  readonly note: string;
  readonly isThere: boolean;
}
