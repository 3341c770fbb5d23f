/** The commands: yargs reads the words and calls the module of one. */
import yargs from 'yargs';
import type { CommandName } from '../config/commands.js';
import { BulkError } from '../core/errors.js';
import { readAfterDashes } from './after-dashes.js';
import type { Arguments } from './arguments.js';
import { COMMAND_MODULES, type CommandModule } from './command-modules.js';
import { defineCommand } from './define-command.js';
import { findFlagValue, findMisuse, type Misuse } from './help/misuse.js';
import { LISTED } from './listed.js';

const MODULES: Readonly<Partial<Record<CommandName, () => Promise<CommandModule>>>> = COMMAND_MODULES;

/**
 * Does what the words say; the exit status is left in `process.exitCode`. `onFlags` gets the flags of the command before it
 * begins. Throws `config_invalid` for wrong use.
 */
export async function runCommand(
  typed: readonly string[],
  onFlags: (flags: Arguments) => void,
): Promise<void> {
  const words = readAfterDashes(typed);
  const wrong = findFlagValue(words, LISTED);
  if (wrong !== undefined) throw toError(wrong);
  await yargs(words)
    .detectLocale(false)
    .command(
      LISTED.flatMap((listed) => {
        const load = MODULES[listed.command];
        return load === undefined ? [] : [defineCommand(listed, load, onFlags)];
      }),
    )
    .demandCommand(1)
    .strict()
    .parserConfiguration({ 'parse-numbers': false, 'parse-positional-numbers': false, 'dot-notation': false })
    // They were answered before.
    .help(false)
    .version(false)
    // yargs lays out its own help for each command that it calls, though nothing shows it.
    .wrap(null)
    .fail((message, error) => {
      // Wrong use comes as a message, or as an error that yargs threw; all else is the command's.
      if (error instanceof Error && error.name !== 'YError') throw error;
      throw toError(findMisuse(words, LISTED) ?? { message, hint: 'See `bitpowr-bulk help`.' });
    })
    .parseAsync();
}

function toError({ message, hint }: Misuse): BulkError {
  return new BulkError('config_invalid', message, { hint });
}
