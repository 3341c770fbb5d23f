/**
 * Finds the rows that may share a text with another row, in eight bytes a row. Two different texts may be taken for the same one,
 * once in a hundred million million pairs; two equal ones never for different. The caller compares the rows that are found.
 */
import { RowSet } from './row-set.js';

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
    const mask = toPlaceMask(this.#lastRow);
    const crowded = this.#findCrowded(mask);
    if (crowded.size === 0) return;
    const shared = this.#listShared(mask, crowded);
    if (shared.length === 0) return;
    this.#forEach((hash, row) => {
      if (crowded.has(hash & mask) && hasSorted(shared, hash)) rows.add(row);
    });
  }

  /** The places of two hashes or more: few hashes have such a place, and to sort all of them would take ten times as long. */
  #findCrowded(mask: number): RowSet {
    const [taken, crowded] = [new RowSet(), new RowSet()];
    this.#forEach((hash) => {
      const place = hash & mask;
      if (taken.has(place)) crowded.add(place);
      else taken.add(place);
    });
    return crowded;
  }

  /** The hashes of two rows or more, in order. */
  #listShared(mask: number, crowded: RowSet): Float64Array {
    const found: number[] = [];
    this.#forEach((hash) => {
      if (crowded.has(hash & mask)) found.push(hash);
    });
    const hashes = Float64Array.from(found).sort();
    return hashes.filter((hash, at) => hash === hashes[at - 1] && hash !== hashes[at - 2]);
  }

  #forEach(take: (hash: number, row: number) => void): void {
    for (const [at, chunk] of this.#chunks.entries()) {
      if (chunk === undefined) continue;
      const start = at * CHUNK;
      const end = Math.min(CHUNK, this.#lastRow + 1 - start);
      for (let index = 0; index < end; index += 1) {
        const hash = chunk[index] ?? 0;
        // 0 is the place of a row without a text.
        if (hash !== 0) take(hash, start + index);
      }
    }
  }
}

/** What gives the place of a hash: there are sixteen places or more for each row. */
function toPlaceMask(rows: number): number {
  return 2 ** Math.min(30, 36 - Math.clz32(rows)) - 1;
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
