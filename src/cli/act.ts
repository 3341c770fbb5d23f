/** The command line: does what its words ask for. */
import type { Arguments } from './arguments.js';
import { isLoadError } from './load-error.js';
import { toRequest } from './request.js';
import { readVersion } from './version.js';

/** Leaves the exit status in `process.exitCode`. Throws only the error of a module that could not be loaded. */
export async function act(words: readonly string[]): Promise<void> {
  const request = toRequest(words);
  let known: Arguments | undefined;
  try {
    if (request.type === 'work')
      await (await import('./program.js')).runCommand(words, (flags) => (known = flags));
    else if (request.type === 'version') process.stdout.write(`${readVersion()}\n`);
    else process.stdout.write(await (await import('./answer.js')).answer(request));
  } catch (error) {
    if (isLoadError(error)) throw error;
    const { failStart } = await import('./fail-start.js');
    process.exitCode = await failStart(error, words, known);
  }
}
