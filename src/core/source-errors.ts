/** Errors of a row that its source shows, and its cells alone do not. */
import type { Code } from './codes.js';

export const SOURCE_ERRORS: readonly Code[] = [
  ...(['column_count', 'quote_misplaced', 'rows_swallowed', 'row_commented', 'row_not_customer'] as const),
  ...(['cell_merged', 'key_twice', 'list_value', 'binary_value'] as const),
];

/** The code, if it is of such an error: a table that is made of the cells must say it, or the row looks sound there. */
export function toSourceError(code: string): Code | undefined {
  return SOURCE_ERRORS.find((one) => one === code);
}
