/** The file that a job reads, on this machine. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { BulkError } from '../core/errors.js';
import type { JobInput } from './job.js';
import type { Store } from './store.js';

/**
 * Its path; a stored one is copied into the folder, under its own name. Throws `source_changed` where it is not the file that was queued, `source_missing`,
 * and errors of the store.
 */
export async function fetchInput(input: JobInput, store: Store, folder: string): Promise<string> {
  if (input.kind === 'mounted') {
    if (input.sha256 !== undefined) assertSame(await hashFile(input.path), input.sha256, input.path);
    return input.path;
  }
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, input.name);
  assertSame(await store.get(input.key, path), input.sha256, input.key);
  return path;
}

function assertSame(sha256: string, expected: string, name: string): void {
  if (sha256 === expected) return;
  throw new BulkError('source_changed', `The source ${name} is not the file that was queued.`);
}

/** The sha256 of a file, in hex. Throws `source_missing`. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw cause;
    throw new BulkError('source_missing', `The source ${path} does not exist.`, { cause });
  }
  return hash.digest('hex');
}
