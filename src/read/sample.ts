/** The first bytes of a source, read to detect its format. */
import type { SourceBytes } from './bytes.js';

/** Enough for fifty records of most tables. */
const SAMPLE_BYTES = 64 * 1024;

export interface Sample {
  readonly bytes: Buffer;
  /** The sample is the whole source. */
  readonly complete: boolean;
}

export async function readSample(bytes: SourceBytes): Promise<Sample> {
  const chunks: Buffer[] = [];
  for (let length = 0; length < SAMPLE_BYTES;) {
    const chunk = await bytes.read();
    if (chunk === undefined) return { bytes: toOne(chunks), complete: true };
    chunks.push(chunk);
    length += chunk.length;
  }
  return { bytes: toOne(chunks), complete: false };
}

/** The source as it was before its sample was read. */
export function unread(bytes: SourceBytes, sample: Sample): SourceBytes {
  let isGiven = sample.bytes.length === 0;
  return {
    ...bytes,
    read: () => {
      if (isGiven) return bytes.read();
      isGiven = true;
      return Promise.resolve(sample.bytes);
    },
  };
}

function toOne(chunks: readonly Buffer[]): Buffer {
  const [first] = chunks;
  return first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks);
}
