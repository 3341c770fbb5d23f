/** One cell of a sheet, as the XML has it. */
export interface RawCell {
  /** `t`: s, str, inlineStr, b, e, d, n; empty: n. */
  readonly type: string;
  readonly style: number;
  /** The content of `v`, or the text of `is`; undefined if there is neither. */
  readonly value: string | undefined;
  readonly hasFormula: boolean;
}
