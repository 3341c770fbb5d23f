/** Values that are made: of several columns, of a constant, or of a cell that is changed on its way. Columns are positions. */
import type { MappingStep, ValueRecipe } from './mapping-file.js';

export type ValueOrigin =
  | { readonly kind: 'column'; readonly at: number }
  | { readonly kind: 'constant'; readonly text: string }
  | { readonly kind: 'join'; readonly parts: readonly MadeValue[]; readonly separator: string }
  | { readonly kind: 'first'; readonly parts: readonly MadeValue[] };

export interface MadeValue {
  readonly from: ValueOrigin;
  /** In order; none for an empty text. */
  readonly steps?: readonly MappingStep[];
  readonly values?: Readonly<Record<string, string>>;
  readonly otherwise?: ValueRecipe['otherwise'];
  readonly default?: string;
}

/** What a column must be for a row to be read. */
export interface RowCondition {
  readonly at: number;
  /** `empty`, `filled`: without `values`. */
  readonly is: 'one_of' | 'none_of' | 'empty' | 'filled';
  readonly values: readonly string[];
}

/** The cell that a made value came from: its column, empty for a constant, and its text as in the source. */
export interface CellOrigin {
  readonly column: string;
  readonly value: string;
}

/** A value that the mapping can't change as it says. */
export interface MappingFault {
  readonly field: string;
  readonly code: 'value_unmapped' | 'date_unreadable';
  /** The text that did not fit, after the steps before. */
  readonly text: string;
  /** What would fit, such as `a date in the form DD.MM.YYYY`. */
  readonly expected: string;
}
