/** Why a file could not be written, in words. */
import { accessSync, constants } from 'node:fs';
import { dirname } from 'node:path';
import { assertNoDanglingLink } from '../../core/dangling-link.js';
import { BulkError, isBulkError, toSystemCode } from '../../core/errors.js';
import { toReasonText } from '../../core/system-reason.js';

/** `output_unwritable` for `path`; the system's reason is in the message and in `context`. */
export function toWriteError(path: string, cause: unknown): BulkError {
  const systemCode = toSystemCode(cause);
  return new BulkError('output_unwritable', `Could not write ${path}: ${toReasonText(cause)}.`, {
    context: { path, ...(systemCode === undefined ? {} : { systemCode }) },
    cause,
  });
}

/** Throws `output_unwritable` where a file of this path could never be made: reported at once and not after hours. */
export function assertWritable(path: string): void {
  try {
    accessSync(dirname(path), constants.W_OK);
    assertNoDanglingLink(path);
  } catch (error) {
    throw toWriteError(path, error);
  }
}

/** What `act` returns; an error that it throws becomes `output_unwritable` for `path`, except a `BulkError`. */
export async function withWriteErrors<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw isBulkError(error) ? error : toWriteError(path, error);
  }
}
