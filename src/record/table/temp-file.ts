/** A file that is written next to its final name, and takes that name only when it is whole. */
import { randomBytes } from 'node:crypto';
import { open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { assertNoDanglingLink } from '../../core/dangling-link.js';
import { toSystemCode } from '../../core/errors.js';
import { withWriteErrors } from './write-error.js';

/** Ends the name of every temporary file, so that those of a run that died can be told, and deleted at will. */
export const TEMP_SUFFIX = '.bulk-tmp';

/** Appends to the file; resolves once the system has taken the chunk. Await each call before the next. */
export type WriteChunk = (chunk: string | Buffer) => Promise<void>;

export interface TempFile {
  /** Where it lies now; what has been written can be read there. */
  readonly tempPath: string;
  readonly write: WriteChunk;
  /** Makes it durable and gives it its final name. At most once. */
  publish(): Promise<void>;
}

/**
 * Runs `callback` with a new file (mode 0600 by default) next to `path`. It is always removed afterwards, unless
 * `publish` was called. Where `path` is a symbolic link, the file it points to is replaced, not the link.
 *
 * Throws `output_unwritable`; errors of the callback itself pass unchanged.
 */
export async function withTempFile<T>(
  path: string,
  callback: (file: TempFile) => Promise<T>,
  { mode = 0o600 }: { readonly mode?: number } = {},
): Promise<T> {
  const finalPath = await withWriteErrors(path, () => readFinalPath(path));
  const tempPath = toTempPath(finalPath);
  // `wx`: never through a link or into a file that someone else put there.
  const handle = await withWriteErrors(path, () => open(tempPath, 'wx', 0o600));
  try {
    // As asked for, with any umask of the process.
    if (mode !== 0o600) await withWriteErrors(path, () => handle.chmod(mode));
    return await callback({
      tempPath,
      write: (chunk) => withWriteErrors(path, () => handle.writeFile(chunk)),
      publish: () => withWriteErrors(path, () => publish(handle, tempPath, finalPath)),
    });
  } finally {
    await handle.close().catch(ignore);
    await rm(tempPath, { force: true }).catch(ignore);
  }
}

function toTempPath(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}${TEMP_SUFFIX}`);
}

/** The final place of the file. A folder, or a device such as /dev/null, must not be renamed over. */
async function readFinalPath(path: string): Promise<string> {
  assertNoDanglingLink(path);
  const found = await stat(path).catch((error: unknown) => {
    if (toSystemCode(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (found === undefined) return path;
  if (found.isDirectory()) throw Object.assign(new Error('a folder is there'), { code: 'EISDIR' });
  if (!found.isFile()) throw new Error('it is a device or a pipe, not a file');
  return realpath(path);
}

async function publish(handle: FileHandle, tempPath: string, finalPath: string): Promise<void> {
  await handle.sync();
  await handle.close();
  await rename(tempPath, finalPath);
  await syncFolder(dirname(finalPath));
}

/** Makes the rename itself durable, where the system can do so; Windows and some network folders can't. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(ignore);
  if (handle === undefined) return;
  await handle.sync().catch(ignore);
  await handle.close().catch(ignore);
}

/** For clean-up after the file has been written or given up: its own failure would hide the first one. */
function ignore(): undefined {
  return undefined;
}
