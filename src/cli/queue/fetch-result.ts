/** The files of a run that a worker brought to the store: on this machine, for the command that waited for them. */
import { existsSync, renameSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { reportsDirSchema } from '../../config/options.js';
import { resolveOptions } from '../../config/resolve.js';
import { toMessage } from '../../core/errors.js';
import { makeFolder } from '../../core/make-folder.js';
import { openStore } from '../../fleet/open-store.js';
import type { QueuedRun } from '../../fleet/runs.js';
import { isCopyOf, JOURNAL_NAME } from '../../jobs/run/check.js';
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
  // An `apply` or `resume` continues a run whose files may have been fetched before.
  if (existsSync(folder) && !isCopyOf(folder, id)) {
    stay(`${folder} exists, and is no copy of them.`);
    return undefined;
  }
  try {
    await replaceFolder(folder, async (fresh) => {
      const store = await openStore(place, environment);
      // A copy of the journal could be continued beside the queue.
      const names = (await store.list(result)).filter((name) => name !== JOURNAL_NAME);
      for (const name of names) await store.get(`${result}/${name}`, join(fresh, name));
    });
    return folder;
  } catch (error) {
    stay(toMessage(error));
    return undefined;
  }
}

/** Fills a new folder and puts it in the place of the old one, if there is one. What fails leaves the old one as it is. */
async function replaceFolder(folder: string, fill: (fresh: string) => Promise<void>): Promise<void> {
  const place = dirname(resolve(folder));
  makeFolder(place);
  // On the same disk, so that a rename is enough; no run has a name with a dot before it.
  const aside = await mkdtemp(join(place, '.fetched-'));
  const [fresh, before] = [join(aside, 'fresh'), join(aside, 'before')];
  try {
    makeFolder(fresh);
    await fill(fresh);
    if (existsSync(folder)) renameSync(folder, before);
    try {
      renameSync(fresh, folder);
    } catch (error) {
      if (existsSync(before)) renameSync(before, folder);
      throw error;
    }
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}
