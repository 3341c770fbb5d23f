/** Ends a command that could not begin: says why, leaves the metrics, and notifies those who want to know. */
import { toCommandEntry, type CommandName } from '../config/commands.js';
import type { Environment } from '../core/environment.js';
import type { Arguments } from './arguments.js';
import { readFlags, toWords } from './command-line.js';
import { configure } from './configuration.js';
import { canAsk } from './confirm.js';
import { readEnvironment } from './connection.js';
import { makeEnding, type Told } from './ending.js';
import { findCommand, listArguments } from './help/misuse.js';
import { LISTED } from './listed.js';
import { NOT_NOTIFYING, readNotifying } from './notify.js';
import { logEnd, tellError } from './tell-error.js';
import { makeTerminal, type Hiding, type Terminal } from './terminal.js';
import { readUnattended } from './unattended.js';

/**
 * `words`: the command line, which may be wrong. `known`: its flags, completed, where that was possible. Returns the exit
 * status.
 */
export async function failStart(
  error: unknown,
  words: readonly string[],
  known?: Arguments,
): Promise<number> {
  const line = readLine(words);
  const flags = known ?? (await configureLine(line));
  const environment = readQuietly(() => readEnvironment(flags)) ?? process.env;
  const told = readTold(line, flags, environment);
  const terminal = openTerminal(flags, { environment, secrets: told.notifying.secrets });
  const ending = makeEnding(told, flags, { command: line.command ?? '', source: toSource(line, flags) });
  const exitCode = tellError(error, terminal, { flags });
  const { signal } = new AbortController();
  const end = await ending.finish({ exitCode, error }, {}, { terminal, signal });
  logEnd(end, terminal);
  return end;
}

interface Line {
  /** Undefined where no word is one. */
  readonly command: CommandName | undefined;
  /** The first word that is neither the command, nor an option, nor its value. */
  readonly about: string | undefined;
  readonly flags: Arguments;
}

/** Reads what is right in a command line that may be wrong. */
function readLine(typed: readonly string[]): Line {
  const words = toWords(typed, LISTED);
  const listed = findCommand(words, LISTED);
  if (listed === undefined) return { command: undefined, about: undefined, flags: {} };
  const [about] = listArguments(words, listed);
  return { command: listed.command, about, flags: readFlags(words, listed) };
}

/** With what the configuration file says, where that can be read. */
async function configureLine({ command, flags }: Line): Promise<Arguments> {
  if (command === undefined || !hasOption(command, 'config')) return flags;
  try {
    return await configure(command, flags);
  } catch {
    // It is what the error is about, or another fault of the same command line.
    return flags;
  }
}

function hasOption(command: CommandName, name: string): boolean {
  return Object.hasOwn(toCommandEntry(command).options, name);
}

/** As a command names it that began. */
function toSource({ command, about }: Line, { sourceName, output }: Arguments): string {
  const named = command === 'export' ? output : (sourceName ?? about);
  return typeof named === 'string' ? named : '';
}

/** At a terminal, the person who types reads what is wrong: no one else learns of it. */
function readTold({ command }: Line, flags: Arguments, environment: Environment): Told {
  if (canAsk(flags)) return { metrics: undefined, notifying: NOT_NOTIFYING };
  const { metrics } = flags;
  const isTold = command !== undefined && hasOption(command, 'notify');
  const notifying = isTold ? readQuietly(() => readNotifying(flags, environment)) : undefined;
  return {
    metrics: readQuietly(() => readUnattended({ metrics }).metrics),
    notifying: notifying ?? NOT_NOTIFYING,
  };
}

/** Without a format that there is not. */
function openTerminal(flags: Arguments, hiding: Hiding): Terminal {
  return readQuietly(() => makeTerminal(flags, hiding)) ?? makeTerminal({}, hiding);
}

/** What can't be read is what the error is about, or is not needed to say it. */
function readQuietly<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
