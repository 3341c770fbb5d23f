/**
 * Finds the rows that may share a text with another row, in eight bytes a row. Two different texts may be taken for the same one,
 * once in a hundred million million pairs; two equal ones never for different. The caller compares the rows that are found.
 */
import type { RowSet } from './row-set.js';

/** Rows whose hashes are stored together, so that no array is copied when there are more. */
const CHUNK = 1 << 16;

export class SharedTexts {
  /** A row's hash at its number; 0: the row has no text. Absent: no row of the chunk has one. */
  readonly #chunks: (Float64Array | undefined)[] = [];
  #lastRow = 0;

  add(row: number, text: string): void {
    const at = row >> 16;
    const chunk = (this.#chunks[at] ??= new Float64Array(CHUNK));
    chunk[row & (CHUNK - 1)] = toHash(text);
    if (row > this.#lastRow) this.#lastRow = row;
  }

  /** Adds every row that may share its text with another one. */
  collect(rows: RowSet): void {
    const shared = this.#listSharedHashes();
    if (shared.length === 0) return;
    for (const [at, chunk] of this.#chunks.entries()) {
      for (const [index, hash] of (chunk ?? []).entries())
        if (hash !== 0 && hasSorted(shared, hash)) rows.add(at * CHUNK + index);
    }
  }

  /** In order. */
  #listSharedHashes(): Float64Array {
    const chunks = this.#chunks.filter((chunk) => chunk !== undefined);
    if (chunks.length === 0) return new Float64Array();
    // Of the last chunk, only the part with rows: a short file has no more.
    const inLast = (this.#lastRow & (CHUNK - 1)) + 1;
    const hashes = new Float64Array((chunks.length - 1) * CHUNK + inLast);
    for (const [at, chunk] of chunks.entries())
      hashes.set(at < chunks.length - 1 ? chunk : chunk.subarray(0, inLast), at * CHUNK);
    hashes.sort();
    let shared = 0;
    for (let at = 1, before = 0, noted = 0; at < hashes.length; at += 1) {
      const hash = hashes[at] ?? 0;
      // 0 is the place of a row without a text.
      if (hash === before && hash !== noted && hash !== 0) hashes[shared++] = noted = hash;
      before = hash;
    }
    return hashes.subarray(0, shared);
  }
}

function hasSorted(sorted: Float64Array, wanted: number): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === wanted;
}

/** 53 bits of two hashes (of the kind of MurmurHash), and never 0. */
function toHash(text: string): number {
  let one = 0x9e3779b9;
  let other = 0x85ebca6b;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 0x9e3779b1);
    other = Math.imul(other ^ code, 0x5f356495);
  }
  one = Math.imul(one ^ (one >>> 16), 0x85ebca6b) ^ Math.imul(other ^ (other >>> 13), 0xc2b2ae35);
  other = Math.imul(other ^ (other >>> 16), 0x85ebca6b) ^ Math.imul(one ^ (one >>> 13), 0xc2b2ae35);
  return 0x1_0000_0000 * (other & 0x1f_ffff) + (one >>> 0) || 1;
}
