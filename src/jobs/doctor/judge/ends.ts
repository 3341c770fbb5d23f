/** What the end of the visit says: deleting, and having had to wait. Pure. */
import type { VendorFinding } from '../../../core/vendor-profile.js';
import { asExpected, toNote } from '../finding.js';

export interface DeleteEvidence {
  readonly status: number;
  /** `405: Method not allowed`. */
  readonly said: string;
  /** Reading the customer afterwards shows that it is deleted. */
  readonly isGone: boolean;
  /** The answer to the DELETE is a 2xx. */
  readonly isGood: boolean;
}

export function judgeDelete({ status, said, isGone, isGood }: DeleteEvidence): VendorFinding {
  const id = 'delete';
  if (isGone) return asExpected(id, 'works', `answered ${said}, and the customer is gone`);
  return toNote(id, {
    result: isGood ? 'no effect' : String(status),
    detail: isGood ? `answered ${said}, and the customer is still there` : `answered ${said}`,
    meaning: 'undo --delete-created can not delete customers; delete them in the dashboard.',
  });
}

/** `throttles`: the Retry-After of each 429; null: it had none. */
export function judgeThrottling(throttles: readonly (string | null)[]): VendorFinding {
  const id = 'throttling';
  const told = throttles.find((header) => header !== null);
  if (throttles.length === 0) {
    return asExpected(id, 'not met', 'no 429 came; none was provoked', 'Import finds the pace by itself.');
  }
  if (told !== undefined) {
    const detail = `${throttles.length} x 429, Retry-After: ${told.slice(0, 40)}`;
    return asExpected(id, 'told', detail, 'Import waits as long as it says.');
  }
  return toNote(id, {
    result: 'absent',
    detail: `${throttles.length} x 429, without Retry-After`,
    meaning: 'Import has to find out by itself how long to wait.',
  });
}
