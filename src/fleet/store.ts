/** Where the files of runs are kept: snapshots, reports and journals. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { toSystemCode } from '../core/errors.js';

/** Keys are paths with `/`. All methods throw when the store can't be reached. */
export interface Store {
  /** Stores a file whole or not at all; returns its sha256. */
  put(key: string, path: string): Promise<string>;
  /** Writes it to a path; returns its sha256. */
  get(key: string, path: string): Promise<string>;
  /** The names of the files in this folder; none where there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
  /** Removes what has this key, or is below it. */
  remove(key: string): Promise<void>;
}

/** A folder that all workers mount. */
export class FolderStore implements Store {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  async put(key: string, path: string): Promise<string> {
    const to = join(this.#root, key);
    // A folder that is away must not be made on this machine alone.
    await access(this.#root);
    await mkdir(dirname(to), { recursive: true, mode: 0o700 });
    const sha256 = await copy(path, `${to}.part`);
    await rename(`${to}.part`, to);
    await flushFolder(dirname(to));
    return sha256;
  }

  get(key: string, path: string): Promise<string> {
    return copy(join(this.#root, key), path);
  }

  async list(folder: string): Promise<readonly string[]> {
    await access(this.#root);
    const entries = await readdir(join(this.#root, folder), { withFileTypes: true }).catch(
      (error: unknown) => {
        if (toSystemCode(error) === 'ENOENT') return [];
        throw error;
      },
    );
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  }

  async remove(key: string): Promise<void> {
    await rm(join(this.#root, key), { recursive: true, force: true });
  }
}

/** Copies a file to the disk; returns the sha256 of what was copied. */
async function copy(from: string, to: string): Promise<string> {
  const hash = createHash('sha256');
  const source = createReadStream(from);
  source.on('data', (chunk) => hash.update(chunk));
  await pipeline(source, createWriteStream(to, { mode: 0o600, flush: true }));
  return hash.digest('hex');
}

/** A new name is on the disk once its folder is. */
async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
