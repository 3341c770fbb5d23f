/** Values that wait on disk until they can be written where they belong, in the order in which they came. */
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { dropName } from '../core/drop-name.js';
import { toWriteError } from './table/write-error.js';

/** Values written together: as many as this, or fewer with as many characters. Before, they stay in memory. */
const BATCH = 64;
const BATCH_CHARACTERS = 1024 * 1024;
const CHUNK_BYTES = 256 * 1024;
const LF = 0x0a;

/**
 * JSON, one batch to a line. The file is readable by this user alone and has no name, so that nothing stays behind, even after
 * a crash; `remove` it after use.
 */
export class Spool<T> {
  readonly #path: string;
  #file: number | undefined;
  #waiting: T[] = [];
  #characters = 0;

  /** `path`: where there is no file yet. */
  constructor(path: string) {
    this.#path = path;
  }

  /** `characters`: about how many the value has. Throws `output_unwritable`. */
  add(value: T, characters: number): void {
    this.#waiting.push(value);
    this.#characters += characters;
    if (this.#waiting.length < BATCH && this.#characters < BATCH_CHARACTERS) return;
    const line = `${JSON.stringify(this.#waiting)}\n`;
    this.#waiting = [];
    this.#characters = 0;
    try {
      this.#file ??= openNameless(this.#path);
      writeAll(this.#file, Buffer.from(line));
    } catch (error) {
      throw toWriteError(this.#path, error);
    }
  }

  /** All values so far, each time it is called. */
  *read(): Generator<readonly T[]> {
    if (this.#file !== undefined)
      for (const line of readLines(this.#file)) yield JSON.parse(line) as readonly T[];
    if (this.#waiting.length > 0) yield this.#waiting;
  }

  remove(): void {
    if (this.#file === undefined) return;
    closeSync(this.#file);
    rmSync(this.#path, { force: true });
    this.#file = undefined;
  }
}

function openNameless(path: string): number {
  const file = openSync(path, 'wx+', 0o600);
  dropName(path);
  return file;
}

function writeAll(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}

function* readLines(file: number): Generator<string> {
  const chunk = Buffer.alloc(CHUNK_BYTES);
  let parts: Buffer[] = [];
  for (let position = 0; ;) {
    const length = readSync(file, chunk, 0, chunk.length, position);
    if (length === 0) return;
    position += length;
    let start = 0;
    for (let end = chunk.indexOf(LF); end >= 0 && end < length; end = chunk.indexOf(LF, start)) {
      const last = chunk.subarray(start, end);
      yield (parts.length === 0 ? last : Buffer.concat([...parts, last])).toString('utf8');
      parts = [];
      start = end + 1;
    }
    // A copy, because the next bytes take its place.
    if (start < length) parts.push(Buffer.from(chunk.subarray(start, length)));
  }
}
