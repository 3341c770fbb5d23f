/** What a configuration file may say, made from the options that are declared. */
import { z } from 'zod';
import { toKebab } from '../../core/kebab.js';
import { COMMANDS, toCommandEntry, type CommandName } from '../commands.js';
import type { Option, OptionSet } from '../options/option.js';

/** As it is typed, or as JSON has it. */
export type FileValue = string | number | boolean | readonly string[];

/** Options by their name as it is typed, without dashes. */
export type FileOptions = Readonly<Record<string, FileValue>>;

export interface FileLayer {
  /** Of each command that has them. */
  readonly options: FileOptions;
  readonly commands: Readonly<Partial<Record<CommandName, FileOptions>>>;
}

export interface ConfigFile extends FileLayer {
  readonly 'default-profile'?: string | undefined;
  readonly profiles: Readonly<Record<string, FileLayer>>;
}

/** Made once: there are twenty commands, and each name is looked up in all of them. */
const FILE_OPTIONS: ReadonlyMap<string, ReadonlyMap<string, Option>> = new Map(
  Object.entries<{ readonly options: OptionSet }>(COMMANDS).map(([command, { options }]) => [
    command,
    new Map(
      Object.entries(options)
        .filter(([, { isFlagOnly }]) => !isFlagOnly)
        .map(([name, option]) => [toKebab(name), option]),
    ),
  ]),
);

/** The commands that a file can have options for. */
export const COMMAND_NAMES = (Object.keys(COMMANDS) as readonly CommandName[]).filter(
  (command) =>
    command !== 'config' && 'config' in toCommandEntry(command).options && listFileOptions(command).size > 0,
);

/** Options of a command that a file may set, by their name as it is typed. */
export function listFileOptions(command: CommandName): ReadonlyMap<string, Option> {
  return FILE_OPTIONS.get(command) ?? new Map();
}

/** Commands in which a name stands for options of different kinds, such as `output`. Empty for any other name. */
export function listMeanings(name: string): readonly CommandName[] {
  const having = COMMAND_NAMES.filter((command) => listFileOptions(command).has(name));
  const groups = new Set(having.map((command) => listFileOptions(command).get(name)?.group));
  return groups.size > 1 ? having : [];
}

/** Options that a file may set for all commands together. */
export function listCommonOptions(): ReadonlyMap<string, Option> {
  const all = COMMAND_NAMES.flatMap((command) => [...listFileOptions(command)]);
  return new Map(all.filter(([name]) => listMeanings(name).length === 0));
}

/** Commands share options, and the JSON Schema says each once. */
const SCHEMAS = new WeakMap<Option, z.ZodType>();

/** Only a profile, which somebody names, may allow LIVE writes. */
const ONLY_IN_PROFILE: ReadonlySet<string> = new Set(['live']);

const toShape = (options: ReadonlyMap<string, Option>, isProfile: boolean) =>
  Object.fromEntries(
    [...options]
      .filter(([name]) => isProfile || !ONLY_IN_PROFILE.has(name))
      .map(([name, option]) => [name, toFileSchema(option)]),
  );

function toLayerShape(isProfile: boolean) {
  const commands = Object.fromEntries(
    COMMAND_NAMES.map((command) => [
      command,
      toObject(toShape(listFileOptions(command), isProfile), `Options of \`${command}\``).optional(),
    ]),
  );
  return {
    options: toObject(
      toShape(listCommonOptions(), isProfile),
      'Options of each command that has them',
    ).optional(),
    commands: toObject(commands, 'Options of one command each; they override `options`').optional(),
  };
}

const toObject = (shape: Readonly<Record<string, z.ZodType>>, description: string) =>
  z.strictObject(shape, { error: 'an object' }).describe(description);

const profileName = z
  .string({ error: 'the name of a profile' })
  .regex(/^[A-Za-z0-9][\w.-]*$/, { error: 'a name of letters, digits, ".", "_" and "-"' });

export const configFileSchema = z
  .strictObject(
    {
      $schema: z.string({ error: 'a text' }).describe('Where this schema is, for editors.').optional(),
      'default-profile': profileName
        .describe('The profile that is used where neither --profile nor BITPOWR_BULK_PROFILE names one.')
        .optional(),
      ...toLayerShape(false),
      profiles: z
        .record(
          profileName,
          toObject(toLayerShape(true), 'Overrides what the file says outside of profiles'),
          {
            error: 'an object of profiles',
          },
        )
        .optional(),
    },
    { error: 'an object' },
  )
  .describe('bitpowr-bulk.config.json of bitpowr-bulk');

/** The value of an option in a file: a flag is true or false, a number stands without quotes, the rest is a text as it is typed. */
function toFileSchema(option: Option): z.ZodType {
  const known = SCHEMAS.get(option);
  if (known !== undefined) return known;
  const schema = toBareSchema(option).describe(option.help).optional();
  SCHEMAS.set(option, schema);
  return schema;
}

function toBareSchema({
  valueName,
  value: makeValue,
  inFile,
}: Pick<Option, 'valueName' | 'value' | 'inFile'>): z.ZodType {
  if (inFile !== undefined) return inFile();
  if (valueName === undefined) return z.boolean({ error: 'true or false' });
  const value = makeValue();
  if (value instanceof z.ZodNumber) return value.clone({ ...value.def, coerce: false });
  const takes = (text: string): boolean => value.safeParse(text).success;
  if (!takes('1') || takes('x')) return value;
  // A text that may be a number, such as 10 rows of `10` and `5%`.
  const error = value.safeParse('x').error?.issues[0]?.message ?? 'a number';
  const number = takes('1.5') ? z.number({ error }) : z.int({ error });
  return z.union([value, takes('0') ? number.min(0, { error }) : number.gt(0, { error })]);
}
