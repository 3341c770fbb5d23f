/** Writes a file of a header and numbered lines, without holding it in memory. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

/** Lines at once. */
const BATCH = 10_000;

/** `toLine(n)`: the n-th line, n from 1. Gives the path. */
export async function writeLines(path, header, count, toLine) {
  const file = createWriteStream(path);
  file.write(`${header}\n`);
  for (let from = 1; from <= count; from += BATCH) {
    const size = Math.min(count - from + 1, BATCH);
    const lines = Array.from({ length: size }, (_line, at) => `${toLine(from + at)}\n`);
    if (!file.write(lines.join(''))) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
  return path;
}
