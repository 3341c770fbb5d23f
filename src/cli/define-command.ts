import type { CommandModule } from 'yargs';
import { POSITIONALS, toCommandEntry, type CommandName } from '../config/commands.js';
import type { Arguments } from './arguments.js';
import { toYargsOptions } from './yargs-options.js';

export interface Command {
  readonly name: CommandName;
  readonly describe: string;
  /** Command lines, each with what it is for. */
  readonly examples: readonly (readonly [line: string, what: string])[];
  readonly load: () => Promise<{ readonly run: (flags: Arguments) => Promise<void> }>;
}

/** A yargs command whose flags arrive as `Arguments`: the option schemas judge their values, not yargs. */
export function defineCommand({ name, describe, examples, load }: Command): CommandModule {
  const { positional, optional, options, hidden } = toCommandEntry(name);
  return {
    command: [
      name,
      ...(positional === undefined ? [] : [`<${positional}>`]),
      ...(optional === undefined ? [] : [`[${optional}]`]),
    ].join(' '),
    describe,
    builder: (yargs) => {
      if (positional !== undefined) {
        const text = POSITIONALS[positional];
        yargs.positional(positional, { type: 'string', demandOption: true, describe: text });
      }
      if (optional !== undefined)
        yargs.positional(optional, { type: 'string', describe: POSITIONALS[optional] });
      for (const [line, what] of examples) yargs.example(line, what);
      yargs.options(toYargsOptions(hidden ?? {}, { hidden: true }));
      return yargs.options(toYargsOptions(options));
    },
    handler: async (flags: Arguments) => {
      const [{ run }, { configure }] = await Promise.all([load(), import('./configuration.js')]);
      await run(name === 'config' ? flags : await configure(name, flags));
    },
  };
}
