/** The outcomes of Preview, the most serious first, and what they are called. */
import type { Outcome } from '../../../record/outcomes.js';
import type { PreviewKind } from '../../wire.js';

export const KIND_WORDS: Readonly<
  Record<PreviewKind, { readonly filter: string; readonly word: string; readonly outcome: Outcome }>
> = {
  emptied: { filter: 'With a field emptied', word: 'Emptied', outcome: 'emptied' },
  conflict: { filter: 'Conflict, not sent', word: 'Conflict', outcome: 'conflict' },
  updated: { filter: 'Updated', word: 'Updated', outcome: 'updated' },
  created: { filter: 'Created', word: 'Created', outcome: 'created' },
  address: { filter: 'Gets an address', word: 'Address', outcome: 'created' },
  unchanged: { filter: 'Unchanged', word: 'Unchanged', outcome: 'unchanged' },
  invalid: { filter: 'Not fixed, not sent', word: 'Not fixed', outcome: 'invalid' },
};

export const KIND_ORDER = Object.keys(KIND_WORDS) as readonly PreviewKind[];

/** Shown at first: what would happen. */
export const USUAL_KINDS: readonly PreviewKind[] = ['emptied', 'conflict', 'updated', 'created', 'address'];

/** Those that need a look before the others. */
export const SERIOUS: ReadonlySet<PreviewKind> = new Set<PreviewKind>(['emptied', 'conflict']);
