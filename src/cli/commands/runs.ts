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
    else terminal.out(`${toTable(runs)}\n`);
    return Promise.resolve(() => 0);
  });
}

function toTable(runs: readonly ListedRun[]): string {
  return toPlainTable(['run', 'started', 'source', 'rows', 'result', 'status'], runs.map(toRow));
}

function toRow({ id, summary }: ListedRun): readonly (string | number)[] {
  if (summary === null) return [id, '', '', '', 'under way, or killed before its end', ''];
  const counts = Object.entries(summary.reconcile?.statuses ?? summary.counts).filter(
    ([, count]) => count > 0,
  );
  const result = counts.map(([status, count]) => `${count} ${status}`).join(', ');
  const started = summary.startedAt.slice(0, 19).replace('T', ' ');
  return [
    id,
    started,
    summary.source.name ?? summary.source.path,
    summary.source.rows,
    result,
    summary.exitCode,
  ];
}
