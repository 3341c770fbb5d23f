/** The bytes of a source, hashed as they pass: a file, a pipe, or standard input. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { BulkError, isBulkError, toMessage, toSystemCode } from '../core/errors.js';
import { toFormatError } from './formats/error.js';
import { EXPORT } from './formats/export-commands.js';

/** Large enough that system calls don't matter, small enough that a chunk's rows hardly use memory. */
const CHUNK_BYTES = 64 * 1024;

export interface SourceBytes {
  /** The name that the user gave, for messages. */
  readonly name: string;
  /** The next bytes, as stored; undefined at the end. Throws `source_unreadable`. */
  read(): Promise<Buffer | undefined>;
  /** Hex SHA-256 of all bytes; only after `read` returned undefined. */
  sha256(): string;
  close(): Promise<void>;
  /** The same bytes again from the beginning, if possible: for a file, but not for a pipe. */
  readonly reread?: () => SourceBytes;
  /** For reading at any position, if the bytes come from a file. */
  readonly file?: FileHandle;
}

/** Opens a file or a named pipe. Throws `source_missing`, `source_unreadable`. */
export async function openFileBytes(path: string): Promise<SourceBytes> {
  const handle = await openFile(path);
  let isFile: boolean;
  try {
    const stats = await handle.stat();
    isFile = stats.isFile();
    if (stats.isDirectory()) {
      throw toFolderError(path);
    }
  } catch (error) {
    await handle.close();
    throw isBulkError(error) ? error : toReadError(path, error);
  }
  const release = (): Promise<void> => handle.close();
  if (!isFile) return toSourceBytes(path, readChunks(handle), release);
  const bytes = toSourceBytes(path, readFileChunks(handle), release);
  return { ...bytes, file: handle, reread: () => openHandleBytes(path, handle) };
}

/** The bytes of an open file from its beginning; the caller closes it. */
export function openHandleBytes(name: string, handle: FileHandle): SourceBytes {
  return toSourceBytes(name, readFileChunks(handle));
}

/** The bytes of a stream, which is destroyed on `close`. */
export function openStreamBytes(name: string, stream: Readable): SourceBytes {
  return toSourceBytes(name, stream, () => Promise.resolve(void stream.destroy()));
}

/** Bytes from any iterable of chunks; `release` is called once, on `close`. */
export function toSourceBytes(
  name: string,
  chunks: AsyncIterable<unknown> | Iterable<unknown>,
  release: () => Promise<void> = () => Promise.resolve(),
): SourceBytes {
  const iterator =
    Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]();
  const hash = createHash('sha256');
  let digest: string | undefined;
  let released: Promise<void> | undefined;
  return {
    name,
    read: async () => {
      if (digest !== undefined) return undefined;
      try {
        const next = await iterator.next();
        if (next.done === true) {
          digest = hash.digest('hex');
          return undefined;
        }
        const chunk = toBuffer(next.value);
        hash.update(chunk);
        return chunk;
      } catch (error) {
        throw isBulkError(error) ? error : toReadError(name, error);
      }
    },
    sha256: () => {
      if (digest === undefined)
        throw new Error(`${name} has not been read to its end, so it has no hash yet.`);
      return digest;
    },
    close: () => (released ??= release()),
  };
}

/** From where the file is read next. */
async function* readChunks(handle: FileHandle): AsyncGenerator<Buffer> {
  for (;;) {
    const chunk = await readChunk(handle, null);
    if (chunk.length === 0) return;
    yield chunk;
  }
}

/**
 * From the beginning, without a change of the place that `readChunks` reads next. The next chunk is read while the one before is parsed. Only for a
 * file: a pipe that is closed would wait for its writer.
 */
async function* readFileChunks(handle: FileHandle): AsyncGenerator<Buffer> {
  let position = 0;
  let next = readChunk(handle, position);
  for (;;) {
    const chunk = await next;
    if (chunk.length === 0) return;
    position += chunk.length;
    next = readChunk(handle, position);
    // It is awaited above, unless the reader stops here.
    next.catch(() => undefined);
    yield chunk;
  }
}

async function readChunk(handle: FileHandle, position: number | null): Promise<Buffer> {
  // A new buffer each time: the parser keeps slices of the previous one.
  const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, position);
  return buffer.subarray(0, bytesRead);
}

function toBuffer(chunk: unknown): Buffer {
  if (Buffer.isBuffer(chunk)) return chunk;
  return typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : Buffer.from(chunk as Uint8Array);
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    const code = toSystemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new BulkError('source_missing', `There is no file ${path}.`, { cause: error });
    }
    throw toReadError(path, error);
  }
}

function toFolderError(path: string): BulkError {
  if (existsSync(join(path, 'toc.dat')))
    return toFormatError(path, { refused: 'a pg_dump archive (directory format)', hint: EXPORT.pgArchive });
  return new BulkError('source_unreadable', `${path} is a folder; expected a file.`, {
    hint: 'Give the path of the file in it.',
  });
}

function toReadError(name: string, error: unknown): BulkError {
  const code = toSystemCode(error);
  const denied = code === 'EACCES' || code === 'EPERM';
  return new BulkError(
    'source_unreadable',
    denied ? `${name} may not be read by this user.` : `${name} could not be read: ${toMessage(error)}.`,
    {
      cause: error,
      hint: denied
        ? 'Change its permissions, or run as a user who may read it.'
        : 'Check the file and its disk.',
    },
  );
}
