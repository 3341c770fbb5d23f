/** What is known of a run as a whole. */
import type { ImportOptions, ReconcileOptions } from '../../config/options.js';
import type { Account, Mapping, SourceFormat } from '../../core/types.js';
import type { RunPlaceFacts } from './run-place.js';

/** What the journal keeps about the run itself, under these keys. */
export interface RunFacts {
  options: ImportOptions;
  /** Of a comparison. */
  reconcile: ReconcileOptions;
  /** Of a comparison with an export: fields that it does not have, and whether it is a table, of text only. */
  remote: { readonly absentFields: readonly string[]; readonly isText: boolean };
  /** Of a comparison: why the list of the remote customers may lack some, or null. */
  listDoubt: string | null;
  endpoint: string;
  /** Where its folder is; absent in a run of an older program that was not resumed since. */
  place: RunPlaceFacts;
  startedAt: number;
  /** How the rows of rejected.csv, at this path, are imported from this folder; absent where no command line began the run. */
  again: { readonly path: string; readonly command: string; readonly from: string };
  /** `name`: as `--source-name` says. */
  source: { path: string; name?: string; sha256: string; rows: number; format: SourceFormat };
  mapping: Mapping;
  /** Set once the server has told whose customers these are. */
  account: Account;
  baseUrl: string;
  /** The remote was listed and every row decided. */
  matched: boolean;
  /** The rows' plans were made to be looked at (`apply`): they are carried out as they are, or not at all. */
  binding: boolean;
  /** The run whose changes this one reverts. */
  undoOf: string;
  /**
   * The rows that `--canary` chose, and whether they have been found well, or been looked at by a person. Null: to be chosen
   * from the next part of a plan.
   */
  canary: { rows: readonly number[]; isJudged: boolean } | null;
  /** Addresses that rows have are still to be compared with the API's list; absent where no row asks for one. */
  unconfirmed: boolean;
  /** When the rows' addresses were last compared with the API's list; ms. */
  comparedAt: number;
  workedMs: number;
  requests: unknown;
  timeline: unknown;
  /** The last summary, as written. */
  summary: unknown;
  /** Whether the last session came to its end and wrote its summary; absent in a run of an older program. */
  hasEnded: boolean;
}
