import { exportOptionsSchema } from '../../config/options.js';
import { resolveOptions } from '../../config/resolve.js';
import { exportCustomers, type ExportReport } from '../../jobs/export/export.js';
import type { JobDeps } from '../../jobs/deps.js';
import { assertPrunable } from '../../jobs/export/prune.js';
import { toExportJson, toExportText } from '../../jobs/report.js';
import { readEnvironment, withConnection } from '../connection.js';
import type { Arguments } from '../arguments.js';
import { readEnding } from '../ending.js';
import { assertOneOutput } from '../output.js';
import { withSession, type OutputFlags } from '../session.js';
import type { Terminal } from '../terminal.js';
import { pruneOldExports, readUnattended } from '../unattended.js';

export async function run(flags: Arguments): Promise<void> {
  const environment = readEnvironment(flags);
  assertOneOutput(flags);
  const options = resolveOptions(exportOptionsSchema, flags);
  const unattended = readUnattended(flags);
  if (unattended.keep !== undefined) assertPrunable(options.output);
  const ending = readEnding(flags, environment, { command: 'export', source: options.output });
  let exported: ExportReport['summary'] | undefined;
  const job = async (deps: JobDeps, terminal: Terminal) => {
    const report = await withConnection(flags, environment, options.reportsDir, (connection) =>
      exportCustomers(options, connection, { ...deps, stdout: process.stdout }),
    );
    exported = report.summary;
    await pruneOldExports(unattended, options.reportsDir, exported, deps);
    return () => {
      tell(report, flags, terminal);
      return report.summary.exitCode;
    };
  };
  process.exitCode = await withSession(flags, environment, job, {
    secrets: ending.secrets,
    finish: (end, place) => ending.finish(end, { exported }, place),
  });
}

/** Standard output may be the export itself; the summary then goes to people. */
function tell({ summary, files }: ExportReport, { json, quiet }: OutputFlags, terminal: Terminal): void {
  // The reader had enough.
  if (summary.stopped === null && summary.certificate.sha256 === null) return;
  const text = toExportText(summary, files);
  if (json === true) terminal.out(toExportJson(summary));
  else if (quiet === true ? summary.exitCode !== 0 : summary.output === '-') {
    const level = summary.exitCode === 0 ? 'info' : 'warn';
    terminal.report({ level, event: 'summary', message: `Status ${summary.exitCode}`, summary }, text);
  } else if (quiet !== true) terminal.out(text);
}
