/** One source is worked on by one run at a time, in one reports folder. */
import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeFolder } from '../../core/make-folder.js';
import type { Lock } from '../../journal/lock.js';
import { takeLockInTurn, type TurnOptions } from './lock-turn.js';

/**
 * What a run does with its source. `write`: customers are made from it. `plan`: a dry run, which disturbs no other run and is not
 * locked. `compare`: kept from other comparisons alone.
 */
export type SourceUse = 'write' | 'plan' | 'compare';

export interface LockedSource {
  readonly reportsDir: string;
  /** `-`: standard input. What comes through it without a name can't be told apart, so that all of it is one source. */
  readonly path: string;
  /** Of what comes through standard input, as `--source-name` says. */
  readonly name?: string | undefined;
  readonly endpoint: string;
  readonly use: SourceUse;
}

/** No lock for comparing nameless standard input, or for a plan. Throws `run_locked`, `interrupted`, `output_unwritable`. */
export async function lockSource(
  { reportsDir, path, name, endpoint, use }: LockedSource,
  options: TurnOptions,
): Promise<Lock[]> {
  const isStdin = path === '-';
  if (use === 'plan' || (isStdin && name === undefined && use === 'compare')) return [];
  const folder = resolve(reportsDir, '.locks');
  makeFolder(folder);
  const place = isStdin ? [path, ...(name === undefined ? [] : [name])] : [toRealPath(path)];
  const key = [...place, endpoint, ...(use === 'compare' ? [use] : [])].join('\n');
  const lockName = createHash('sha256').update(key).digest('hex').slice(0, 32);
  const what = isStdin ? `standard input${name === undefined ? '' : ` named ${name}`}` : `the source ${path}`;
  return [await takeLockInTurn(join(folder, `${lockName}.lock`), what, options)];
}

function toRealPath(path: string): string {
  // A resumed run's source may be gone; its path as given is then all there is to lock.
  return existsSync(path) ? realpathSync(path) : resolve(path);
}
