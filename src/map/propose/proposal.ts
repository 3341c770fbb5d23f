/** What is proposed for a table. */
import type { MappingFile } from '../../core/mapping-file.js';

/** A column, and the field that it probably is. */
export interface ColumnProposal {
  readonly column: string;
  /** Position of the column, from 0. */
  readonly at: number;
  /** As `--map` writes it; several columns of one field are joined, or are alternatives. */
  readonly field: string;
  /** The place among the columns of one field. */
  readonly order: number;
  readonly reason: string;
  /** From 0 to 1; 1 for a name that needs no mapping. */
  readonly confidence: number;
  /** Up to three values, as the source has them. */
  readonly samples: readonly string[];
}

/** A column that is left out, and why. */
export type UnsureColumn = Pick<ColumnProposal, 'column' | 'at' | 'reason' | 'samples'>;

export interface ProposedMapping {
  readonly proposals: readonly ColumnProposal[];
  readonly unsure: readonly UnsureColumn[];
  /** What an import needs and no proposal gives: `name`, or a key (`externalId, email or uid`). */
  readonly missing: readonly string[];
  /** What the proposals come to. */
  readonly mapping: MappingFile;
}

/** A field for a column, or why there is no proposal. */
export type Judgement =
  | {
      readonly isSure: true;
      readonly field: string;
      readonly order: number;
      readonly confidence: number;
      readonly reason: string;
    }
  | { readonly isSure: false; readonly reason: string };

/** A column and what was found out about it. */
export interface JudgedColumn extends Pick<ColumnProposal, 'column' | 'at' | 'samples'> {
  readonly judgement: Judgement;
}
