import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const MB = 2 ** 20;

/**
 * V8 starts with one MB for each half of the young generation. What loading a command leaves alive makes it this many times
 * larger, once.
 */
const LOADING_GROWTH = 4;

/**
 * The rows under way fill more than one MB: with halves of 4 MB, most of them would be copied at each collection. With 12 MB
 * an import takes up to a tenth less CPU time, and its peak stays below 140 MB; 16 MB take little more off, and add nine.
 */
const SENDING_GROWTH = 3;

/** How soon a growth is noticed, so that there is no second one. */
const LOOK_MS = 10;

/** Less garbage than the limits would collect is there by then, and a command that is over by then need not pay for them. */
const SHORT_MS = 1000;

/**
 * Keeps this process small. V8 lets garbage pile up as long as memory seems plentiful, a few hundred MB on a large machine,
 * though a run holds no more than a batch of rows. A young generation that grows no further, and a collection at a quarter above
 * what is alive, keep an import below 150 MB instead of 230.
 */
export function limitMemory(): void {
  // The parser of answers is WebAssembly, which V8 would compile a second time, for a speed-up too small to notice: 20 MB.
  setFlagsFromString('--liftoff-only');
  growYoungOnce(LOADING_GROWTH, 4 * MB);
  setTimeout(limitOld, SHORT_MS).unref();
}

/** When rows begin to be sent. */
export function makeRoomForSending(): void {
  growYoungOnce(SENDING_GROWTH, 20 * MB);
}

/** V8 takes the size of the young generation when it starts, and later only the factor of its growth. It has grown with `bytes`. */
function growYoungOnce(factor: number, bytes: number): void {
  setFlagsFromString(`--semi-space-growth-factor=${factor}`);
  const look = setInterval(() => {
    if (readYoungBytes() < bytes) return;
    setFlagsFromString('--semi-space-growth-factor=1');
    clearInterval(look);
  }, LOOK_MS).unref();
}

/** Both halves. */
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
