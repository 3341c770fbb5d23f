import { COMMANDS, toCommandEntry, type CommandName } from '../../config/commands.js';
import { CREDENTIALS } from '../../config/credentials-file.js';
import { COMMAND_NAMES } from '../../config/file/schema.js';
import { listSettings } from '../../config/file/settings.js';
import { BulkError } from '../../core/errors.js';
import { toKebab } from '../../core/kebab.js';
import { suggestName } from '../../core/suggest.js';
import type { Arguments } from '../arguments.js';
import { findConfiguration, makeCredentialsReader, settle, type Settled } from '../configuration.js';
import { toConfigurationJson, toConfigurationTable, type SetVariable } from '../configuration-text.js';
import { readEnvironment } from '../connection.js';
import { listHidden } from '../hidden.js';
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
  const read = makeCredentialsReader();
  const settled = new Map(
    (command === undefined ? COMMAND_NAMES : [command]).map((name) => [
      name,
      settle(name, flags, used, read),
    ]),
  );
  const settings = listSettings(command, (name) => settled.get(name)?.options ?? []);
  const credentials = command && toCredentials(command, settled.get(command));
  const shown = { used, command, settings, credentials };
  const secrets = [...settled.values()].flatMap((one) => listHidden(readEnvironment(one), []));
  makeTerminal({ json }, { secrets }).out(
    json === true ? await toConfigurationJson(shown) : await toConfigurationTable(shown),
  );
}

/** Undefined for a command that needs none. */
function toCredentials(
  command: CommandName,
  settled: Settled | undefined,
): readonly SetVariable[] | undefined {
  if (!Object.hasOwn(toCommandEntry(command).options, 'credentials')) return undefined;
  const file = settled?.credentialsFile;
  return CREDENTIALS.flatMap((variable) => {
    const own = process.env[variable];
    if ((own ?? file?.variables[variable] ?? '') === '') return [];
    return [{ variable, file: own === undefined ? file?.path : undefined }];
  });
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
  const given = Object.keys(COMMANDS.config.hidden).filter((name) => flags[name] !== undefined);
  const known = command === undefined ? {} : toCommandEntry(command).options;
  const [strange] = given.filter((name) => !Object.hasOwn(known, name));
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
