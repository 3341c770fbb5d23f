/** The bytes of an export go to their place: a file, all or nothing, or a stream. */
import { createHash } from 'node:crypto';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { withAtomicFile } from '../table/atomic-file.js';
import { toWriteError } from '../table/write-error.js';
import type { Chunks } from './encode.js';
import type { ExportTarget } from './format.js';

/** Writes the chunks, compressed where the target says so; gives the SHA-256 (hex) of what was written. */
export async function writeChunks(
  chunks: Chunks,
  { path, gzip }: ExportTarget,
  stdout: Writable,
): Promise<string> {
  const hash = createHash('sha256');
  const pass = async (write: (chunk: Buffer) => Promise<void>): Promise<void> => {
    const from = Readable.from(toBuffers(chunks));
    const take = async (source: AsyncIterable<Buffer>): Promise<void> => {
      for await (const chunk of source) {
        hash.update(chunk);
        await write(chunk);
      }
    };
    if (gzip) await pipeline(from, createGzip(), take);
    else await pipeline(from, take);
  };
  if (path === '-') await pass((chunk) => writeTo(stdout, chunk));
  else await withAtomicFile(path, pass);
  return hash.digest('hex');
}

async function* toBuffers(chunks: Chunks): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    const buffer = Buffer.from(chunk as string);
    if (buffer.length > 0) yield buffer;
  }
}

function writeTo(stream: Writable, chunk: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(chunk, (error) => {
      if (error) reject(toWriteError('standard output', error));
      else resolve();
    });
  });
}
