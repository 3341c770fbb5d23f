#!/usr/bin/env node
/** Starts the program. The version is answered first, with the fewest modules. */
import { tellLoadError } from './load-error.js';
import { toRequest } from './request.js';
import { watchOutput } from './unwritable.js';
import { readVersion } from './version.js';

watchOutput({ report: (_entry, text) => void process.stderr.write(text), needsAll: false });
const words = process.argv.slice(2);
const request = toRequest(words);
if (request.type === 'version') process.stdout.write(`${readVersion()}\n`);
else await start().catch(tellLoadError);

/** V8's limits are set before a command is loaded, because loading already grows the heap. */
async function start(): Promise<void> {
  if (request.type === 'work') (await import('./memory.js')).limitMemory();
  const { act } = await import('./act.js');
  await act(words);
}
