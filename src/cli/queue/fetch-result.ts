/** The files of a run that a worker brought to the store: on this machine, for the command that waited for them. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { reportsDirSchema } from '../../config/options.js';
import { resolveOptions } from '../../config/resolve.js';
import { toMessage } from '../../core/errors.js';
import { makeFolder } from '../../core/make-folder.js';
import { openStore } from '../../fleet/open-store.js';
import type { QueuedRun } from '../../fleet/runs.js';
import { JOURNAL_NAME } from '../../jobs/run/check.js';
import type { QueueSession } from './session.js';

/** Returns the folder; undefined where the command names no store, or the files stay there, as it then says. */
export async function fetchResult(
  { id, result }: QueuedRun,
  { options, flags, environment, terminal }: QueueSession,
): Promise<string | undefined> {
  const { store: place } = options;
  if (place === undefined || result === null) return undefined;
  const { reportsDir } = resolveOptions(reportsDirSchema, flags, environment);
  const folder = join(reportsDir, id);
  const stay = (why: string): void => terminal.err(`The files of the run stay in the store: ${why}\n`);
  if (existsSync(folder)) {
    stay(`${folder} exists.`);
    return undefined;
  }
  try {
    const store = await openStore(place, environment);
    const names = await store.list(result);
    makeFolder(resolve(folder));
    // A copy of the journal could be continued beside the queue.
    for (const name of names.filter((one) => one !== JOURNAL_NAME))
      await store.get(`${result}/${name}`, join(folder, name));
    return folder;
  } catch (error) {
    stay(toMessage(error));
    return undefined;
  }
}
