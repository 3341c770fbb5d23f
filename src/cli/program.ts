/** The command line. */
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { BulkError, isBulkError, toSystemCode } from '../core/errors.js';
import { readAfterDashes } from './after-dashes.js';
import type { completeWord } from './completion.js';
import { COMMAND_LIST } from './command-list.js';
import { defineCommand } from './define-command.js';
import { readVersion } from './version.js';

const EPILOGUE = `Credentials come from the environment or --credentials, never from an argument:
  BITPOWR_TOKEN, or BITPOWR_PUBLIC_KEY and BITPOWR_SECRET_KEY, or BITPOWR_API_KEY

Exit status: 0 all well; 1 some rows are not; 2 wrong use, nothing was sent; 3 stopped, resumable;
  4 another process holds the run; 130, 143 interrupted, resumable`;

/** Reads the arguments and does what they say; the exit status is left in `process.exitCode`. */
export async function main(): Promise<void> {
  try {
    await yargs(readAfterDashes(hideBin(process.argv)))
      .scriptName('bitpowr-bulk')
      .usage('$0 <command>\n\nMoves customers into Bitpowr: never twice, never lost, and says what happened.')
      .command(COMMAND_LIST.map(defineCommand))
      .completion('completion', 'Print a script that completes commands in bash or zsh', complete)
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
    // A module could not be loaded: nothing here can report it.
    if (!isBulkError(error) && toSystemCode(error) !== undefined) throw error;
    // A wrong command line ends here; a session has reported the errors of its command's job.
    const { failStart } = await import('./fail-start.js');
    process.exitCode = await failStart(error, hideBin(process.argv));
  }
}

type CompletionArguments = Parameters<typeof completeWord>;

/** Loaded when the shell asks: no command needs it. yargs counts the parameters to tell which kind of function this is. */
function complete(
  current: CompletionArguments[0],
  flags: CompletionArguments[1],
  offerDefaults: CompletionArguments[2],
  done: CompletionArguments[3],
): void {
  void import('./completion.js').then((completion) =>
    completion.completeWord(current, flags, offerDefaults, done),
  );
}
