/** An edit that was based on an older state of the review. */
import { BulkError } from '../../core/errors.js';
import type { ConflictAnswer } from './answers/state.js';

/** Nothing of the request was done. */
export class EditConflict extends BulkError {
  readonly revision: number;
  readonly cells: ConflictAnswer['cells'];

  constructor(revision: number, cells: ConflictAnswer['cells']) {
    const what = cells.length === 0 ? 'The review has changed since' : 'Another window has changed this cell';
    super('edit_conflict', `${what}. Nothing was done.`);
    this.revision = revision;
    this.cells = cells;
  }
}

/** The review is at work on all rows. */
export class ReviewBusy extends BulkError {
  constructor() {
    super('review_busy', 'The rows are being read or checked. Nothing was done.');
  }
}
