/** The flags of a command, completed by what the configuration file says. */
import { homedir } from 'node:os';
import { loadConfig, makePathReader, type UsedConfig } from '../config/file/load.js';
import { settleOptions, type SettledOption } from '../config/file/settle.js';
import type { CommandName } from '../config/commands.js';
import { readCredentialsFile, type CredentialsFile } from '../config/credentials-file.js';
import { BulkError } from '../core/errors.js';
import type { Arguments, Configuration } from './arguments.js';

export interface Settled {
  /** The file of `--credentials`, or that which the configuration file names. */
  readonly credentialsFile: CredentialsFile | undefined;
  readonly options: readonly SettledOption[];
}

export type ReadCredentials = (path: string) => CredentialsFile;

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
export function settle(
  command: CommandName,
  flags: Arguments,
  used: UsedConfig,
  read: ReadCredentials = readCredentialsFile,
): Settled {
  const layers = {
    flags,
    environment: process.env,
    file: used.read?.file,
    profile: used.profile?.name,
    toPath: makePathReader(used.read?.path ?? '', process.cwd()),
  };
  // The file may name the credentials, and they the variables, which override the file.
  const options = settleOptions(command, layers);
  const path = toCredentialsPath(options);
  if (path === undefined) return { credentialsFile: undefined, options };
  const credentials = read(path);
  return { credentialsFile: credentials, options: settleOptions(command, { ...layers, credentials }) };
}

function toCredentialsPath(options: readonly SettledOption[]): string | undefined {
  const [path, ...others] = options.flatMap(({ name, value }) =>
    (name === 'credentials' || name === 'envFile') && typeof value === 'string' ? [value] : [],
  );
  if (others.length === 0) return path;
  throw new BulkError(
    'config_invalid',
    'Expected `--credentials` alone, got its former name `--env-file` too.',
  );
}

/** Of several commands that may name the same file, which may be a pipe. */
export function makeCredentialsReader(): ReadCredentials {
  const known = new Map<string, CredentialsFile>();
  return (path) => {
    const file = known.get(path) ?? readCredentialsFile(path);
    known.set(path, file);
    return file;
  };
}

/** The flags as if a user had typed what the file says. Throws `config_invalid`. */
export async function configure(command: CommandName, flags: Arguments): Promise<Arguments> {
  const used = await findConfiguration(flags);
  const { options, credentialsFile } = settle(command, flags, used);
  if (used.read === undefined) return { ...flags, credentialsFile };
  const taken = options.filter(({ origin }) => origin.kind === 'profile' || origin.kind === 'file');
  const live = taken.find(({ name }) => name === 'live');
  const configuration: Configuration = {
    path: used.read.path,
    profile: used.profile,
    isUsed: taken.length > 0,
    liveOrganisation: live === undefined ? undefined : String(live.value),
  };
  const typed = taken.filter((one) => one !== live).map(({ name, value }) => [name, value] as const);
  return { ...flags, ...Object.fromEntries(typed), configuration, credentialsFile };
}

export interface ConfigurationFlags extends Pick<Arguments, 'configuration'> {
  /** False for `--no-config`. */
  readonly config?: unknown;
}

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

/** The options that a next command needs to use the same configuration; none where it would find it by itself. */
export function toConfigurationWords({
  config,
  configuration,
}: ConfigurationFlags): readonly (readonly string[])[] {
  const file =
    config === false ? [['--no-config']] : typeof config === 'string' ? [['--config', config]] : [];
  const profile = configuration?.profile;
  const isNamed = profile !== undefined && profile.from !== 'default-profile';
  return isNamed ? [...file, ['--profile', profile.name]] : file;
}

function readHome(): string | undefined {
  try {
    return homedir();
  } catch {
    return undefined;
  }
}
