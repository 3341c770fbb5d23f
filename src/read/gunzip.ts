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
  let unpackedBytes = 0;
  const stream = createGunzip({ chunkSize: CHUNK_BYTES });
  const stored = new Stored(packed, () => stream.bytesWritten);
  const source = Readable.from(stored.readAll(), { objectMode: false });
  const bound = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      unpackedBytes += chunk.length;
      const isBomb = unpackedBytes > HARMLESS_BYTES && unpackedBytes > stored.length * MAX_RATIO;
      if (isBomb) done(toBombError(packed.name));
      else done(null, chunk);
    },
  });
  const unpacked = pipeline(source, stream, bound, () => {
    // An error reaches the reader of `bound`.
  });
  const bytes = toSourceBytes(packed.name, readUnpacked(unpacked, stored, packed.name), async () => {
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

/** The stored bytes on their way into the gzip stream. It keeps the last ones: some may follow the end of the stream. */
class Stored {
  readonly #packed: SourceBytes;
  readonly #toUsed: () => number;
  readonly #recent: { readonly from: number; readonly chunk: Buffer }[] = [];
  #turn: Promise<Buffer | undefined> = Promise.resolve(undefined);
  length = 0;

  /** `toUsed`: how many bytes the gzip stream has used. */
  constructor(packed: SourceBytes, toUsed: () => number) {
    this.#packed = packed;
    this.#toUsed = toUsed;
  }

  async *readAll(): AsyncGenerator<Buffer> {
    for (let chunk = await this.#read(); chunk !== undefined; chunk = await this.#read()) yield chunk;
  }

  /** Reads what follows the end of the gzip stream, and says whether all of it is zero. */
  async isPaddedToEnd(): Promise<boolean> {
    for (let isEnd = false; ; isEnd = (await this.#read()) === undefined) {
      const used = this.#toUsed();
      const kept = this.#recent.splice(0);
      if (!kept.every(({ from, chunk }) => isZero(chunk.subarray(Math.max(0, used - from))))) return false;
      if (isEnd) return true;
    }
  }

  /** One read at a time: the stream may still wait for one when it ends. */
  #read(): Promise<Buffer | undefined> {
    this.#turn = this.#turn.then(async () => {
      const chunk = await this.#packed.read();
      if (chunk !== undefined) this.#keep(chunk);
      return chunk;
    });
    return this.#turn;
  }

  #keep(chunk: Buffer): void {
    const used = this.#toUsed();
    const unused = this.#recent.findIndex((kept) => kept.from + kept.chunk.length > used);
    this.#recent.splice(0, unused < 0 ? this.#recent.length : unused);
    this.#recent.push({ from: this.length, chunk });
    this.length += chunk.length;
  }
}

function isZero(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0);
}

async function* readUnpacked(unpacked: Readable, stored: Stored, name: string): AsyncGenerator<Buffer> {
  try {
    yield* unpacked as AsyncIterable<Buffer>;
  } catch (error) {
    // The first header was right, or the file would not be known as gzip.
    throw toMessage(error) === 'incorrect header check'
      ? toTrailingError(name, error)
      : toUnpackError(name, error);
  }
  // Zeros, as tapes and block copies add them, belong to the file, and so to its hash.
  if (!(await stored.isPaddedToEnd())) throw toTrailingError(name);
}

function toTrailingError(name: string, cause?: unknown): BulkError {
  return new BulkError('source_unreadable', `${name} has other bytes after the end of its gzip stream.`, {
    hint: 'Copy or download it again. If those bytes are of no use, unpack it with gzip -dc, and give the result.',
    cause,
  });
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
