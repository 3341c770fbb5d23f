/** How the page of a comparison calls its statuses, and how it colours them. */
import type { ReconcileStatus } from '../../core/difference.js';
import type { Share } from './sections/totals.js';

export interface StatusLook {
  readonly label: string;
  readonly look: Share['look'];
  /** What it means, and what to do about it. */
  readonly meaning: string;
}

/** In the order of the page. */
export const STATUS_LOOK: Readonly<Record<ReconcileStatus, StatusLook>> = {
  same: { label: 'In step', look: 'unchanged', meaning: '' },
  changed: {
    label: 'Different',
    look: 'updated',
    meaning:
      'The customer is there, and some field differs. What is at the remote may be the right one: look before you correct it.',
  },
  missing_remote: {
    label: 'Missing at the remote',
    look: 'created',
    meaning:
      'The row has no customer. Importing `fixup.csv` makes it, unless the row names a uid that no customer has.',
  },
  address_missing: {
    label: 'Without an address',
    look: 'waiting',
    meaning: 'The customer has no deposit address. Importing `fixup.csv` makes one.',
  },
  missing_source: {
    label: 'Missing in the file',
    look: 'emptied',
    meaning:
      'The customer is there, and no row names it. Add it to the file, or delete the customer yourself: nothing here ever does.',
  },
  ambiguous: {
    label: 'Ambiguous',
    look: 'conflict',
    meaning:
      'More than one customer matches, or the keys of the row name different ones. Say which in a column uid, or correct the keys.',
  },
  invalid: {
    label: 'Not valid',
    look: 'invalid',
    meaning: 'The row does not pass the checks, so it was not compared: correct it in the file.',
  },
  skipped: {
    label: 'Left out',
    look: 'skipped',
    meaning: 'Another row with the same key was compared instead.',
  },
};
