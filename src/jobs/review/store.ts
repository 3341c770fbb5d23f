/** The file of a review: its facts, its rows with all edits, what the check found, and the history. */
import { join } from 'node:path';
import type { ImportOptions } from '../../config/options.js';
import type { SourceDoubt, SourceFormat } from '../../core/types.js';
import { openJournalFile, type SqlFile } from '../../journal/open.js';
import { History } from '../../journal/review/history.js';
import { ReviewKeys } from '../../journal/review/keys.js';
import { ReviewProblems } from '../../journal/review/problems.js';
import { ReviewRows } from '../../journal/review/rows.js';
import { REVIEW_MIGRATIONS } from '../../journal/review/schema.js';
import { RunInfo } from '../../journal/run-info.js';
import type { ProposedMapping } from '../../map/propose/proposal.js';
import type { PreviewAnswer } from './answers/preview.js';
import type { Draft } from './draft.js';

/** Not a run's journal: a review sends nothing itself. */
export const REVIEW_NAME = 'review.sqlite';

export interface ReviewFacts {
  /** As the review was begun. */
  options: ImportOptions;
  /** Where its customers are: `sandbox`, or a base URL; absent: it was begun without a credential. */
  endpoint: string;
  /** Absolute, or of a run. */
  source: ReviewSource;
  proposed: Pick<ProposedMapping, 'proposals' | 'unsure'>;
  draft: Draft;
  /** The mapping that the verdicts are of, as JSON; another one, or none: all rows must be checked. */
  checkedWith: string;
  /** Counts the steps of the history, and those that were undone and redone. */
  revision: number;
  /** Ms since the epoch, of the last of them. */
  savedAt: number;
  preview: PreviewFacts;
  /** Name of the dry run that was begun last: not the preview's if it did not end. */
  planning: string;
  /** Where it was served last: a window that is open finds it there again. */
  served: { readonly port: number; readonly secret: string };
}

export interface ReviewSource {
  readonly path: string;
  readonly columns: readonly string[];
  readonly headerLine: number;
  readonly format: SourceFormat;
  readonly rows: number;
  /** What the reader is not sure of in the source as a whole. */
  readonly doubts: readonly SourceDoubt[];
  /** Filled cells of each column, and up to three of its values. */
  readonly profile: readonly { readonly filled: number; readonly samples: readonly string[] }[];
}

export type PreviewStatus = Omit<PreviewAnswer, 'order'>;

export interface PreviewFacts {
  /** Name of the dry run. */
  readonly run: string;
  /** The review's revision that it was made of. */
  readonly revision: number;
  /** Ms since the epoch. */
  readonly checkedAt: number;
  /** Rows that a person left out of it. */
  readonly except: readonly number[];
  /** The preview that was applied; absent: it was not. */
  readonly applied?: PreviewStatus;
  /** Requests that it took; absent in a review of an older program. */
  readonly requests?: number;
}

export class ReviewStore {
  readonly folder: string;
  readonly file: SqlFile;
  readonly info: RunInfo<ReviewFacts>;
  readonly rows: ReviewRows;
  readonly problems: ReviewProblems;
  readonly keys: ReviewKeys;
  readonly history: History;
  /** Counts the checks of all rows: what was known before is not true any more. */
  checks = 0;

  /** Throws `run_unknown`, `journal_damaged`, `output_unwritable`. */
  constructor(folder: string, { create }: { readonly create: boolean }) {
    this.folder = folder;
    this.file = openJournalFile(join(folder, REVIEW_NAME), { create, migrations: REVIEW_MIGRATIONS });
    // A step that changes every tenth row touches most pages, several times.
    this.file.exec('PRAGMA cache_size = -16000');
    this.info = new RunInfo<ReviewFacts>(this.file);
    this.rows = new ReviewRows(this.file);
    this.problems = new ReviewProblems(this.file);
    this.keys = new ReviewKeys(this.file);
    this.history = new History(this.file);
  }

  /** Rows of a mapping with a fault are not checked. */
  forgetChecked(): void {
    this.file.transact(() => {
      this.problems.clear();
      this.keys.clear();
      this.info.set('checkedWith', '');
    });
  }

  require<Key extends keyof ReviewFacts>(key: Key): ReviewFacts[Key] {
    const value = this.info.get(key);
    if (value === undefined) throw new Error(`The review does not say its ${key}.`);
    return value;
  }

  get revision(): number {
    return this.info.get('revision') ?? 0;
  }
}
