/** Files that people write by hand: options, mappings, rules, credentials. A device without an end must not fill the memory. */
import { closeSync, openSync, readSync } from 'node:fs';

const CHUNK_BYTES = 64 * 1024;
const MAX_BYTES = 64 * 1024 * 1024;

/** The whole content; also of a pipe. Throws what the system throws, and an error beyond 64 MB. */
export function readSmallFile(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const chunks: Buffer[] = [];
    for (let bytes = 0; ;) {
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      const count = readSync(file, chunk);
      if (count === 0) return Buffer.concat(chunks);
      bytes += count;
      if (bytes > MAX_BYTES) throw new Error('it has more than 64 MB');
      chunks.push(chunk.subarray(0, count));
    }
  } finally {
    closeSync(file);
  }
}

/** As UTF-8. Some editors put a byte order mark before it, which is left out. */
export function readSmallText(path: string): string {
  return readSmallFile(path)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
}
