/** A review in the reports folder: where it is, and how it was begun. */
import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { ImportOptions } from '../../config/options.js';
import { toRunFolder } from '../run/find-run.js';
import { REVIEW_NAME, ReviewStore } from './store.js';

export interface ReviewPlace {
  readonly reportsDir: string;
  readonly id: string;
}

/** The review of this name, or in this folder; undefined: no such review. */
export function findReview({ reportsDir, id }: ReviewPlace): ReviewPlace | undefined {
  const isThere = (folder: string): boolean => existsSync(join(folder, REVIEW_NAME));
  if (isThere(join(resolve(reportsDir), id))) return { reportsDir, id };
  const folder = resolve(id);
  return isThere(folder) ? { reportsDir: dirname(folder), id: basename(folder) } : undefined;
}

/**
 * How a review was begun. `endpoint`: where its customers are, `sandbox` or a base URL; undefined: it does not say. Throws
 * `journal_damaged`.
 */
export function readReviewFacts({ reportsDir, id }: ReviewPlace): {
  readonly endpoint: string | undefined;
  readonly options: ImportOptions;
} {
  const store = new ReviewStore(toRunFolder(reportsDir, id), { create: false });
  try {
    return { endpoint: store.info.get('endpoint'), options: store.require('options') };
  } finally {
    store.file.close();
  }
}
