/** The options of each command, as the built program's `--help` shows them. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

export const COMMANDS = readCommands();
export type CommandName = string;

export interface Option {
  readonly name: string;
  readonly meaning: string;
  /** As told; empty where nothing is. */
  readonly default: string;
  readonly isFlag: boolean;
}

/** Options that every command has, and that no table needs to tell. */
const ALWAYS = new Set(['help', 'version']);

/** Runs `--help`; it wraps its lines, which are joined here. */
function readHelp(args: readonly string[]): string {
  const { stdout, status } = spawnSync(process.execPath, [resolve('dist/cli/main.js'), ...args, '--help'], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`--help of ${args.join(' ')} ended with ${status}.`);
  return stdout.replaceAll(/\n {8,}(?! *--)(?=\S)/g, ' ');
}

function readCommands(): string[] {
  return [...readHelp([]).matchAll(/^ {2}bitpowr-bulk (\w+)/gm)].map(([, name = '']) => name);
}

const known = new Map<CommandName, readonly Option[]>();

export function readOptions(command: CommandName): readonly Option[] {
  const options = known.get(command) ?? toOptions(readHelp([command]));
  known.set(command, options);
  return options;
}

function toOptions(help: string): Option[] {
  return [...help.matchAll(/^ +(?:-\w, )?--([\w-]+) {2,}(.*?) *\[(string|boolean)\]$/gm)]
    .map(([, name = '', told = '', type]) => {
      const [, meaning = '', value = ''] = /^(.*?)(?: \[default: (.*)\])?$/.exec(told.trim()) ?? [];
      return { name, meaning, default: value, isFlag: type === 'boolean' };
    })
    .filter(({ name }) => !ALWAYS.has(name));
}
