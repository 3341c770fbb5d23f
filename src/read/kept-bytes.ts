/** Bytes of a pipe that are kept as they pass, so that they can be read again. */
import { openHandleBytes, type SourceBytes } from './bytes.js';
import { openSpoolFile, toSpoolError } from './spool.js';

export interface KeptBytes {
  /** The bytes as they come. Closing them keeps them. */
  readonly bytes: SourceBytes;
  /** All of them again; only after the last was read. */
  readonly reread: () => SourceBytes;
  readonly close: () => Promise<void>;
}

/** Throws `source_unreadable` where the temporary file can't be made; reading throws it where there is no room. */
export async function keepBytes(bytes: SourceBytes): Promise<KeptBytes> {
  const temp = await openSpoolFile(bytes.name);
  return {
    bytes: {
      ...bytes,
      read: async () => {
        const chunk = await bytes.read();
        if (chunk !== undefined)
          await temp.file.writeFile(chunk).catch((error: unknown) => {
            throw toSpoolError(bytes.name, error);
          });
        return chunk;
      },
      close: () => Promise.resolve(),
    },
    reread: () => openHandleBytes(bytes.name, temp.file),
    close: async () => {
      await temp.close();
      await bytes.close();
    },
  };
}
