/** A set of row numbers, or others from 0 on, one bit for each: a million take 125 kB. */
export class RowSet {
  #bits = new Uint8Array(1024);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(row: number): void {
    const at = row >> 3;
    if (at >= this.#bits.length) this.#grow(at + 1);
    const before = this.#bits[at] ?? 0;
    const after = before | (1 << (row & 7));
    if (after === before) return;
    this.#bits[at] = after;
    this.#size += 1;
  }

  has(row: number): boolean {
    return ((this.#bits[row >> 3] ?? 0) & (1 << (row & 7))) !== 0;
  }

  #grow(length: number): void {
    const bits = new Uint8Array(Math.max(length, 2 * this.#bits.length));
    bits.set(this.#bits);
    this.#bits = bits;
  }
}
