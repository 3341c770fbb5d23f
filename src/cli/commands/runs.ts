import { basename } from 'node:path';
import { reportsDirSchema } from '../../config/options.js';
import { resolveOptions } from '../../config/resolve.js';
import { listAll, type ListedFolder } from '../../jobs/run/listed.js';
import type { RunProgress } from '../../jobs/run/runs.js';
import type { Arguments } from '../arguments.js';
import { readEnvironment } from '../connection.js';
import { toPlainTable } from '../plain-table.js';
import { withSession } from '../session.js';

export async function run(flags: Arguments): Promise<void> {
  const { reportsDir } = resolveOptions(reportsDirSchema, flags);
  process.exitCode = await withSession(flags, readEnvironment(flags), (_deps, terminal) => {
    const runs = listAll(reportsDir);
    if (flags.json === true) terminal.out(`${JSON.stringify(runs, undefined, 2)}\n`);
    else if (runs.length === 0) terminal.out(`There are no runs in ${reportsDir}.\n`);
    else terminal.out(`${toTable(runs, terminal.columns)}\n`);
    return Promise.resolve(() => 0);
  });
}

/** On 80 columns, long names of sources and results take several lines. */
function toTable(runs: readonly ListedFolder[], columns: number | undefined): string {
  const head = ['run', 'started', 'source', 'rows', 'result', 'status'];
  return toPlainTable(head, runs.map(toRow), { columns, wrap: { 1: 10, 2: 8, 4: 8 } });
}

/** What the table says of a run whose last session has no summary. */
const UNFINISHED: Readonly<Record<Exclude<RunProgress, 'ended'>, string>> = {
  under_way: 'under way',
  killed: 'killed before its end',
  unreadable: 'its journal can not be read',
};

function toRow({ id, progress, startedAt, source, summary }: ListedFolder): readonly (string | number)[] {
  const started = (startedAt ?? '').slice(0, 16).replace('T', ' ');
  const begun = [id, started, source?.name ?? basename(source?.path ?? ''), source?.rows ?? ''];
  if (progress !== 'ended') return [...begun, UNFINISHED[progress], ''];
  return [...begun, toResult(summary), summary?.exitCode ?? ''];
}

/** `62 created, 8 invalid`; of a check, `62 valid, 8 invalid`. */
function toResult(summary: ListedFolder['summary']): string {
  const counts = Object.entries({
    ...(summary?.valid === undefined ? {} : { valid: summary.valid }),
    ...(summary?.reconcile?.statuses ?? summary?.counts ?? {}),
  }).filter(([, count]) => count > 0);
  return counts.map(([status, count]) => `${count} ${status}`).join(', ');
}
