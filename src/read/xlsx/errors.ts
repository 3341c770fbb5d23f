/** Errors about a workbook that can't be read. */
import { BulkError, isBulkError, toMessage } from '../../core/errors.js';

const SAVE_AGAIN =
  'Open it in a spreadsheet program, save it again as .xlsx (or as "CSV UTF-8"), and use that file.';

/** `what` continues the sentence after the name: `has no sheet`. */
export function toWorkbookError(name: string, what: string, hint = SAVE_AGAIN, cause?: unknown): BulkError {
  return new BulkError('source_unreadable', `${name} ${what}.`, { hint, cause });
}

/** Wraps anything that a ZIP or XML reader threw, with the name of the part. */
export function toPartError(name: string, part: string, error: unknown): BulkError {
  if (isBulkError(error)) return error;
  return toWorkbookError(
    name,
    `is damaged: its part ${part} can't be read (${toMessage(error)})`,
    SAVE_AGAIN,
    error,
  );
}

/** `row_too_long`: the cells of a row have more than `limit` characters together. */
export function toTooLongError(name: string, line: number, limit: number): BulkError {
  const message = `${name}: row ${line} has more than ${limit} characters.`;
  return new BulkError('row_too_long', message, { hint: 'Shorten its cells.', context: { line } });
}
