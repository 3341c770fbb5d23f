/** A source as a file that can be read at any position. */
import { randomUUID } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BulkError } from '../core/errors.js';
import { toReasonText } from '../core/system-reason.js';
import type { SourceBytes } from './bytes.js';

export interface Spooled {
  readonly file: FileHandle;
  close(): Promise<void>;
}

/**
 * Reads the bytes to their end, which gives their hash. Bytes that don't come from a file are kept in a temporary file:
 * readable by this user alone, and without a name, so that nothing stays behind, even after a crash.
 */
export async function spool(bytes: SourceBytes): Promise<Spooled> {
  if (bytes.file !== undefined) {
    while ((await bytes.read()) !== undefined);
    return { file: bytes.file, close: () => bytes.close() };
  }
  const temp = await openSpoolFile(bytes.name);
  const close = async (): Promise<void> => {
    await temp.close();
    await bytes.close();
  };
  try {
    for (let chunk = await bytes.read(); chunk !== undefined; chunk = await bytes.read()) {
      await temp.file.writeFile(chunk).catch((error: unknown) => {
        throw toSpoolError(bytes.name, error);
      });
    }
    return { file: temp.file, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A temporary file that is readable by this user alone, and has no name. Throws `source_unreadable`. */
export async function openSpoolFile(name: string): Promise<Spooled> {
  const path = join(tmpdir(), `bitpowr-bulk-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600).catch((error: unknown) => {
    throw toSpoolError(name, error);
  });
  // Windows does not remove the name of an open file; there it is removed on close.
  const isNameless = await rm(path).then(
    () => true,
    () => false,
  );
  const close = async (): Promise<void> => {
    await file.close();
    if (!isNameless) await rm(path, { force: true });
  };
  return { file, close };
}

export function toSpoolError(name: string, error: unknown): BulkError {
  const where = tmpdir();
  return new BulkError(
    'source_unreadable',
    `${name} could not be kept in ${where}: ${toReasonText(error)}.`,
    {
      hint: `Make room in ${where}, or give the source as a file that is not compressed.`,
      cause: error,
    },
  );
}
