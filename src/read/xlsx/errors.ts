/** What is said of a workbook that can't be read. */
import { BulkError, isBulkError, toMessage } from '../../core/errors.js';

const SAVE_ANEW =
  'Open it in a spreadsheet program, save it anew as .xlsx (or as "CSV UTF-8"), and give that file.';

/** `what` goes on after the name: `has no sheet`. */
export function toWorkbookError(name: string, what: string, hint = SAVE_ANEW, cause?: unknown): BulkError {
  return new BulkError('source_unreadable', `${name} ${what}.`, { hint, cause });
}

/** Whatever a reader of ZIP or XML threw, with the part in which it did. */
export function toPartError(name: string, part: string, error: unknown): BulkError {
  if (isBulkError(error)) return error;
  return toWorkbookError(
    name,
    `is damaged: its part ${part} can't be read (${toMessage(error)})`,
    SAVE_ANEW,
    error,
  );
}
