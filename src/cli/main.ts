#!/usr/bin/env node
/** Starts the program. What is asked most is answered first, with the fewest modules. */
import { tellLoadError } from './load-error.js';
import { toRequest, type Request } from './request.js';
import { readVersion } from './version.js';

const words = process.argv.slice(2);
const request = toRequest(words);
if (request.type === 'version') process.stdout.write(`${readVersion()}\n`);
else await act(request).catch(tellLoadError);

async function act(asked: Exclude<Request, { type: 'version' }>): Promise<void> {
  try {
    if (asked.type === 'work') await work();
    else process.stdout.write(await (await import('./answer.js')).answer(asked));
  } catch (error) {
    const { tellMisuse } = await import('./tell-misuse.js');
    tellMisuse(error);
  }
}

/** V8's limits are set before the program is loaded, because loading already grows the heap. */
async function work(): Promise<void> {
  const { limitMemory } = await import('./memory.js');
  limitMemory();
  const { runCommand } = await import('./program.js');
  await runCommand(words);
}
