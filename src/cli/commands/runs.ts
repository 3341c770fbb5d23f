import { basename } from 'node:path';
import { reportsDirSchema } from '../../config/options.js';
import { resolveOptions } from '../../config/resolve.js';
import { listRuns, type ListedRun } from '../../jobs/run/runs.js';
import type { Arguments } from '../arguments.js';
import { readEnvironment } from '../connection.js';
import { toPlainTable } from '../plain-table.js';
import { withSession } from '../session.js';

export async function run(flags: Arguments): Promise<void> {
  const { reportsDir } = resolveOptions(reportsDirSchema, flags);
  process.exitCode = await withSession(flags, readEnvironment(flags), (_deps, terminal) => {
    const runs = listRuns(reportsDir);
    if (flags.json === true) terminal.out(`${JSON.stringify(runs, undefined, 2)}\n`);
    else if (runs.length === 0) terminal.out(`There are no runs in ${reportsDir}.\n`);
    else terminal.out(`${toTable(runs, terminal.columns)}\n`);
    return Promise.resolve(() => 0);
  });
}

/** On 80 columns, long names of sources and results take several lines. */
function toTable(runs: readonly ListedRun[], columns: number | undefined): string {
  const head = ['run', 'started', 'source', 'rows', 'result', 'status'];
  return toPlainTable(head, runs.map(toRow), { columns, wrap: { 1: 10, 2: 8, 4: 8 } });
}

function toRow({ id, summary }: ListedRun): readonly (string | number)[] {
  if (summary === null) return [id, '', '', '', 'under way, or killed before its end', ''];
  const counts = Object.entries(summary.reconcile?.statuses ?? summary.counts).filter(
    ([, count]) => count > 0,
  );
  const result = counts.map(([status, count]) => `${count} ${status}`).join(', ');
  const started = summary.startedAt.slice(0, 16).replace('T', ' ');
  return [
    id,
    started,
    summary.source.name ?? basename(summary.source.path),
    summary.source.rows,
    result,
    summary.exitCode,
  ];
}
