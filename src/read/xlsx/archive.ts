/** The parts of a workbook in their ZIP archive. No part may unpack to more than it declares, or to an insane size. */
import type { FileHandle } from 'node:fs/promises';
import { pipeline, Transform, type Readable } from 'node:stream';
import * as zlib from 'node:zlib';
import type * as BufferCrc32 from 'buffer-crc32';
import { fromFdPromise, type Entry, type ZipFile } from 'yauzl';
import { isBulkError, toMessage } from '../../core/errors.js';
import { later } from '../../core/later.js';
import { once } from '../../core/once.js';
import { toWorkbookError } from './errors.js';
import { HARMLESS_BYTES, MAX_ENTRIES, MAX_PART_BYTES, MAX_RATIO } from './limits.js';

const loadCrc32 = later<typeof BufferCrc32>('buffer-crc32');

/** Node 21, 22.0 and 22.1 have none of their own. */
const findCrc32 = once(() => ('crc32' in zlib ? zlib.crc32 : loadCrc32().unsigned));

const COPY_AGAIN = 'Copy or download it again, or save the workbook again.';

export interface Archive {
  readonly name: string;
  has(path: string): boolean;
  /** Unpacked size of a part, in bytes. */
  sizeOf(path: string): number;
  /** The part, unpacked while it is read. Throws `source_unreadable` if it is missing. */
  open(path: string): Promise<Readable>;
}

/** Lists the archive in a file; the caller closes the file. Throws `source_unreadable`. */
export async function openArchive(file: FileHandle, name: string): Promise<Archive> {
  let zip: ZipFile;
  const entries = new Map<string, Entry>();
  try {
    zip = await fromFdPromise(file.fd, { autoClose: false });
    if (zip.entryCount > MAX_ENTRIES) throw toWorkbookError(name, `has more than ${MAX_ENTRIES} parts`);
    for await (const entry of zip.eachEntry()) addEntry(entries, entry, name);
  } catch (error) {
    if (isBulkError(error)) throw error;
    const what = `is a broken ZIP archive, perhaps cut off (${toMessage(error)})`;
    throw toWorkbookError(name, what, COPY_AGAIN, error);
  }
  return {
    name,
    has: (path) => entries.has(toKey(path)),
    sizeOf: (path) => entries.get(toKey(path))?.uncompressedSize ?? 0,
    open: async (path) => {
      const entry = entries.get(toKey(path));
      if (entry === undefined) throw toWorkbookError(name, `is damaged: its part ${path} is missing`);
      return assertUnchanged(await zip.openReadStreamPromise(entry), entry, name);
    },
  };
}

/** A changed byte may unpack to another text of the same length: the checksum of the part shows it, at its end. */
function assertUnchanged(part: Readable, { fileName, crc32: written }: Entry, name: string): Readable {
  const crc32 = findCrc32();
  let found = 0;
  const checked = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      found = crc32(chunk, found);
      done(null, chunk);
    },
    flush: (done) => {
      const what = `is damaged: its part ${fileName} is not as it was written (its checksum differs)`;
      done(found === written ? null : toWorkbookError(name, what, COPY_AGAIN));
    },
  });
  // The reader gets the error.
  pipeline(part, checked, () => undefined);
  return checked;
}

function addEntry(entries: Map<string, Entry>, entry: Entry, name: string): void {
  const { uncompressedSize, compressedSize, fileName } = entry;
  if (entry.isEncrypted()) {
    throw toWorkbookError(name, 'is protected by a password', 'Remove the password, and save it again.');
  }
  if (entries.has(toKey(fileName))) throw toWorkbookError(name, `has two parts that are called ${fileName}`);
  const isBomb = uncompressedSize > HARMLESS_BYTES && uncompressedSize > compressedSize * MAX_RATIO;
  if (isBomb || uncompressedSize > MAX_PART_BYTES) {
    const size = `${Math.round(uncompressedSize / 1024 / 1024)} MiB`;
    const what = `unpacks to far more than a table has: ${size} in its part ${fileName}`;
    throw toWorkbookError(
      name,
      what,
      'Remove the rows and formats that are not used, or save the sheet as "CSV UTF-8".',
    );
  }
  entries.set(toKey(fileName), entry);
}

/** Names of parts are compared ignoring case (ECMA-376 part 2, 6.2.2). */
function toKey(path: string): string {
  return path.replace(/^\//, '').toLowerCase();
}
