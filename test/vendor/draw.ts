import { makeRandom } from '../support/durable.js';

/** Seeded choices: the same seed draws the same. */
export interface Draw {
  chance(share: number): boolean;
  /** An integer, both ends included. */
  integer(min: number, max: number): number;
  oneOf<T>(first: T, ...others: readonly T[]): T;
  /** Each of the list with this share. */
  some<T>(list: readonly T[], share: number): T[];
}

export function makeDraw(seed: number): Draw {
  const random = makeRandom(seed);
  // The first numbers of neighbouring seeds are alike enough to be passed over.
  for (let skipped = 0; skipped < 4; skipped += 1) random();
  return {
    chance: (share) => random() < share,
    integer: (min, max) => min + Math.floor(random() * (max - min + 1)),
    oneOf: (first, ...others) => {
      const at = Math.floor(random() * (others.length + 1));
      return at === 0 ? first : (others[at - 1] ?? first);
    },
    some: (list, share) => list.filter(() => random() < share),
  };
}
