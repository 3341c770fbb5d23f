/** The folder of a check: its files stay, and what it needed on the way is taken away. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportOptions } from '../../config/options.js';
import { dropName } from '../../core/drop-name.js';
import type { Journal } from '../../journal/journal.js';
import { Spool } from '../../record/spool.js';
import type { JobDeps } from '../deps.js';
import { makeNewFolder, toNewFolder } from '../run/new-folder.js';

/** Not a run's journal: what a killed check leaves behind is no run. */
const SCRATCH_NAME = '.check.sqlite';

/** Nothing is sent, so nothing is locked and nothing taken up again. */
export class CheckFolder {
  readonly id: string;
  readonly folder: string;
  readonly #deps: JobDeps;
  readonly #spools: Spool<unknown>[] = [];
  #scratch: Journal | undefined;

  /** Makes it. Throws `run_exists`, `output_unwritable`. */
  constructor(options: Pick<ImportOptions, 'reportsDir' | 'runId'>, deps: JobDeps) {
    const { id, folder } = toNewFolder(options, deps);
    makeNewFolder(folder, id);
    deps.emit({ type: 'run', runId: id, runDir: folder });
    this.id = id;
    this.folder = folder;
    this.#deps = deps;
  }

  /** A journal for as long as the check lasts, without a name, so that a crash leaves nothing of it. Throws `output_unwritable`. */
  async openScratch(): Promise<Journal> {
    // Most checks need none, nor the driver of SQLite.
    const { Journal } = await import('../../journal/journal.js');
    if (this.#scratch !== undefined) return this.#scratch;
    const path = join(this.folder, SCRATCH_NAME);
    this.#scratch = Journal.open(path, { ...this.#deps, create: true, scratch: true });
    dropName(path);
    return this.#scratch;
  }

  /** A place for values that wait. */
  makeSpool<T>(name: string): Spool<T> {
    const spool = new Spool<T>(join(this.folder, `.check-${name}`));
    this.#spools.push(spool);
    return spool;
  }

  /** Takes away all but the check's files. */
  close(): void {
    for (const spool of this.#spools) spool.remove();
    this.#scratch?.close();
    rmSync(join(this.folder, SCRATCH_NAME), { force: true });
  }

  /** Takes everything away. */
  discard(): void {
    this.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
