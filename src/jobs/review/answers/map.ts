/** Map: which column goes to which field. */

export interface ColumnsAnswer {
  readonly revision: number;
  readonly columns: readonly SourceColumn[];
  /** What the list of a column offers, in groups. A field `metaData.NAME` is taken, too. */
  readonly fields: readonly {
    readonly group: 'needed' | 'customer' | 'address' | 'other';
    readonly names: readonly string[];
  }[];
  /** What customers are found by, in order. */
  readonly keys: readonly KeyUse[];
  /** Joins, constants and value lists of the mapping. */
  readonly rules: readonly MappingRule[];
  /** What the reader is not sure of in the file as a whole, such as its encoding. */
  readonly doubts: readonly { readonly text: string; readonly remedy: string }[];
  /** What an import needs and no column gives: `name`, or a key. */
  readonly missing: readonly string[];
  /** The mapping as it is has a fault that no row can get round, such as two columns for one field. */
  readonly fault?: { readonly text: string; readonly remedy: string };
}

export interface SourceColumn {
  readonly at: number;
  readonly name: string;
  /** Up to three different values, each cut to 60 characters. */
  readonly samples: readonly string[];
  /** Filled cells, from 0 to 1. */
  readonly filled: number;
  /** `email`, `metaData.plan`; empty: left out. */
  readonly field: string;
  /** Its place in a field that is joined, from 1; absent: it is the field. */
  readonly part?: number;
  /** Why it goes there, or why there is no proposal. */
  readonly why: string;
  /** `open`: a person should decide; a column that is open is not sent. */
  readonly state: 'decided' | 'open' | 'left_out';
  /** What the list proposes for an open column, the likeliest first; may be empty. */
  readonly proposals: readonly string[];
  readonly isKey: boolean;
  /** Other columns with the same field, that are not joined with it: one must go. */
  readonly rivals: readonly number[];
  /** Values that the field does not know, for `address.country` and for a column with a list of values. */
  readonly unknownValues: number;
}

export interface KeyUse {
  readonly field: string;
  readonly column: string;
  readonly filled: number;
  readonly rows: number;
  /** Values that more than one row has. */
  readonly twice: number;
}

export interface MappingRule {
  readonly kind: 'join' | 'first' | 'constant' | 'values' | 'where' | 'other';
  readonly field: string;
  /** Positions of the columns that it reads. */
  readonly columns: readonly number[];
  /** `Join: Vorname + Nachname`. */
  readonly text: string;
  /** Whether a `MappingChange` can change it; else only the mapping file can. */
  readonly isEditable: boolean;
  /** Of a constant. */
  readonly value?: string;
  /** Of a join. */
  readonly separator?: string;
}

export type MappingChange =
  /** The column goes to this field; empty: it is left out. */
  | { readonly kind: 'field'; readonly at: number; readonly field: string }
  /** In this order, with this between them. */
  | {
      readonly kind: 'join';
      readonly field: string;
      readonly columns: readonly number[];
      readonly separator: string;
    }
  /** Of the rivals for a field, only this one. */
  | { readonly kind: 'only'; readonly field: string; readonly at: number }
  | { readonly kind: 'constant'; readonly field: string; readonly value: string }
  /** Each value that is named becomes the other one; others stay. */
  | { readonly kind: 'values'; readonly at: number; readonly values: Readonly<Record<string, string>> }
  /** The rule of this field goes. */
  | { readonly kind: 'remove'; readonly field: string };

/** The rows are checked again in the background: `progress` events, then `state` and `checked`. */
export interface MappingRequest {
  readonly id: string;
  readonly base: number;
  readonly change: MappingChange;
}

/** A plain file name; the file goes into the run's folder, and one of that name is replaced. */
export interface SaveMappingRequest {
  readonly name: string;
}

export interface SaveMappingAnswer {
  readonly path: string;
  /** Imports the source with it. */
  readonly command: string;
}

/** Unknown values first, then the frequent ones. */
export interface ValuesAnswer {
  readonly column: number;
  readonly values: readonly {
    readonly value: string;
    readonly rows: number;
    /** What is sent for it now. */
    readonly sent: string;
    readonly isKnown: boolean;
  }[];
  /** All different values; `values` has at most 200. */
  readonly distinct: number;
  /** What to choose from, such as the countries; empty: any text. */
  readonly allowed: readonly string[];
}

/** A row as it would be sent. */
export interface SentAnswer {
  readonly row: number;
  readonly fields: readonly {
    readonly field: string;
    readonly value: string;
    /** `2 columns`, `constant`; empty for one column. */
    readonly from: string;
  }[];
  /** Why it is not sent; empty: it is. */
  readonly why: string;
  /** The row before and after this one; absent at the ends. */
  readonly previous?: number;
  readonly next?: number;
}
