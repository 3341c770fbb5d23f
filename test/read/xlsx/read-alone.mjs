/** Reads a source alone, and prints its rows, its characters, and the peak memory in MiB. Arguments: the module, the file. */
import { readFileSync } from 'node:fs';

const { openSource } = await import(process.argv[2]);
const source = await openSource(process.argv[3]);
let rows = 0;
let characters = 0;
for await (const batch of source.batches()) {
  rows += batch.length;
  for (const { cells } of batch) for (const cell of cells) characters += cell.length;
}
const peakKiB = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
console.log(JSON.stringify({ rows, characters, peakMiB: Math.round(peakKiB / 1024) }));
