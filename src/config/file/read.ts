/** A configuration file, read and judged as a whole before anything of it is used. */
import { resolve } from 'node:path';
import { BulkError } from '../../core/errors.js';
import { readSmallText } from '../../core/small-file.js';
import { toReasonText } from '../../core/system-reason.js';
import { listFaults, toFaultText, type FileFault } from './faults.js';
import { makeLineFinder, parseConfigText } from './parse.js';
import { configFileSchema, type ConfigFile, type FileLayer } from './schema.js';
import { assertNoSecret } from './secrets.js';

export interface ReadConfig {
  readonly path: string;
  readonly file: ConfigFile;
  readonly text: string;
}

/** Throws `config_invalid`: not readable, no JSON or YAML, a credential in it, or a fault, each with its line and place. */
export async function readConfigFile(path: string, workingFolder = '.'): Promise<ReadConfig> {
  const text = readText(path, workingFolder);
  const data = (await parseConfigText(path, text)) ?? {};
  assertNoSecret(path, data);
  const result = configFileSchema.safeParse(data);
  if (!result.success) throw await toError(path, text, listFaults(result.error, data));
  const file = toFile(data);
  const faults = listMisuses(file);
  if (faults.length > 0) throw await toError(path, text, faults);
  return { path, file, text };
}

function readText(path: string, workingFolder: string): string {
  try {
    return readSmallText(resolve(workingFolder, path));
  } catch (cause) {
    const message = `The configuration file ${path} can not be read: ${toReasonText(cause)}.`;
    throw new BulkError('config_invalid', message, { cause, hint: 'Correct its path, or pass --no-config.' });
  }
}

/** What the schema has judged, with the parts that it may lack. */
function toFile(data: unknown): ConfigFile {
  const file = data as Partial<ConfigFile>;
  const profiles = Object.entries(file.profiles ?? {}).map(
    ([name, layer]) => [name, toLayer(layer)] as const,
  );
  return {
    'default-profile': file['default-profile'],
    ...toLayer(file),
    profiles: Object.fromEntries(profiles),
  };
}

const toLayer = ({ options = {}, commands = {} }: Partial<FileLayer>): FileLayer => ({ options, commands });

/** What no schema can say. */
function listMisuses({ 'default-profile': name, profiles }: ConfigFile): readonly FileFault[] {
  if (name === undefined) return [];
  const profile = profiles[name];
  if (profile === undefined) {
    const names = Object.keys(profiles).join(', ') || 'none';
    return [{ place: ['default-profile'], message: `expected one of the profiles (${names})` }];
  }
  const live = [
    ['options', profile.options],
    ...Object.entries(profile.commands).map(
      ([command, options]) => [`commands.${command}`, options] as const,
    ),
  ] as const;
  return live
    .filter(([, options]) => 'live' in options)
    .map(([place]) => ({
      place: ['profiles', name, ...place.split('.'), 'live'],
      message: `expected it in a profile that is not \`default-profile\`, or each command here could write to LIVE customers`,
    }));
}

async function toError(path: string, text: string, faults: readonly FileFault[]): Promise<BulkError> {
  const lineOf = await makeLineFinder(text);
  const shown = faults.map((fault) => toFaultText(fault, lineOf(fault.place)));
  return new BulkError('config_invalid', `The configuration file ${path} is not right: ${shown.join('; ')}`, {
    hint: 'Correct the file, or pass --no-config. See docs/reference/config-file.md.',
  });
}
