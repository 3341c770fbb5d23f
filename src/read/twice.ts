/** Bytes that can be read from their beginning as often as needed. */
import { openHandleBytes, type SourceBytes } from './bytes.js';
import { spool } from './spool.js';

export interface RereadableBytes {
  readonly name: string;
  readonly reread: () => SourceBytes;
  /** Hex SHA-256 of the bytes as stored, where they were read to their end already. */
  readonly sha256: string | undefined;
  readonly close: () => Promise<void>;
}

/** A file as it is; what comes through a pipe is kept in a nameless temporary file first. Throws `source_unreadable`. */
export async function toRereadable(bytes: SourceBytes): Promise<RereadableBytes> {
  const { name, reread } = bytes;
  if (reread !== undefined) return { name, reread, sha256: undefined, close: () => bytes.close() };
  const spooled = await spool(bytes);
  return {
    name,
    reread: () => openHandleBytes(name, spooled.file),
    sha256: bytes.sha256(),
    close: () => spooled.close(),
  };
}
