/** Says how a run ended: on stdout, and of a stop on stderr where stdout may not be seen. */
import { toStopLines, toSummaryJson, toSummaryText, type RunReport, type Summary } from '../jobs/report.js';
import { toPlannedText, withFirstChanges } from './changes-output.js';
import type { Fit } from './fit.js';
import { toTypeable, type TypedFlags } from './invocation.js';
import type { Terminal } from './terminal.js';

/** A dry run begins with what it would change: the summary, which ends in the next command, is what stays on the screen. */
export function tellReport(report: RunReport, flags: TypedFlags, terminal: Terminal, fit: Fit): void {
  const { json, quiet } = flags;
  const { summary, files } = report;
  const { look, isOneScreen } = terminal;
  const planned = toPlannedText(report, terminal, fit);
  if (json === true) terminal.out(toSummaryJson(withFirstChanges(report)));
  else if (quiet !== true) {
    if (planned !== undefined) terminal.out(`${planned}\n`);
    terminal.out(fit(toTypeable(toSummaryText(summary, files, look), flags)));
  } else if (summary.exitCode !== 0) {
    const message = `Status ${summary.exitCode}`;
    terminal.report(
      { level: 'warn', event: 'summary', message, summary },
      toTypeable(toSummaryText(summary, files), flags),
    );
  }
  // The result may go into a file, or to a program, that a person does not see.
  if (quiet !== true && (json === true || !isOneScreen)) tellStop(summary, terminal);
}

function tellStop(summary: Summary, terminal: Terminal): void {
  const { stopped, resume } = summary;
  if (stopped === null) return;
  const { reason, message } = stopped;
  const entry = { level: 'error', event: 'stopped', message, code: reason, resume } as const;
  terminal.report(entry, `${toStopLines(summary).join('\n')}\n`);
}
