/** Old exports are taken away, so that a nightly job does not fill the disk. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { BulkError, isBulkError, toMessage } from '../../core/errors.js';
import { takeLock } from '../../journal/lock.js';
import type { ExportSummary } from '../../record/export/summary.js';
import type { Pruned, PruneOptions } from '../run/prune.js';
import { listCertified, type CertifiedExport, type CertifiedFile } from './certified.js';
import { toRealPath } from './real-path.js';
import { toStatePaths } from './state.js';

/** What of the export that has just ended is gone by. */
export type NewExport = Pick<ExportSummary, 'output' | 'mode' | 'organisation' | 'exitCode'>;

/** Throws `config_invalid` where older exports could never be recognised by their names. */
export function assertPrunable(output: string): void {
  if (output === '-') {
    throw new BulkError(
      'config_invalid',
      'Expected `--output` to be a file with `--keep`, got `-`: standard output has no older exports.',
      { hint: 'Leave out --keep, or write to a file.' },
    );
  }
  if (/\d/.test(basename(output))) return;
  throw new BulkError(
    'config_invalid',
    `Expected \`--output\` to have a date or a number in its name with \`--keep\`, got \`${output}\`: each export takes the place of the one before.`,
    { hint: 'Leave out --keep, or name it such as customers-2026-11-22.csv.' },
  );
}

/**
 * Removes the exports before `newest`, with their summaries and transactions, beyond the newest `keep`. One
 * that is not sure to be whole does not count, so that it never drives out one that is. Never a file that is not, byte for
 * byte, what a certificate beside it tells, nor one to which an export is under way; and nothing at all after an export that
 * is not known to be whole itself.
 */
export async function pruneExports(newest: NewExport, options: PruneOptions): Promise<Pruned> {
  if (newest.exitCode !== 0) return { removed: [], problems: [] };
  try {
    const all = listCertified(dirname(toRealPath(newest.output)));
    const surplus = findSurplus(all, newest, options.keep);
    const stays = new Set(all.filter((one) => !surplus.includes(one)).flatMap(toPaths));
    const removed: string[] = [];
    const problems: string[] = [];
    for (const one of surplus) {
      const problem = await remove(one, stays, options);
      if (problem === undefined) removed.push(one.name);
      else problems.push(`The old export ${one.name} was not removed: ${problem}`);
    }
    return { removed, problems };
  } catch (error) {
    return { removed: [], problems: [`Old exports could not be removed: ${toMessage(error)}`] };
  }
}

function findSurplus(all: readonly CertifiedExport[], newest: NewExport, keep: number): CertifiedExport[] {
  const name = basename(toRealPath(newest.output));
  const older = all
    .filter((one) => one.name !== name && toKind(one.name) === toKind(name))
    .filter(({ mode, organisation }) => mode === newest.mode && organisation === newest.organisation)
    .sort((a, b) => (a.finishedAt < b.finishedAt ? 1 : -1));
  let kept = 1;
  return older.filter(({ isSure }) => {
    if (kept >= keep) return true;
    if (isSure) kept += 1;
    return false;
  });
}

/** What the names of one job's exports have in common: all but dates and counters. */
function toKind(name: string): string {
  return name.replace(/\d+/g, '0');
}

function toPaths({ path, transactions }: CertifiedExport): string[] {
  return transactions === null ? [path] : [path, transactions.path];
}

/** Gives why it stays, or undefined. The summary goes last, so that what a crash leaves is still certified. */
async function remove(
  one: CertifiedExport,
  stays: ReadonlySet<string>,
  options: PruneOptions,
): Promise<string | undefined> {
  const state = toStatePaths(options.reportsDir, one.path);
  try {
    const lock = takeLock(state.lock, `the export to ${one.path}`, options);
    try {
      if (existsSync(state.store)) return 'another export to it has not come to its end.';
      if (!(await isAsCertified(one))) return 'it was changed since it was exported.';
      const { transactions } = one;
      if (transactions !== null && !stays.has(transactions.path) && (await isAsCertified(transactions))) {
        rmSync(transactions.path);
      }
      rmSync(one.path);
      rmSync(one.summaryPath);
      rmSync(state.lock);
    } finally {
      lock.release();
    }
    return undefined;
  } catch (error) {
    return isBulkError(error) ? error.message : toMessage(error);
  }
}

async function isAsCertified({ path, sha256 }: CertifiedFile): Promise<boolean> {
  if (!existsSync(path)) return false;
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex') === sha256;
}
