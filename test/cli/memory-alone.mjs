/**
 * Makes garbage under the limits of a command, and prints the largest sizes of V8's two generations in MiB. Arguments: the
 * module, and whether the work waits now and then (`waits`) or never (`at-once`).
 */
import { setTimeout as wait } from 'node:timers/promises';
import { getHeapSpaceStatistics } from 'node:v8';

const [module, kind] = process.argv.slice(2);
const { limitMemory, lookAtMemory } = await import(module);
const largest = { new_space: 0, old_space: 0 };

function look() {
  for (const { space_name, space_size } of getHeapSpaceStatistics()) {
    if (space_name in largest) largest[space_name] = Math.max(largest[space_name], space_size / 2 ** 20);
  }
}

/** About 2 MiB; what is made before it is garbage that has outlived the young generation. */
const makeSome = () => Array.from({ length: 20_000 }, (_none, at) => ({ at, text: `${at}` }));

limitMemory();
// As the loading of a command does: all of it stays.
const loaded = [makeSome(), makeSome()];
lookAtMemory();
let kept = [];
for (let round = 0; round < 200; round += 1) {
  kept = [...kept.slice(-2), makeSome()];
  look();
  if (kind === 'waits') await wait(1);
}
console.log(JSON.stringify({ young: largest.new_space, old: largest.old_space, kept: loaded.length }));
