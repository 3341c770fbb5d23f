import { BulkError } from '../../core/errors.js';
import { toSummaryJson, toSummaryText } from '../../jobs/report.js';
import { readRunSummary } from '../../jobs/run/runs.js';
import { readRowLife, toRowLifeText } from '../../jobs/run/row-life.js';
import type { Arguments } from '../arguments.js';
import { defineCommand } from '../define-command.js';
import { readEnvironment } from '../connection.js';
import { OUTPUT_FLAGS } from '../flags.js';
import { withSession } from '../session.js';

export const showCommand = defineCommand({
  command: 'show <run>',
  describe: 'One run, or with --row the life of one of its rows',
  builder: (yargs) =>
    yargs
      .positional('run', { type: 'string', demandOption: true, describe: 'Name of the run, or its folder' })
      .options({
        row: { type: 'string', requiresArg: true, describe: 'Number of a row (bulk_row)' },
        reveal: { type: 'boolean', describe: 'Show personal data as it is, not masked' },
        'reports-dir': OUTPUT_FLAGS['reports-dir'],
        json: OUTPUT_FLAGS.json,
      })
      .example('$0 show 20261122-172231-4f1c --row 17', 'What was sent for row 17, and what came back'),
  handler: async (flags) => {
    process.exitCode = await withSession(flags, readEnvironment(flags), (_deps, terminal) => {
      const reportsDir = flags.reportsDir ?? 'reports';
      terminal.out(
        flags.row === undefined ? showRun(reportsDir, flags) : showRow(reportsDir, flags.row, flags),
      );
      return Promise.resolve(() => 0);
    });
  },
});

function showRun(reportsDir: string, { run = '', json }: Arguments): string {
  const summary = readRunSummary(reportsDir, run);
  if (summary === null) {
    throw new BulkError('run_unknown', `The run ${run} has no summary: it is under way, or was killed.`, {
      hint: `Type \`bitpowr-bulk resume ${run}\` if no process works on it.`,
    });
  }
  return json === true ? toSummaryJson(summary) : toSummaryText(summary, []);
}

function showRow(reportsDir: string, row: string, { run = '', json, reveal }: Arguments): string {
  if (!/^[1-9]\d*$/.test(row)) {
    throw new BulkError('config_invalid', `Expected \`--row\` to be the number of a row, got \`${row}\`.`);
  }
  const life = readRowLife(reportsDir, run, Number(row), { reveal: reveal === true });
  return json === true ? `${JSON.stringify(life, undefined, 2)}\n` : toRowLifeText(life);
}
