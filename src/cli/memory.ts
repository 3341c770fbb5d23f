import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * V8 starts with one MB for each half of the young generation, and here grows it once, by this factor. The rows under way fill
 * more than one MB: they would outlive every collection, and all garbage around them would be the old generation's.
 */
const YOUNG_GROWTH = 12;

/** More than both halves have at first. */
const GROWN_BYTES = 4 * 2 ** 20;

/** It grows while the command is loaded, which leaves ten MB alive. */
const LOOK_MS = 10;

/** Less garbage than the limits would collect is there by then, and a command that is over by then need not pay for them. */
const SHORT_MS = 1000;

/**
 * Keeps this process small. V8 lets garbage pile up as long as memory seems plentiful, a few hundred MB on a large machine,
 * though a run holds no more than a batch of rows. A young generation that grows once, and a collection at a quarter above what
 * is alive, keep an import below 150 MB instead of 230.
 */
export function limitMemory(): void {
  // The parser of answers is WebAssembly, which V8 would compile a second time, for a speed-up too small to notice: 20 MB.
  setFlagsFromString('--liftoff-only');
  growYoungOnce();
  setTimeout(limitOld, SHORT_MS).unref();
}

/** V8 takes the size of the young generation when it starts, and later only the factor of its growth. */
function growYoungOnce(): void {
  setFlagsFromString(`--semi-space-growth-factor=${YOUNG_GROWTH}`);
  const look = setInterval(() => {
    if (readYoungBytes() < GROWN_BYTES) return;
    setFlagsFromString('--semi-space-growth-factor=1');
    clearInterval(look);
  }, LOOK_MS).unref();
}

function readYoungBytes(): number {
  return getHeapSpaceStatistics().find((space) => space.space_name === 'new_space')?.space_size ?? Infinity;
}

/** A collection decides when the next one is due: without one now, the garbage of a fast run would pile up to 50 MB first. */
function limitOld(): void {
  setFlagsFromString('--heap-growing-percent=25');
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('globalThis.gc') as (() => void) | undefined;
  collect?.();
}
