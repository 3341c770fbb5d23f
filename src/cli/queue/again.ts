/** `apply` and `resume` with `--queue`: continue a run that is in the queue. */
import type { z } from 'zod';
import { applyOptionsSchema, resumeOptionsSchema } from '../../config/options.js';
import { pickGiven, resolveOptions } from '../../config/resolve.js';
import { enqueueAgain, type Continuation } from '../../fleet/enqueue.js';
import type { Arguments } from '../arguments.js';
import { assertCanBeQueued, runQueueSession } from './session.js';
import { tellQueued, waitForEnd } from './wait.js';

export function giveApply(flags: Arguments): Promise<void> {
  return giveAgain(flags, { command: 'apply' }, applyOptionsSchema);
}

export function giveResume(flags: Arguments): Promise<void> {
  return giveAgain(flags, { command: 'resume', failed: flags.failed === true }, resumeOptionsSchema);
}

type Command = { readonly command: 'apply' } | { readonly command: 'resume'; readonly failed: boolean };

function giveAgain(flags: Arguments, command: Command, schema: z.ZodObject): Promise<void> {
  assertCanBeQueued(flags);
  resolveOptions(schema, flags);
  return runQueueSession(flags, async (session) => {
    const { credential, wait } = session.options;
    const options = pickGiven(schema, flags, {});
    const wanted: Continuation = {
      ...command,
      // A worker has the lock of the queue.
      options: Object.fromEntries(Object.entries(options).filter(([name]) => name !== 'waitForLock')),
      ...(credential === undefined ? {} : { credential }),
      ...(flags.baseUrl === undefined ? {} : { baseUrl: flags.baseUrl }),
      liveOrganisation: flags.configuration?.liveOrganisation,
    };
    const id = flags.run ?? '';
    await enqueueAgain(session.fleet, id, wanted);
    return wait ? waitForEnd(id, session) : tellQueued(id, session);
  });
}
