import { join } from 'node:path';
import { showOptionsSchema, type ShowOptions } from '../../config/options.js';
import { resolveOptions } from '../../config/resolve.js';
import { BulkError } from '../../core/errors.js';
import { toSummaryJson, toSummaryText } from '../../jobs/report.js';
import { findCheck } from '../../jobs/run/check.js';
import { findRun } from '../../jobs/run/find-run.js';
import { toRunName, toShownName } from '../../jobs/run/last-run.js';
import { readRunSummary } from '../../jobs/run/runs.js';
import { readRowLife, toRowLifeText } from '../../jobs/run/row-life.js';
import type { Arguments } from '../arguments.js';
import { readEnvironment } from '../connection.js';
import { tellChanges } from '../changes-output.js';
import { openReport } from '../open-report.js';
import { withSession } from '../session.js';
import type { Terminal } from '../terminal.js';
import { toWrapped } from '../wrap.js';

export async function run(flags: Arguments): Promise<void> {
  const options = resolveOptions(showOptionsSchema, flags);
  process.exitCode = await withSession(flags, readEnvironment(flags), async (deps, terminal) => {
    // A check has neither changes nor a history of rows.
    const needsRun = options.changes || options.row !== undefined;
    const run = (needsRun ? toRunName : toShownName)(options.reportsDir, flags.run ?? '');
    const json = flags.json === true;
    if (options.changes) await tellChanges(run, options, { isJson: json, start: deps, terminal });
    else if (options.row === undefined) terminal.out(showRun(run, options, json, terminal));
    else terminal.out(showRow(run, options, json));
    if (flags.open === true) await openReport(toReportPath(run, options));
    return () => 0;
  });
}

function toReportPath(run: string, { reportsDir }: ShowOptions): string {
  const folder = findCheck(reportsDir, run) ?? findRun(reportsDir, run).folder;
  return join(folder, 'report.html');
}

function showRun(
  run: string,
  { reportsDir }: ShowOptions,
  json: boolean,
  { look, columns }: Terminal,
): string {
  const summary = readRunSummary(reportsDir, run);
  if (summary === null) {
    throw new BulkError('run_unknown', `The run ${run} has no summary: it is under way, or was killed.`, {
      hint: `Type \`bitpowr-bulk resume ${run}\` if no process works on it.`,
    });
  }
  if (json) return toSummaryJson(summary);
  const text = toSummaryText(summary, [], look);
  return columns === undefined ? text : toWrapped(text, columns);
}

function showRow(run: string, { reportsDir, row = 0, reveal }: ShowOptions, json: boolean): string {
  const life = readRowLife(reportsDir, run, row, { reveal });
  return json ? `${JSON.stringify(life, undefined, 2)}\n` : toRowLifeText(life);
}
