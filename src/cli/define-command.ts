import type { CommandModule as YargsCommand, Options } from 'yargs';
import type { CommandName } from '../config/commands.js';
import type { ListedCommand, ListedOption } from '../config/list-options.js';
import type { Arguments } from './arguments.js';
import type { CommandModule } from './command-modules.js';
import { toSyntax } from './help/help-text.js';

/**
 * A yargs command, which gives its flags to `onFlags` before it begins. yargs reads its words; the option schemas judge the values. No option has a default for yargs: an absent
 * flag must stay absent, so that the configuration file, the environment and then the schema's default can fill in.
 */
export function defineCommand(
  listed: ListedCommand,
  load: () => Promise<CommandModule>,
  onFlags: (flags: Arguments) => void,
): YargsCommand {
  const { command, options } = listed;
  const isConfigured = command !== 'config' && options.some(({ name }) => name === '--config');
  return {
    command: toSyntax(listed),
    describe: false,
    builder: (yargs) => {
      for (const { name } of listed.arguments) yargs.positional(name, { type: 'string', hidden: true });
      return yargs.options(
        Object.fromEntries(options.map((option) => [option.name.replace(/^--/, ''), toYargs(option)])),
      );
    },
    handler: async (typed: Arguments) => {
      const { run } = await load();
      const flags = isConfigured ? await complete(command, typed) : typed;
      onFlags(flags);
      return run(flags);
    },
  };
}

/** By the configuration file. */
async function complete(command: CommandName, typed: Arguments): Promise<Arguments> {
  const { configure } = await import('./configuration.js');
  return configure(command, typed);
}

function toYargs({ value }: ListedOption): Options {
  return {
    // yargs makes its own help for each command that it calls, though nothing shows it: it takes half as long as loading yargs.
    hidden: true,
    ...(value === undefined ? { type: 'boolean' } : { type: 'string', requiresArg: true }),
  };
}
