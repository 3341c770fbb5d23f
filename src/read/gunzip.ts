/** Unpacks a gzip stream while it is read. */
import { Readable, Transform, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { BulkError, toMessage, toSystemCode } from '../core/errors.js';
import { toSourceBytes, type SourceBytes } from './bytes.js';

const CHUNK_BYTES = 64 * 1024;

/** A table of real customers shrinks to a fifth or a twentieth; deflate's maximum, as in a bomb, is a thousandth. */
const MAX_RATIO = 400;

/** Up to this size, no ratio does harm. */
const HARMLESS_BYTES = 64 * 1024 * 1024;

/** The unpacked bytes; the hash stays that of the stored bytes. Throws `source_unreadable` if they can't be unpacked. */
export function gunzip(packed: SourceBytes): SourceBytes {
  let packedBytes = 0;
  let unpackedBytes = 0;
  const source = Readable.from(
    readAll(packed, (length) => (packedBytes += length)),
    { objectMode: false },
  );
  const bound = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      unpackedBytes += chunk.length;
      const isBomb = unpackedBytes > HARMLESS_BYTES && unpackedBytes > packedBytes * MAX_RATIO;
      if (isBomb) done(toBombError(packed.name));
      else done(null, chunk);
    },
  });
  const unpacked = pipeline(source, createGunzip({ chunkSize: CHUNK_BYTES }), bound, () => {
    // An error reaches the reader of `bound`.
  });
  const bytes = toSourceBytes(packed.name, readUnpacked(unpacked, packed), async () => {
    unpacked.destroy();
    await packed.close();
  });
  const { reread } = packed;
  return {
    ...bytes,
    sha256: () => packed.sha256(),
    ...(reread === undefined ? {} : { reread: () => gunzip(reread()) }),
  };
}

async function* readAll(bytes: SourceBytes, onRead: (length: number) => void): AsyncGenerator<Buffer> {
  for (let chunk = await bytes.read(); chunk !== undefined; chunk = await bytes.read()) {
    onRead(chunk.length);
    yield chunk;
  }
}

async function* readUnpacked(unpacked: Readable, packed: SourceBytes): AsyncGenerator<Buffer> {
  try {
    yield* unpacked as AsyncIterable<Buffer>;
  } catch (error) {
    throw toUnpackError(packed.name, error);
  }
  // Bytes after the stream belong to the file, and so to its hash.
  while ((await packed.read()) !== undefined);
}

function toUnpackError(name: string, error: unknown): unknown {
  const code = toSystemCode(error);
  if (code === undefined || !code.startsWith('Z_')) return error;
  const cut = code === 'Z_BUF_ERROR';
  return new BulkError(
    'source_unreadable',
    cut ? `${name} is cut off: its gzip stream has no end.` : `${name} is damaged: ${toMessage(error)}.`,
    { cause: error, hint: 'Copy or download it again, or compress it again.' },
  );
}

function toBombError(name: string): BulkError {
  return new BulkError(
    'source_unreadable',
    `${name} unpacks to more than ${MAX_RATIO} times its size, as no table of customers does.`,
    { hint: 'Unpack it yourself if you trust it, and give the file that is in it.' },
  );
}
