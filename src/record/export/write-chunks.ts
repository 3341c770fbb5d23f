/** The bytes of an export go to their place: a file, all or nothing, or a stream. */
import { createHash } from 'node:crypto';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { isBulkError } from '../../core/errors.js';
import { withAtomicFile } from '../table/atomic-file.js';
import { toWriteError } from '../table/write-error.js';
import type { Chunks } from './encode.js';
import type { ExportTarget } from './format.js';

/**
 * Writes the chunks, compressed where the target says so; gives the SHA-256 (hex) of what was written. Null: the reader of
 * standard output had enough, such as `head`, and closed it. Throws `output_unwritable`.
 */
export async function writeChunks(
  chunks: Chunks,
  { path, gzip }: ExportTarget,
  stdout: Writable,
): Promise<string | null> {
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
  if (path !== '-') await withAtomicFile(path, pass);
  else if (!(await isTaken(() => pass((chunk) => writeTo(stdout, chunk))))) return null;
  return hash.digest('hex');
}

async function* toBuffers(chunks: Chunks): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    const buffer = Buffer.from(chunk as string);
    if (buffer.length > 0) yield buffer;
  }
}

/** False where the reader closed the pipe. */
async function isTaken(act: () => Promise<void>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (isBulkError(error) && error.context['systemCode'] === 'EPIPE') return false;
    throw error;
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
