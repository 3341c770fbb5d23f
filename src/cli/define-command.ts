import type { CommandModule as YargsCommand, Options } from 'yargs';
import type { ListedCommand, ListedOption } from '../config/list-options.js';
import type { CommandModule } from './command-modules.js';
import { toSyntax } from './help/help-text.js';

/**
 * A yargs command. yargs reads its words; the option schemas judge the values. No option has a default for yargs: an absent
 * flag must stay absent, so that the environment and then the schema's default can fill in.
 */
export function defineCommand(listed: ListedCommand, load: () => Promise<CommandModule>): YargsCommand {
  const options = listed.options.map((option) => [option.name.replace(/^--/, ''), toYargs(option)]);
  return {
    command: toSyntax(listed),
    describe: false,
    builder: (yargs) => {
      for (const { name } of listed.arguments) yargs.positional(name, { type: 'string', hidden: true });
      return yargs.options(Object.fromEntries(options) as Record<string, Options>);
    },
    handler: async (flags) => (await load()).run(flags),
  };
}

function toYargs({ value, alias }: ListedOption): Options {
  return {
    // yargs makes its own help for each command that it calls, though nothing shows it: it takes half as long as loading yargs.
    hidden: true,
    ...(value === undefined ? { type: 'boolean' } : { type: 'string', requiresArg: true }),
    ...(alias === undefined ? {} : { alias: alias.replace(/^-/, '') }),
  };
}
