import { COMMANDS, toCommandEntry, type CommandName } from '../../config/commands.js';
import { CREDENTIALS, readCredentialsFile } from '../../config/credentials-file.js';
import { COMMAND_NAMES } from '../../config/file/schema.js';
import { listSettings } from '../../config/file/settings.js';
import type { UsedConfig } from '../../config/file/load.js';
import { BulkError } from '../../core/errors.js';
import { toKebab } from '../../core/kebab.js';
import { suggestName } from '../../core/suggest.js';
import { toSecrets } from '../../jobs/connect.js';
import type { Arguments } from '../arguments.js';
import { findConfiguration, settle, type Settled } from '../configuration.js';
import { toConfigurationJson, toConfigurationTable, type ShownConfiguration } from '../configuration-text.js';
import { makeTerminal } from '../terminal.js';

/** `config show [COMMAND]`, which may have the options of that command. */
export async function run(given: Arguments): Promise<void> {
  if (given['action'] !== 'show') {
    throw new BulkError(
      'config_invalid',
      `Expected \`config show\`, got \`config ${String(given['action'])}\`.`,
    );
  }
  const command = toCommand(given['command']);
  // --json is for this command.
  const { json, ...flags } = given;
  assertOwnFlags(command, flags);
  const used = await findConfiguration(flags);
  const settled = new Map(
    (command === undefined ? COMMAND_NAMES : [command]).map((name) => [name, settle(name, flags, used)]),
  );
  const secrets = [...settled.values()].flatMap(({ environment }) => toSecrets(environment));
  const shown = toShown(command, settled, used);
  makeTerminal(secrets, {}).out(
    json === true ? await toConfigurationJson(shown) : await toConfigurationTable(shown),
  );
}

function toShown(
  command: CommandName | undefined,
  settled: ReadonlyMap<CommandName, Settled>,
  used: UsedConfig,
): ShownConfiguration {
  const settings = listSettings(command, (name) => settled.get(name)?.options ?? []);
  const [file] = [...settled.values()].flatMap(({ credentialsFile }) => credentialsFile ?? []);
  const inFile = file === undefined ? {} : readCredentialsFile(file);
  const toVariable: ShownConfiguration['toVariable'] = (variable) => ({
    variable,
    file: file !== undefined && process.env[variable] === undefined && variable in inFile ? file : null,
  });
  const environment = command && settled.get(command)?.environment;
  const asksApi = command !== undefined && 'credentials' in toCommandEntry(command).options;
  const credentials = asksApi
    ? CREDENTIALS.filter((name) => (environment?.[name] ?? '') !== '').map(toVariable)
    : undefined;
  return { used, command, settings, credentials, toVariable };
}

function toCommand(given: unknown): CommandName | undefined {
  if (given === undefined) return undefined;
  const name = typeof given === 'string' ? given : '';
  const command = COMMAND_NAMES.find((one) => one === name);
  if (command !== undefined) return command;
  const near = suggestName(name, COMMAND_NAMES);
  throw new BulkError('config_invalid', `There is no command ${name} to show.`, {
    hint: near === undefined ? `Use one of: ${COMMAND_NAMES.join(', ')}.` : `Did you mean ${near}?`,
  });
}

/** The command line takes the options of all commands here. */
function assertOwnFlags(command: CommandName | undefined, flags: Arguments): void {
  const { options, hidden } = COMMANDS.config;
  const given = Object.keys(hidden).filter((name) => flags[name] !== undefined && !(name in options));
  const known = command === undefined ? {} : toCommandEntry(command).options;
  const [strange] = given.filter((name) => !(name in known));
  if (strange === undefined) return;
  const flag = `--${toKebab(strange)}`;
  throw command === undefined
    ? new BulkError('config_invalid', `${flag} is an option of a command.`, {
        hint: `Name the command: \`bitpowr-bulk config show COMMAND ${flag} …\`.`,
      })
    : new BulkError('config_invalid', `\`${command}\` has no option ${flag}.`, {
        hint: `See \`bitpowr-bulk ${command} --help\`.`,
      });
}
