/** A number from 0 to 1 (exclusive). */
export type Draw = () => number;

/** One stream of draws per use, so that switching one fault on does not affect the others. */
export interface Draws {
  fault: Draw;
  latency: Draw;
  envelope: Draw;
  address: Draw;
}

/** The streams of a seed: the same seed draws the same numbers in the same order. */
export function toDraws(seed: number): Draws {
  return {
    fault: toDraw(seed ^ 0x1f),
    latency: toDraw(seed ^ 0x2f00),
    envelope: toDraw(seed ^ 0x3f0000),
    address: toDraw(seed ^ 0x4f000000),
  };
}

/** mulberry32: 32 bits of state, fast, uniform enough for rates. Not for secrets. */
export function toDraw(seed: number): Draw {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
