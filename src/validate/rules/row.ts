/** What is wrong with a row as a whole. */
import { CODES } from '../../core/codes.js';
import { toErrorMark } from '../../core/source-errors.js';
import type { MappedRow } from '../../core/types.js';
import type { Finding } from '../finding.js';

/** A row with more or fewer cells than the header: from the wrong cell on, every value is in the wrong column. */
export function checkColumnCount(row: MappedRow): Finding | undefined {
  if (row.columnCount === undefined) return undefined;
  const { expected, found, earlier } = row.columnCount;
  if (earlier !== undefined)
    return {
      code: earlier,
      message: `expected a corrected row; an earlier run found: ${CODES[earlier].meaning}`,
      hint: `Correct the row, then empty the cell ${toErrorMark(earlier)} at its end.`,
    };
  return { code: 'column_count', message: `expected ${expected} cells as in the header, found ${found}.` };
}

/** The finding for a row without a name. */
export const NAME_MISSING: Finding = { code: 'name_missing', message: 'expected a name, found none.' };

/** The finding for a row without any key. */
export const KEY_MISSING: Finding = {
  code: 'key_missing',
  message: 'expected an externalId, an email or a uid, found none of them.',
};

/** The finding for a row that asks for an address if no account is known. */
export const ACCOUNT_MISSING: Finding = {
  code: 'account_missing',
  message: 'expected an account (wallet) under which to make the address that the row asks for, found none.',
};
