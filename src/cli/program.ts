/** The commands: the words are read, and the module of one is called. */
import type { CommandName } from '../config/commands.js';
import type { ListedCommand } from '../config/list-options.js';
import { BulkError } from '../core/errors.js';
import type { Arguments } from './arguments.js';
import { readFlags, toWords } from './command-line.js';
import { COMMAND_MODULES, QUEUED_MODULES, type CommandModule } from './command-modules.js';
import { configure } from './configuration.js';
import { findCommand, findMisuse } from './help/misuse.js';
import { LISTED } from './listed.js';
import { lookAtMemory } from './memory.js';

type LoadModule = () => Promise<CommandModule>;

const MODULES: Readonly<Partial<Record<CommandName, LoadModule>>> = COMMAND_MODULES;

/**
 * Does what the words say; the exit status is left in `process.exitCode`. `onFlags` gets the flags of the command before it
 * begins. Throws `config_invalid` for wrong use.
 */
export async function runCommand(
  typed: readonly string[],
  onFlags: (flags: Arguments) => void,
): Promise<void> {
  const words = toWords(typed, LISTED);
  const misuse = findMisuse(words, LISTED);
  if (misuse !== undefined) throw new BulkError('config_invalid', misuse.message, { hint: misuse.hint });
  const listed = findCommand(words, LISTED);
  // Something is wrong with a line without a command.
  if (listed === undefined) return;
  const typedFlags = readFlags(words, listed);
  const load = findModule(listed, typedFlags);
  if (load === undefined) return;
  const { run } = await loadCommand(load);
  const flags = isConfigured(listed) ? await configure(listed.command, typedFlags) : typedFlags;
  onFlags(flags);
  await run(flags);
}

/** Nothing waits while modules are loaded, and some commands never wait either. */
async function loadCommand(load: LoadModule): Promise<CommandModule> {
  lookAtMemory();
  const command = await load();
  lookAtMemory();
  return command;
}

/** Undefined for `help` and `version`, which are answered before. */
function findModule({ command }: ListedCommand, { queue }: Arguments): LoadModule | undefined {
  return (queue === undefined ? undefined : QUEUED_MODULES[command]) ?? MODULES[command];
}

/** Whether a configuration file completes its flags. */
function isConfigured({ command, options }: ListedCommand): boolean {
  return command !== 'config' && options.some(({ name }) => name === '--config');
}
