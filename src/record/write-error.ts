/** Why a file could not be written, in words. */
import { accessSync, constants } from 'node:fs';
import { dirname } from 'node:path';
import { BulkError, isBulkError, toMessage, toSystemCode } from '../core/errors.js';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission was refused',
  EPERM: 'permission was refused',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left on the device',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be larger than is allowed',
  EISDIR: 'a folder of this name is there',
  ENOTEMPTY: 'a folder of this name is there',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'a file of this name is there',
  ENOENT: 'the folder does not exist',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many files are open',
  EIO: 'the device failed',
};

/** `output_unwritable` for `path`; the system's reason stands in the message and in `context`. */
export function toWriteError(path: string, cause: unknown): BulkError {
  const systemCode = toSystemCode(cause);
  const reason = systemCode === undefined ? undefined : REASONS[systemCode];
  const because = reason === undefined ? toMessage(cause) : `${reason} (${systemCode ?? ''})`;
  return new BulkError('output_unwritable', `Could not write ${path}: ${because}.`, {
    context: { path, ...(systemCode === undefined ? {} : { systemCode }) },
    cause,
  });
}

/** Throws `output_unwritable` where a file of this path could never be made, so that nobody waits for hours to hear it. */
export function assertWritable(path: string): void {
  try {
    accessSync(dirname(path), constants.W_OK);
  } catch (error) {
    throw toWriteError(path, error);
  }
}

/** What `act` gives; whatever it throws, but a `BulkError`, becomes `output_unwritable` for `path`. */
export async function withWriteErrors<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw isBulkError(error) ? error : toWriteError(path, error);
  }
}
