/** Ends a command that could not begin: says why, and notifies those who want to know. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { COMMANDS, toCommandEntry, type CommandName } from '../config/commands.js';
import { systemClock } from '../core/clock.js';
import { toKebab } from '../core/kebab.js';
import { readEnvironment } from './connection.js';
import { notifyEnd, readNotifying, type Notifying } from './notify.js';
import { logEnd, tellError } from './tell-error.js';
import { makeTerminal, type Terminal } from './terminal.js';

/** `words`: the command line, which may be wrong. Returns the exit status. */
export async function failStart(error: unknown, words: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  const line = readLine(words);
  const environment = readQuietly(() => readEnvironment(line.flags)) ?? process.env;
  const notifying = line.hasNotify ? readQuietly(() => readNotifying(line.flags, environment)) : undefined;
  const terminal = openTerminal(line, notifying);
  const exitCode = tellError(error, terminal);
  if (notifying !== undefined) {
    const end = {
      command: line.command,
      source: line.source,
      exitCode,
      error,
      finishedAt: systemClock.now(),
      durationMs: performance.now() - startedAt,
    };
    const { signal } = new AbortController();
    await notifyEnd(notifying, end, { terminal, signal, verbose: line.flags['verbose'] === true });
  }
  logEnd(exitCode, terminal);
  return exitCode;
}

interface Line {
  readonly command: string;
  readonly hasNotify: boolean;
  readonly source: string | undefined;
  /** By the names of the options in the code. */
  readonly flags: Readonly<Record<string, unknown>>;
}

/** Reads what is right in a command line that may be wrong. */
function readLine(words: readonly string[]): Line {
  const command = words.find((word) => Object.hasOwn(COMMANDS, word)) as CommandName | undefined;
  const options = command === undefined ? {} : toCommandEntry(command).options;
  const entries = Object.entries(options).map(([name, { valueName }]) => {
    const type = valueName === undefined ? 'boolean' : 'string';
    return [toKebab(name), { type, multiple: name === 'notify' }] as const;
  });
  const config = { args: [...words], strict: false, allowPositionals: true, allowNegative: true } as const;
  const known: NonNullable<ParseArgsConfig['options']> = Object.fromEntries(entries);
  const { values, positionals } = parseArgs({ ...config, options: known });
  const flags = Object.fromEntries(Object.keys(options).map((name) => [name, values[toKebab(name)]]));
  const sourceName = flags['sourceName'];
  return {
    command: command ?? '',
    hasNotify: 'notify' in options,
    source: typeof sourceName === 'string' ? sourceName : positionals[1],
    flags,
  };
}

/** Without a format that there is not. */
function openTerminal({ flags }: Line, notifying: Notifying | undefined): Terminal {
  const secrets = notifying?.secrets ?? [];
  return readQuietly(() => makeTerminal(secrets, flags)) ?? makeTerminal(secrets);
}

/** What can't be read is what the error is about, or is not needed to say it. */
function readQuietly<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
