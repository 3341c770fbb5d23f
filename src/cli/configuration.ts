/** The flags of a command, completed by what the configuration file says. */
import { homedir } from 'node:os';
import { loadConfig, makePathReader, type UsedConfig } from '../config/file/load.js';
import { settleOptions, type SettledOption } from '../config/file/settle.js';
import type { CommandName } from '../config/commands.js';
import type { Environment } from '../config/resolve.js';
import type { Arguments, Configuration } from './arguments.js';
import { readEnvironment } from './connection.js';

export interface Settled {
  /** The file of `--credentials`, or that which the configuration file names. */
  readonly credentialsFile: string | undefined;
  readonly options: readonly SettledOption[];
  readonly environment: Environment;
}

/** The configuration file and the profile that the flags and the environment ask for. Throws `config_invalid`. */
export async function findConfiguration(flags: Pick<Arguments, 'config' | 'profile'>): Promise<UsedConfig> {
  return loadConfig({
    config: flags.config,
    profile: flags.profile,
    variable: process.env['BITPOWR_BULK_PROFILE'],
    workingFolder: process.cwd(),
    person: { home: readHome(), userId: process.getuid?.() },
  });
}

/** The options of a command by where their values come from. Throws `config_invalid`. */
export function settle(command: CommandName, flags: Arguments, used: UsedConfig): Settled {
  const layers = {
    flags,
    file: used.read?.file,
    profile: used.profile?.name,
    toPath: makePathReader(used.read?.path ?? '', process.cwd()),
  };
  // The file may name the credentials, and they the variables, which override the file.
  const credentials = settleOptions(command, { ...layers, environment: {} }).find(
    ({ name, value }) => name === 'credentials' && typeof value === 'string',
  );
  const named = credentials === undefined ? undefined : String(credentials.value);
  const environment = readEnvironment({ credentials: named, envFile: flags.envFile });
  return {
    credentialsFile: named ?? flags.envFile,
    options: settleOptions(command, { ...layers, environment }),
    environment,
  };
}

/** The flags as if a user had typed what the file says. Throws `config_invalid`. */
export async function configure(command: CommandName, flags: Arguments): Promise<Arguments> {
  const used = await findConfiguration(flags);
  if (used.read === undefined) return flags;
  const { options } = settle(command, flags, used);
  const taken = options.filter(({ origin }) => origin.kind === 'profile' || origin.kind === 'file');
  const live = taken.find(({ name }) => name === 'live');
  const configuration: Configuration = {
    path: used.read.path,
    profile: used.profile,
    isUsed: taken.length > 0,
    liveOrganisation: live === undefined ? undefined : String(live.value),
  };
  const typed = taken.filter((one) => one !== live).map(({ name, value }) => [name, value] as const);
  return { ...flags, ...Object.fromEntries(typed), configuration };
}

export type ConfigurationFlags = Pick<Arguments, 'config' | 'configuration'>;

/** What a run begins with: the file that completes its command line; undefined where none does. */
export function toConfigurationText({ configuration }: ConfigurationFlags): string | undefined {
  if (configuration?.isUsed !== true) return undefined;
  const { path, profile, liveOrganisation } = configuration;
  const live =
    liveOrganisation === undefined
      ? ''
      : `; LIVE customers of the organisation ${liveOrganisation} may change`;
  return `Configuration: ${path}${profile === undefined ? '' : `, profile ${profile.name}`}${live}`;
}

/** The words that a next command needs to use the same configuration; none where it would find it by itself. */
export function toConfigurationWords(flags: ConfigurationFlags): readonly string[] {
  // yargs gives false for --no-config.
  const { config }: { readonly config?: unknown } = flags;
  const file = config === false ? ['--no-config'] : typeof config === 'string' ? ['--config', config] : [];
  const profile = flags.configuration?.profile;
  const isNamed = profile !== undefined && profile.from !== 'default-profile';
  return isNamed ? [...file, '--profile', profile.name] : file;
}

function readHome(): string | undefined {
  try {
    return homedir();
  } catch {
    return undefined;
  }
}
