import type { Argv, CommandModule } from 'yargs';
import type { Arguments } from './arguments.js';

export interface Command {
  readonly command: string;
  readonly describe: string;
  /** Declares the command's flags and examples. */
  readonly builder: (yargs: Argv) => unknown;
  readonly handler: (flags: Arguments) => Promise<void>;
}

/** A yargs command whose flags arrive as `Arguments`: their values are judged by the option schemas, not by yargs. */
export function defineCommand({ command, describe, builder, handler }: Command): CommandModule {
  return {
    command,
    describe,
    builder: (yargs) => builder(yargs) as Argv,
    handler: (flags) => handler(flags),
  };
}
