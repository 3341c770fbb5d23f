/** What a run that stopped has left to do. */
import type { Summary } from './summary.js';

/** Every row is done, and the addresses are still to be compared with the API's list. */
export function hasOnlyAddressesLeft({ counts, resume }: Pick<Summary, 'counts' | 'resume'>): boolean {
  return counts.pending === 0 && resume !== null;
}
