/** The first bytes of a SQLite database say how long the file is. */
import type { FileHandle } from 'node:fs/promises';
import { BulkError } from '../../core/errors.js';

const HEADER_BYTES = 100;

/** Throws `source_unreadable` for a file that is shorter than it says: SQLite would read the missing part as zeros. */
export async function assertWhole(name: string, file: FileHandle): Promise<void> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
  const { size } = await file.stat();
  if (bytesRead === HEADER_BYTES && size >= toStatedBytes(buffer)) return;
  throw new BulkError('source_unreadable', `${name} is a SQLite database that is cut off.`, {
    hint: `Copy it again while no program uses it, or with: sqlite3 ORIGINAL ".backup 'copy.db'"`,
  });
}

/** 0 where an old program wrote the header, which does not say it. */
function toStatedBytes(header: Buffer): number {
  const isStated = header.readUInt32BE(24) === header.readUInt32BE(92);
  const pageBytes = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  return isStated ? header.readUInt32BE(28) * pageBytes : 0;
}
