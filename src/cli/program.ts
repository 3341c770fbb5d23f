/** The command line. */
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { BulkError, isBulkError } from '../core/errors.js';
import { applyCommand } from './commands/apply.js';
import { authCommand } from './commands/auth.js';
import { doctorCommand } from './commands/doctor.js';
import { exportCommand } from './commands/export.js';
import { importCommand } from './commands/import.js';
import { reconcileCommand } from './commands/reconcile.js';
import { resumeCommand } from './commands/resume.js';
import { runsCommand } from './commands/runs.js';
import { sandboxCommand } from './commands/sandbox.js';
import { showCommand } from './commands/show.js';
import { undoCommand } from './commands/undo.js';
import { completeWord } from './completion.js';
import { validateCommand } from './commands/validate.js';
import { tellError } from './session.js';
import { makeTerminal } from './terminal.js';
import { readVersion } from './version.js';

const EPILOGUE = `Credentials come from the environment or --env-file, never from an argument:
  BITPOWR_TOKEN, or BITPOWR_PUBLIC_KEY and BITPOWR_SECRET_KEY, or BITPOWR_API_KEY

Exit status: 0 all well; 1 some rows are not; 2 wrong use, nothing was sent; 3 stopped, resumable;
  4 another process holds the run; 130, 143 interrupted, resumable`;

/** Reads the arguments and does what they say; the exit status is left in `process.exitCode`. */
export async function main(): Promise<void> {
  try {
    await yargs(hideBin(process.argv))
      .scriptName('bitpowr-bulk')
      .usage('$0 <command>\n\nMoves customers into Bitpowr: never twice, never lost, and says what happened.')
      .command(validateCommand)
      .command(importCommand)
      .command(applyCommand)
      .command(resumeCommand)
      .command(undoCommand)
      .command(exportCommand)
      .command(reconcileCommand)
      .command(runsCommand)
      .command(showCommand)
      .command(authCommand)
      .command(doctorCommand)
      .command(sandboxCommand)
      .completion('completion', 'Print a script that completes commands in bash or zsh', completeWord)
      .demandCommand(1, 'Name a command.')
      .recommendCommands()
      .strict()
      .parserConfiguration({ 'parse-numbers': false, 'parse-positional-numbers': false })
      .version(readVersion())
      .alias('h', 'help')
      .epilogue(EPILOGUE)
      .wrap(Math.min(110, process.stdout.columns || 110))
      .fail((message, error) => {
        // An option without its value comes as an error that yargs threw, not as a message alone.
        if (error instanceof Error && error.name !== 'YError') throw error;
        // yargs says what it suggests, not what it met.
        const text = /^Did you mean/.test(message)
          ? `There is no such command or option. ${message}`
          : message;
        throw new BulkError('config_invalid', text, {
          hint: 'See `bitpowr-bulk --help`, or `--help` after a command.',
        });
      })
      .parseAsync();
  } catch (error) {
    // A wrong command line ends here; a session has reported the errors of its command's job.
    const status = tellError(error, makeTerminal([]));
    process.exitCode = isBulkError(error) ? status : 3;
  }
}
