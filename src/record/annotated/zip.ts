/** A ZIP file written from front to back, in memory bounded by a chunk of each part. */
import { PassThrough, Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { WriteChunk } from '../table/temp-file.js';

export interface ZipPart {
  /** Its path in the file. */
  readonly name: string;
  /** Read when the part's turn comes, and once. */
  readonly chunks: () => Iterable<string>;
}

/** The first day that the format knows, without a time zone: the same content gives the same file. */
const NO_TIME = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true } as const;

/** Writes the parts in their order. Throws what reading a part or `write` throws; then no part is read any further. */
export async function writeZip(parts: readonly ZipPart[], write: WriteChunk): Promise<void> {
  const zip = new ZipFile();
  const output = new PassThrough();
  zip.outputStream.pipe(output);
  const opened: Readable[] = [];
  for (const { name, chunks } of parts) {
    zip.addReadStreamLazy(name, NO_TIME, (callback) => {
      const part = Readable.from(toBuffers(chunks()));
      opened.push(part);
      part.once('error', (error) => output.destroy(error));
      callback(null, part);
    });
  }
  zip.end();
  try {
    for await (const chunk of output) await write(chunk as Buffer);
  } finally {
    for (const part of opened) part.destroy();
  }
}

function* toBuffers(chunks: Iterable<string>): Generator<Buffer> {
  for (const chunk of chunks) if (chunk !== '') yield Buffer.from(chunk);
}
