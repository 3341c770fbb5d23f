/** Errors of a row that its source shows, and its cells alone do not. */
import type { Code } from './codes.js';

export const SOURCE_ERRORS: readonly Code[] = [
  ...(['column_count', 'quote_misplaced', 'rows_swallowed', 'row_commented', 'row_not_customer'] as const),
  ...(['cell_merged', 'key_twice', 'list_value', 'binary_value'] as const),
];

/** The code, if it is of such an error. */
export function toSourceError(code: string): Code | undefined {
  return SOURCE_ERRORS.find((one) => one === code);
}

/** What stands beyond the header in a table that is made of the cells: without it, the row would look sound there. */
export function toErrorMark(code: string): string | undefined {
  return toSourceError(code) === undefined ? undefined : `(${code})`;
}

/** The code whose mark this is. */
export function fromErrorMark(text: string): Code | undefined {
  return SOURCE_ERRORS.find((code) => text === toErrorMark(code));
}
