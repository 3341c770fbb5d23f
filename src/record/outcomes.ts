/** How outcomes look: the mark, and with it the colour, which terminal and reports share. */
import type { ChangeKind } from '../core/changes.js';
import type { BulkStatus } from '../core/types.js';

/** One ASCII character each, so that an outcome can be told without colours, in any font and in print. */
export const OUTCOME_MARKS = {
  created: '+',
  updated: '~',
  unchanged: '=',
  emptied: '-',
  invalid: '!',
  conflict: '?',
  failed: 'x',
  warned: '!',
  waiting: '.',
  skipped: '/',
} as const;

export type Outcome = keyof typeof OUTCOME_MARKS;

/** Of the status of a row. */
export const STATUS_OUTCOMES: Readonly<Record<BulkStatus, Outcome>> = {
  created: 'created',
  updated: 'updated',
  would_create: 'created',
  would_update: 'updated',
  unchanged: 'unchanged',
  exists: 'unchanged',
  skipped: 'skipped',
  pending: 'waiting',
  deleted: 'emptied',
  invalid: 'invalid',
  conflict: 'conflict',
  failed: 'failed',
};

/** Of what a row changes. */
export const CHANGE_OUTCOMES: Readonly<Record<ChangeKind, Outcome>> = {
  deleted: 'emptied',
  emptied: 'emptied',
  updated: 'updated',
  created: 'created',
  address: 'created',
};
