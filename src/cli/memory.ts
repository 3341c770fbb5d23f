import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/**
 * Both halves of the young generation. The rows under way fill about one MB: in V8's first half MB they would outlive every
 * collection, and all garbage around them would be the old generation's. Eight MB took a fifth off the CPU time of an import
 * and added some six MB to its peak; sixteen took little more off and added fifteen.
 */
const YOUNG_BYTES = 8 * 2 ** 20;

/** What loading a command leaves alive makes V8's first MB this many times larger, once: as large as it will be. */
const LOADING_GROWTH = 4;

/** A command is loaded by then, unless the machine is slow: then the young generation grows later. */
const LOADING_MS = 150;

/** Less garbage than the limits would collect lies about by then, and a command that is over by then need not pay for them. */
const SHORT_MS = 1000;

/**
 * Keeps this process small. V8 lets garbage pile up as long as memory seems plentiful, a few
 * hundred MB on a large machine, though a run holds no more than a batch of rows. Collecting at a quarter above what is
 * alive, and stopping the young generation from growing further, keeps an import of 20,000 rows below 150 MB instead of
 * 230, at about a tenth of the speed that a local server would allow; a real one is never that fast. It begins after a second.
 */
export function limitMemory(): void {
  // The parser of answers is WebAssembly, which V8 would compile a second time, for a speed-up too small to notice: 20 MB.
  setFlagsFromString('--liftoff-only');
  // Ten MB of a loaded command stay. A young generation of one MB is collected forty times meanwhile.
  setFlagsFromString(`--semi-space-growth-factor=${LOADING_GROWTH}`);
  setTimeout(() => setFlagsFromString('--semi-space-growth-factor=1'), LOADING_MS).unref();
  setTimeout(() => {
    setFlagsFromString('--heap-growing-percent=25');
    growYoungGeneration();
  }, SHORT_MS).unref();
}

/** Its size can't be set once V8 runs; it doubles when much survives a collection, so for some ms much does. */
function growYoungGeneration(): void {
  setFlagsFromString('--semi-space-growth-factor=2');
  let kept: object[] = [];
  for (let round = 0; round < 200 && readYoungBytes() < YOUNG_BYTES; round += 1) {
    if (kept.length > 100_000) kept = [];
    for (let count = 0; count < 1000; count += 1) kept.push([count]);
  }
  setFlagsFromString('--semi-space-growth-factor=1');
}

function readYoungBytes(): number {
  return getHeapSpaceStatistics().find((space) => space.space_name === 'new_space')?.space_size ?? Infinity;
}
