/** The command line: does what its words ask for. */
import { toRequest } from './request.js';
import { readVersion } from './version.js';

/** Leaves the exit status in `process.exitCode`. Throws only the error of a module that could not be loaded. */
export async function act(words: readonly string[]): Promise<void> {
  const request = toRequest(words);
  try {
    if (request.type === 'work') await (await import('./program.js')).runCommand(words);
    else if (request.type === 'version') process.stdout.write(`${readVersion()}\n`);
    else process.stdout.write(await (await import('./answer.js')).answer(request));
  } catch (error) {
    const { tellMisuse } = await import('./tell-misuse.js');
    tellMisuse(error);
  }
}
