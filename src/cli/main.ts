#!/usr/bin/env node
/** Starts the program. Sets V8's memory limits before loading it, because loading already grows the heap. */
import { tellLoadError } from './load-error.js';
import { limitMemory } from './memory.js';
import { watchOutput } from './unwritable.js';
import { readVersion } from './version.js';

watchOutput({ report: (_entry, text) => void process.stderr.write(text), needsAll: false });
if (process.argv.length === 3 && process.argv[2] === '--version') {
  process.stdout.write(`${readVersion()}\n`);
} else {
  limitMemory();
  const load = async (): Promise<() => Promise<void>> => (await import('./program.js')).main;
  const main = await load().catch(tellLoadError);
  await main?.().catch(tellLoadError);
}
