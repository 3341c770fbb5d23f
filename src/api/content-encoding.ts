/** Bodies that come compressed. None is asked for, but some proxies and CDNs compress every answer. */
import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

const ZLIB_TOO_LARGE = 'ERR_BUFFER_TOO_LARGE';

interface Limits {
  readonly maxBytes: number;
  /** The body may be cut off: as much as is there is enough. */
  readonly mayBeCut: boolean;
}

/** The body as it was before it was compressed. Throws for a broken one, an unknown encoding, and one that is too large. */
export function decodeBody(bytes: Buffer, header: string | undefined, limits: Limits): Buffer {
  if (header === undefined || bytes.length === 0) return bytes;
  const names = header.toLowerCase().split(',');
  return names.reduceRight((body, name) => decodeOne(body, name.trim(), limits), bytes);
}

/** Whether decoding failed because of the limit. */
export function isTooLargeToDecode(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === ZLIB_TOO_LARGE;
}

function decodeOne(bytes: Buffer, name: string, { maxBytes, mayBeCut }: Limits): Buffer {
  const options = {
    maxOutputLength: maxBytes,
    ...(mayBeCut ? { finishFlush: constants.Z_SYNC_FLUSH } : {}),
  };
  switch (name) {
    case '':
    case 'identity':
      return bytes;
    case 'gzip':
    case 'x-gzip':
      return gunzipSync(bytes, options);
    case 'br':
      return brotliDecompressSync(bytes, { maxOutputLength: maxBytes });
    case 'deflate':
      // Some servers leave out the header of zlib, whose first byte has 8 in its lower half.
      return ((bytes[0] ?? 0) & 0x0f) === 8 ? inflateSync(bytes, options) : inflateRawSync(bytes, options);
    default:
      throw new Error(`The answer is compressed as ${name}.`);
  }
}
