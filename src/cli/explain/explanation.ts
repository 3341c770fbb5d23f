/** What is said of a code beside its meaning and remedy. */
export interface Explanation {
  /** What usually leads to it, the most frequent first. */
  readonly causes: readonly string[];
  /** How it looks: a cell, a row, or a command line with what it says. */
  readonly example: string;
}

export function explained(example: string, ...causes: readonly string[]): Explanation {
  return { causes, example };
}
