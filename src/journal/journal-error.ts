import { BulkError, toMessage } from '../core/errors.js';

/** Results of SQLite that mean: the file is not what it was (https://sqlite.org/rescode.html). */
const DAMAGED = /^SQLITE_(CORRUPT|NOTADB|FORMAT)/;
/** And those that mean: the disk or the folder does not take it. */
const UNWRITABLE = /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|PERM|NOLFS)/;

/** The system's own words for the same, where the log is flushed. */
const UNWRITABLE_BY_SYSTEM = /^(EIO|ENOSPC|EDQUOT|EROFS)$/;

/** An error of SQLite, or of the flush of its log, as one that says what to do; any other as it is. */
export function toJournalError(error: unknown, path: string): unknown {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string' || error instanceof BulkError) return error;
  if (DAMAGED.test(code)) return toDamaged(path, toMessage(error), error);
  if (!UNWRITABLE.test(code) && !UNWRITABLE_BY_SYSTEM.test(code)) return error;
  return new BulkError(
    'output_unwritable',
    `The journal ${path} can not be written: ${toMessage(error)} (${code}). What it said before is safe.`,
    { cause: error },
  );
}

/** What can be saved, and how: the files of the last stop, and all that is at the vendor's. */
export function toDamaged(path: string, what: string, cause?: unknown): BulkError {
  return new BulkError('journal_damaged', `The journal ${path} is damaged: ${what}.`, { cause });
}
