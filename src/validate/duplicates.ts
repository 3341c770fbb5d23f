/** Rows of one source that share a key. The journal finds them by grouping; this builds the issue of one row. */
import type { Code } from '../core/codes.js';
import type { CellOrigin } from '../core/made-value.js';
import type { MatchKey, Issue } from '../core/types.js';
import { showText } from './finding.js';
import { toIssue, type RowPosition } from './issues.js';

const CODE_OF = {
  uid: 'duplicate_uid',
  externalId: 'duplicate_external_id',
  email: 'duplicate_email',
} as const satisfies Record<MatchKey, Code>;

export interface UniqueKeyOptions {
  /** Whether a create asks the vendor to refuse a second customer with the same email. */
  readonly emailUnique: boolean;
  /** The keys used to look up remote customers. */
  readonly match: readonly MatchKey[];
}

/**
 * The keys that no two rows of a source may share, in the order of reporting. Uid and externalId identify one customer
 * with any options; an email does so only if it is a match key or is sent as unique.
 */
export function keysThatMustBeUnique(options: UniqueKeyOptions): readonly MatchKey[] {
  return options.emailUnique || options.match.includes('email')
    ? ['uid', 'externalId', 'email']
    : ['uid', 'externalId'];
}

/**
 * The issue of a row that shares `key` with another row.
 * @param row its position, and the cell that the key came from
 * @param other the position of the other row
 */
export function toDuplicateIssue(row: RowPosition & CellOrigin, key: MatchKey, other: RowPosition): Issue {
  return toIssue(row, row.column, row.value, {
    code: CODE_OF[key],
    message: `expected a value that no other row has, found ${showText(row.value)} in row ${other.rowNumber} (line ${other.line}) too.`,
  });
}
