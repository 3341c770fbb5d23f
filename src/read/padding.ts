/** Padding at the end of a file: the end mark of DOS (0x1A), and NULs of a disk block or of a file that was not filled. */

export interface PaddingFilter {
  /** The bytes without padding at their end; it follows with the next bytes, if there are any. */
  readonly pass: (bytes: Buffer) => Buffer;
  /** Bytes of padding that no other bytes have followed so far. */
  readonly count: () => number;
}

const EMPTY = Buffer.alloc(0);

/** Holds back a run of padding until it is known what follows. A look at the last byte of a chunk is all that other files cost. */
export function makePaddingFilter(): PaddingFilter {
  /** The run held back, as stretches of one byte each: a block of NULs may be large. */
  const held: { readonly byte: number; length: number }[] = [];
  const hold = (padding: Buffer): void => {
    for (const byte of padding) {
      const last = held.at(-1);
      if (last?.byte === byte) last.length += 1;
      else held.push({ byte, length: 1 });
    }
  };
  const release = (): Buffer[] => held.splice(0).map(({ byte, length }) => Buffer.alloc(length, byte));
  return {
    pass: (bytes) => {
      const end = findEnd(bytes);
      if (end === bytes.length && held.length === 0) return bytes;
      const before = end === 0 ? [] : release();
      hold(bytes.subarray(end));
      if (end === 0) return EMPTY;
      return before.length === 0
        ? bytes.subarray(0, end)
        : Buffer.concat([...before, bytes.subarray(0, end)]);
    },
    count: () => held.reduce((sum, { length }) => sum + length, 0),
  };
}

/** Where the padding at the end of the bytes begins. */
function findEnd(bytes: Buffer): number {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0 || bytes[end - 1] === 0x1a)) end -= 1;
  return end;
}
