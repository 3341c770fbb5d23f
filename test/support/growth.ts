/** Runs at both sizes. The fastest counts: a busy machine slows some runs, hardly all of them. */
const TRIES = 7;

/**
 * How many times longer `run` takes on eight times the size: about 8 where time grows in proportion, about 64 where it grows
 * with the square. Unlike a limit in milliseconds, this is the same on any machine.
 */
export function measureGrowth(run: (size: number) => void, size: number): number {
  let [small, large] = [Infinity, Infinity];
  for (let tried = 0; tried < TRIES; tried += 1) {
    small = Math.min(
      small,
      measureMs(() => run(size)),
    );
    large = Math.min(
      large,
      measureMs(() => run(8 * size)),
    );
  }
  return large / small;
}

function measureMs(run: () => void): number {
  const startedAt = performance.now();
  run();
  return performance.now() - startedAt;
}
