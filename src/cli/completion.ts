import { COMMANDS, toCommandEntry, type CommandName } from '../config/commands.js';
import { DEFAULT_REPORTS_DIR } from '../config/options/run.js';
import { toKebab } from '../core/kebab.js';
import { listRunIds } from '../jobs/run/run.js';
import type { Arguments } from './arguments.js';

type Done = (completions: string[]) => void;

/**
 * What the shell offers for the word under the cursor: the names of runs, the values that an option takes, else what yargs
 * knows.
 */
export function completeWord(
  current: string,
  flags: Partial<Arguments> & { readonly _?: readonly (string | number)[] },
  offerDefaults: () => void,
  done: Done,
): void {
  // The program's own name comes first.
  const [, command = '', ...words] = (flags._ ?? []).map(String);
  if (!isCommand(command)) {
    offerDefaults();
    return;
  }
  const choices = toChoices(command, process.argv.at(-2) ?? '');
  const isRunDue =
    toCommandEntry(command).positional === 'run' && words.length <= 1 && !current.startsWith('-');
  if (choices.length > 0) done(choices.filter((choice) => choice.startsWith(current)));
  else if (isRunDue) done(listRunIds(flags.reportsDir ?? DEFAULT_REPORTS_DIR));
  else offerDefaults();
}

/** The values of the option that the word before the cursor names. */
function toChoices(command: CommandName, before: string): readonly string[] {
  const { options } = toCommandEntry(command);
  return Object.entries(options).find(([name]) => `--${toKebab(name)}` === before)?.[1].choices ?? [];
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}
