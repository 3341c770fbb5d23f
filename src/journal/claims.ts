/** Which row has which customer, address and own sub-account, by uid: each belongs to one row of a run. */
import { toUidKey } from '../core/match-key.js';
import type { SqlFile, Statement } from './open.js';
import { readCount } from './read-count.js';
import { toClaimIndex } from './schema.js';

/** Bits per row: about one in 100,000 uids is looked up needlessly, which reads all rows. */
const BITS_PER_ROW = 24;
const HASHES = 12;
const MIN_ROWS = 1 << 12;
const NO_ROW = 0;

/** Look-ups that read all rows, before an index is made for the next ones. */
const LOOKS_WITHOUT_INDEX = 16;

/**
 * A uid that no row has is recognised in memory (a Bloom filter, three bytes per row); only a possible match is looked up in
 * the file. Uids come in random order, so that an index on them would cost every row more than it saves, unless many are
 * looked up.
 */
export type ClaimColumn = 'uid' | 'address_uid' | 'sub_account_uid';

export class Claims {
  readonly #file: SqlFile;
  readonly #column: ClaimColumn;
  #find: Statement | undefined;
  #looks = 0;
  /** Claimed in this process and perhaps not committed yet. */
  readonly #fresh = new Map<string, number>();
  #bits: Uint32Array | undefined;

  constructor(file: SqlFile, column: ClaimColumn) {
    this.#file = file;
    this.#column = column;
  }

  /** The other row that has it; undefined: it now belongs to this row. */
  claim(uid: string, rowNumber: number): number | undefined {
    const key = toUidKey(uid);
    const other = this.#findOther(key, rowNumber);
    if (other !== undefined) return other;
    if (this.#fresh.has(key)) return undefined;
    addKey(this.#readBits(), key);
    this.#fresh.set(key, rowNumber);
    return undefined;
  }

  /** The row that has it. */
  find(uid: string): number | undefined {
    return this.#findOther(toUidKey(uid), NO_ROW);
  }

  #findOther(key: string, rowNumber: number): number | undefined {
    const fresh = this.#fresh.get(key);
    if (fresh !== undefined) return fresh === rowNumber ? undefined : fresh;
    const bits = this.#readBits();
    return mayHaveKey(bits, key)
      ? this.#prepareFind().get<{ row: number }>([key, rowNumber])?.row
      : undefined;
  }

  #prepareFind(): Statement {
    this.#looks += 1;
    const find = `SELECT row FROM rows WHERE lower(${this.#column}) = ? AND row <> ?`;
    if (this.#looks === LOOKS_WITHOUT_INDEX + 1) {
      this.#file.exec(toClaimIndex(this.#column));
      this.#find = this.#file.prepare(`${find} AND ${this.#column} <> '' LIMIT 1`);
    }
    return (this.#find ??= this.#file.prepare(`${find} LIMIT 1`));
  }

  #readBits(): Uint32Array {
    return (this.#bits ??= this.#load());
  }

  /** The row is committed, so that the file has the uid. */
  forget(uid: string): void {
    if (uid !== '') this.#fresh.delete(toUidKey(uid));
  }

  #load(): Uint32Array {
    const rows = readCount(this.#file, 'SELECT count(*) AS count FROM rows');
    const bits = new Uint32Array((Math.max(rows, MIN_ROWS) * BITS_PER_ROW) / 32);
    const known = this.#file
      .prepare(`SELECT ${this.#column} AS uid FROM rows WHERE ${this.#column} <> ''`)
      .iterate<{ uid: string }>([]);
    for (const { uid } of known) addKey(bits, toUidKey(uid));
    return bits;
  }
}

function addKey(bits: Uint32Array, key: string): void {
  const { first, step } = toHashes(key);
  for (let n = 0; n < HASHES; n += 1) setBit(bits, (first + n * step) % (bits.length * 32));
}

/** False: certainly not. */
function mayHaveKey(bits: Uint32Array, key: string): boolean {
  const { first, step } = toHashes(key);
  for (let n = 0; n < HASHES; n += 1)
    if (!hasBit(bits, (first + n * step) % (bits.length * 32))) return false;
  return true;
}

/** For bit positions by double hashing (Kirsch and Mitzenmacher 2006) of FNV-1a. */
function toHashes(text: string): { readonly first: number; readonly step: number } {
  let one = 0x811c9dc5;
  let two = 0x9747b28c;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 0x01000193);
    two = Math.imul(two ^ code, 0x85ebca6b);
  }
  return { first: one >>> 0, step: (two | 1) >>> 0 };
}

function hasBit(bits: Uint32Array, place: number): boolean {
  return ((bits[place >>> 5] ?? 0) & (1 << (place & 31))) !== 0;
}

function setBit(bits: Uint32Array, place: number): void {
  bits[place >>> 5] = (bits[place >>> 5] ?? 0) | (1 << (place & 31));
}
