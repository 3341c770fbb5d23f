/** Which configuration file and which profile are in use. */
import { dirname, relative, resolve } from 'node:path';
import { BulkError } from '../../core/errors.js';
import { suggestName } from '../../core/suggest.js';
import { findConfigFile, type Person } from './find.js';
import type { ReadConfig } from './read.js';

export interface ConfigRequest {
  /** `--config`; false for `--no-config`. */
  readonly config: unknown;
  /** `--profile`. */
  readonly profile: unknown;
  /** `BITPOWR_BULK_PROFILE`. */
  readonly variable: string | undefined;
  readonly workingFolder: string;
  readonly person: Person;
}

export interface UsedProfile {
  readonly name: string;
  readonly from: '--profile' | 'BITPOWR_BULK_PROFILE' | 'default-profile';
}

export interface UsedConfig {
  /** Undefined if no file was found, or if it is ignored. */
  readonly read: ReadConfig | undefined;
  readonly profile: UsedProfile | undefined;
}

/** Throws `config_invalid`: a bad file, two of them, a profile that there is not. */
export async function loadConfig(request: ConfigRequest): Promise<UsedConfig> {
  const asked = toAskedProfile(request);
  if (request.config === false) {
    if (asked?.from === '--profile') {
      throw new BulkError('config_invalid', 'Expected either `--profile` or `--no-config`, got both.');
    }
    return { read: undefined, profile: undefined };
  }
  const path = toPath(request);
  if (path === undefined) {
    if (asked === undefined) return { read: undefined, profile: undefined };
    throw new BulkError(
      'config_invalid',
      `There is no configuration file for the profile ${asked.name} (${asked.from}).`,
      { hint: 'Write bitpowr-bulk.config.json in this folder or one above, or pass --config FILE.' },
    );
  }
  // The schema of a file with all options of all commands takes a while to make, and most commands meet no file.
  const { readConfigFile } = await import('./read.js');
  const read = await readConfigFile(path, request.workingFolder);
  return { read, profile: toProfile(read, asked) };
}

function toPath({ config, workingFolder, person }: ConfigRequest): string | undefined {
  if (config === undefined) {
    const found = findConfigFile(workingFolder, person);
    return found && toNear(found, workingFolder);
  }
  if (typeof config === 'string' && config !== '') return config;
  throw new BulkError('config_invalid', 'Expected `--config` to be one file.');
}

function toAskedProfile({ profile, variable }: ConfigRequest): UsedProfile | undefined {
  if (profile === undefined) {
    return variable === undefined || variable === ''
      ? undefined
      : { name: variable, from: 'BITPOWR_BULK_PROFILE' };
  }
  if (typeof profile === 'string' && profile !== '') return { name: profile, from: '--profile' };
  throw new BulkError('config_invalid', 'Expected `--profile` to be the name of one profile.');
}

function toProfile({ path, file }: ReadConfig, asked: UsedProfile | undefined): UsedProfile | undefined {
  const fallback = file['default-profile'];
  if (asked === undefined) {
    return fallback === undefined ? undefined : { name: fallback, from: 'default-profile' };
  }
  if (Object.hasOwn(file.profiles, asked.name)) return asked;
  const names = Object.keys(file.profiles);
  const near = suggestName(asked.name, names);
  const meant = near === undefined ? `It has: ${names.join(', ') || 'none'}.` : `Did you mean ${near}?`;
  throw new BulkError('config_invalid', `${path} has no profile ${asked.name} (${asked.from}). ${meant}`, {
    hint: 'Name a profile of the file: --profile NAME.',
  });
}

/** Reads a path that the file names, which is relative to the file, for a process in the working folder. */
export function makePathReader(configPath: string, workingFolder: string): (path: string) => string {
  const folder = dirname(resolve(workingFolder, configPath));
  return (path) => toNear(resolve(folder, path), workingFolder);
}

const toNear = (path: string, workingFolder: string): string => relative(resolve(workingFolder), path) || '.';
