import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { once } from '../core/once.js';

const MB = 2 ** 20;

/**
 * V8 starts with one MB for each half of the young generation. What loading a command leaves alive makes it this many times
 * larger, once.
 */
const LOADING_GROWTH = 4;

/**
 * The rows under way fill more than one MB: with halves of 4 MB, most of them would be copied at each collection. With 8 MB an
 * import takes up to a tenth less CPU time. With 12 MB it takes no less, and 8 MB more memory.
 */
const SENDING_GROWTH = 2;

/** How soon a growth is noticed: so that the young generation has no second one, and little garbage is above the limit. */
const LOOK_MS = 10;

/** A short command never fills the old generation this far, and need not pay for the limit; a long one piles up no garbage before. */
const OLD_BYTES = 20 * MB;

/**
 * Keeps this process small. V8 lets garbage pile up as long as memory seems plentiful, a few hundred MB on a large machine,
 * though a run holds no more than a batch of rows. A young generation that grows no further, and a collection at a quarter above
 * what is alive, keep an import below 140 MB instead of 230.
 */
export function limitMemory(): void {
  // The parser of answers is WebAssembly, which V8 would compile a second time, for a speed-up too small to notice: 20 MB.
  setFlagsFromString('--liftoff-only');
  growYoungOnce(LOADING_GROWTH, 4 * MB);
  onceGrown('old_space', OLD_BYTES, limitOld);
}

/** When rows are sent. */
export const makeRoomForSending = once(() => growYoungOnce(SENDING_GROWTH, 14 * MB));

/** V8 takes the size of the young generation when it starts, and later only the factor of its growth. It has grown with `bytes`. */
function growYoungOnce(factor: number, bytes: number): void {
  setFlagsFromString(`--semi-space-growth-factor=${factor}`);
  onceGrown('new_space', bytes, () => setFlagsFromString('--semi-space-growth-factor=1'));
}

const looks = new Set<() => void>();

/** To be called before long work that never waits, in which no timer runs. */
export function lookAtMemory(): void {
  for (const look of looks) look();
}

/** `new_space`: both halves of the young generation. `old_space`: without what is large, code, and outside of V8. */
function onceGrown(name: 'new_space' | 'old_space', bytes: number, act: () => void): void {
  const look = (): void => {
    const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === name);
    if (space !== undefined && space.space_size < bytes) return;
    clearInterval(timer);
    looks.delete(look);
    act();
  };
  const timer = setInterval(look, LOOK_MS).unref();
  looks.add(look);
}

/** A collection decides when the next one is due: without one now, the garbage of a fast run would pile up to 50 MB first. */
function limitOld(): void {
  setFlagsFromString('--heap-growing-percent=25');
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('globalThis.gc') as (() => void) | undefined;
  collect?.();
}
