/** A ZIP file written from front to back: nothing of it is kept but a line for each entry. */
import { createDeflateRaw, crc32 } from 'node:zlib';
import type { WriteChunk } from '../table/temp-file.js';

interface Entry {
  readonly name: Buffer;
  readonly crc: number;
  readonly compressedBytes: number;
  readonly bytes: number;
  readonly offset: number;
}

/** Names are UTF-8, and sizes follow the data (APPNOTE 4.4.4, bits 11 and 3), since they are not known before. */
const FLAGS = 0x0808;
const DEFLATED = 8;
const VERSION = 20;
/** 1 January 1980, the first day that the format knows: the same content gives the same file. */
const DATE = 0x0021;

/** Above this a size needs ZIP64, which not every spreadsheet reads. */
const LARGEST = 0xffffffff;

export class ZipWriter {
  readonly #write: WriteChunk;
  readonly #entries: Entry[] = [];
  #offset = 0;

  constructor(write: WriteChunk) {
    this.#write = write;
  }

  /** Adds a file of this content. Throws `RangeError` where it outgrows the format. */
  async add(name: string, chunks: Iterable<string>): Promise<void> {
    const offset = this.#offset;
    const nameBytes = Buffer.from(name);
    await this.#put(toLocalHeader(nameBytes));
    const deflate = createDeflateRaw();
    let crc = 0;
    let bytes = 0;
    const feed = async (): Promise<void> => {
      for (const chunk of chunks) {
        const buffer = Buffer.from(chunk);
        crc = crc32(buffer, crc);
        bytes += buffer.length;
        if (!deflate.write(buffer)) await new Promise((resolve) => deflate.once('drain', resolve));
      }
      deflate.end();
    };
    const feeding = feed().catch((error: unknown) => deflate.destroy(error as Error));
    let compressedBytes = 0;
    for await (const chunk of deflate) {
      await this.#put(chunk as Buffer);
      compressedBytes += (chunk as Buffer).length;
    }
    await feeding;
    if (bytes > LARGEST || this.#offset > LARGEST)
      throw new RangeError(`${name} is too large for a ZIP file.`);
    const entry = { name: nameBytes, crc, compressedBytes, bytes, offset };
    await this.#put(toDescriptor(entry));
    this.#entries.push(entry);
  }

  /** Ends the file with its table of contents. */
  async finish(): Promise<void> {
    const start = this.#offset;
    for (const entry of this.#entries) await this.#put(toDirectoryEntry(entry));
    await this.#put(toEnd(this.#entries.length, this.#offset - start, start));
  }

  async #put(bytes: Buffer): Promise<void> {
    this.#offset += bytes.length;
    await this.#write(bytes);
  }
}

/** Little-endian numbers: `[size in bytes, value]`. */
function toBytes(...fields: readonly (readonly [2 | 4, number])[]): Buffer {
  const bytes = Buffer.alloc(fields.reduce((sum, [size]) => sum + size, 0));
  let at = 0;
  for (const [size, value] of fields)
    at = size === 2 ? bytes.writeUInt16LE(value, at) : bytes.writeUInt32LE(value, at);
  return bytes;
}

function toLocalHeader(name: Buffer): Buffer {
  const fields = toBytes(
    [4, 0x04034b50],
    [2, VERSION],
    [2, FLAGS],
    [2, DEFLATED],
    [2, 0],
    [2, DATE],
    [4, 0],
    [4, 0],
    [4, 0],
    [2, name.length],
    [2, 0],
  );
  return Buffer.concat([fields, name]);
}

function toDescriptor({ crc, compressedBytes, bytes }: Entry): Buffer {
  return toBytes([4, 0x08074b50], [4, crc], [4, compressedBytes], [4, bytes]);
}

function toDirectoryEntry({ name, crc, compressedBytes, bytes, offset }: Entry): Buffer {
  const fields = toBytes(
    [4, 0x02014b50],
    [2, VERSION],
    [2, VERSION],
    [2, FLAGS],
    [2, DEFLATED],
    [2, 0],
    [2, DATE],
    [4, crc],
    [4, compressedBytes],
    [4, bytes],
    [2, name.length],
    [2, 0],
    [2, 0],
    [2, 0],
    [2, 0],
    [4, 0],
    [4, offset],
  );
  return Buffer.concat([fields, name]);
}

function toEnd(entries: number, directoryBytes: number, directoryOffset: number): Buffer {
  return toBytes(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, entries],
    [2, entries],
    [4, directoryBytes],
    [4, directoryOffset],
    [2, 0],
  );
}
