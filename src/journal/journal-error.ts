import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CODES } from '../core/codes.js';
import { BulkError, toMessage } from '../core/errors.js';
import { toSystemReason } from '../core/system-reason.js';

/** SQLite results that mean: the file is damaged (https://sqlite.org/rescode.html). */
const DAMAGED = /^SQLITE_(CORRUPT|NOTADB|FORMAT)/;
/** And those that mean: the disk or the folder refuses the write. */
const UNWRITABLE = /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|PERM|NOLFS)/;

/** The system's own codes for the same, when the log is flushed. */
const UNWRITABLE_BY_SYSTEM = /^(EIO|ENOSPC|EDQUOT|EROFS)$/;

/** The system's codes for SQLite's names. */
const AS_SYSTEM: Readonly<Record<string, string>> = {
  SQLITE_FULL: 'ENOSPC',
  SQLITE_READONLY: 'EROFS',
  SQLITE_PERM: 'EACCES',
};

/** For a full disk and the like, the same words as for every other file, plus SQLite's own. */
function toReason(error: unknown, code: string): string {
  const reason = toSystemReason(AS_SYSTEM[code] ?? code);
  return reason === undefined ? toMessage(error) : `${reason}: ${toMessage(error)}`;
}

/** The names of the primary results that the driver gives a number only in their extended forms. */
const PRIMARY: Readonly<Record<number, string>> = {
  3: 'SQLITE_PERM',
  8: 'SQLITE_READONLY',
  10: 'SQLITE_IOERR',
  11: 'SQLITE_CORRUPT',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
};

/** `UNKNOWN_SQLITE_ERROR_1544`: the low byte is the primary result. */
function toName(code: string): string {
  const [, number] = /^UNKNOWN_SQLITE_ERROR_(\d+)$/.exec(code) ?? [];
  return PRIMARY[Number(number) & 0xff] ?? code;
}

/** Converts an error of SQLite, or of flushing its log, to one with a hint; any other is returned unchanged. */
export function toJournalError(error: unknown, path: string): unknown {
  const found = (error as { code?: unknown } | null)?.code;
  if (typeof found !== 'string' || error instanceof BulkError) return error;
  const code = toName(found);
  if (DAMAGED.test(code)) return toDamaged(path, toMessage(error), error);
  if (!UNWRITABLE.test(code) && !UNWRITABLE_BY_SYSTEM.test(code)) return error;
  return new BulkError(
    'output_unwritable',
    `The journal ${path} can not be written: ${toReason(error, code)} (${code}). What it said before is safe.`,
    { cause: error },
  );
}

/** `journal_damaged` for the journal at `path`. The hint names the results.csv next to it, or says that it is missing. */
export function toDamaged(path: string, what: string, cause?: unknown): BulkError {
  const results = join(dirname(path), 'results.csv');
  const known = existsSync(results)
    ? `${results} has what was done until the last stop.`
    : 'No results.csv was written, so what was sent is not known.';
  return new BulkError('journal_damaged', `The journal ${path} is damaged: ${what}.`, {
    hint: `${known} ${CODES.journal_damaged.remedy}`,
    cause,
  });
}
