/**
 * What an option is. Each one is declared once, in this folder; flags, `--help`, completion, the schemas of the jobs and
 * the reference are derived from the declaration.
 */
import { z } from 'zod';
import { once } from '../../core/once.js';

/** Gives a schema, and makes it when it is first asked for: a command has few of all options, and to make a schema takes time. */
export type LazySchema<Schema> = () => Schema;

/** What an option is before its group is known. An interface, so that types name it instead of repeating all of it. */
export interface Declared<Value extends z.ZodType = z.ZodType, Full extends z.ZodType = z.ZodType> {
  /** The schema of a value that is given. Its message is the expectation alone: "an integer from 1 to 256". */
  readonly value: LazySchema<Value>;
  /** The schema of what a job gets: the value, or the default for an absent one. */
  readonly schema: LazySchema<Full>;
  readonly help: string;
  /** What its value is called, such as `N` or `FILE`; undefined for a flag, which takes none. */
  readonly valueName: string | undefined;
  /** The values that it takes, where they are few. */
  readonly choices: readonly string[];
  /** Values that completion offers, where it takes others as well. */
  readonly suggestions: readonly string[];
  /** What an absent option comes to: a value as a user types it, or words; undefined where there is nothing to say. */
  readonly defaultText: string | undefined;
  /** The environment variable that is read where the option is absent. */
  readonly variable: string | undefined;
  /** Accepted for the sake of old command lines, but neither shown in `--help` nor offered. */
  readonly isHidden: boolean;
  /** What an absent option comes to where no variable stands for it: a value as a user types it, or words. */
  readonly fallback: string | undefined;
  /** Whether it may be given several times. */
  readonly isRepeatable: boolean;
  /** Whether its value is the path of a file or folder; in a configuration file, relative to that file. */
  readonly isPath: boolean;
  /** What it is in a configuration file, where that is not what is typed. */
  readonly inFile: LazySchema<z.ZodType> | undefined;
  /** Whether only the command line has it, and no configuration file. */
  readonly isFlagOnly: boolean;
  /** Whether its value is a URL that lets everyone who has it in: no output shows more than its host. */
  readonly isSecret: boolean;
}

export interface Option<
  Value extends z.ZodType = z.ZodType,
  Full extends z.ZodType = z.ZodType,
> extends Declared<Value, Full> {
  /** The heading that it is shown under. */
  readonly group: string;
}

export type OptionSet = Readonly<Record<string, Option>>;

interface Words {
  readonly help: string;
  readonly variable?: string;
  readonly isHidden?: boolean;
  readonly inFile?: LazySchema<z.ZodType>;
  readonly isFlagOnly?: boolean;
}

interface ValueWords extends Words {
  readonly valueName: string;
  /** As a user types it. */
  readonly default?: string;
  /** Says in words what an absent option comes to, where there is no default to type. */
  readonly absent?: string;
  readonly choices?: readonly string[];
  readonly suggestions?: readonly string[];
  readonly isRepeatable?: boolean;
  readonly isPath?: boolean;
  readonly isSecret?: boolean;
}

/** An option with a default, which is parsed as if a user had typed it. */
export function option<Value extends z.ZodType>(
  value: LazySchema<Value>,
  words: ValueWords & { readonly default: string },
): Declared<Value, z.ZodPrefault<Value>>;
/** An option that may be absent. */
export function option<Value extends z.ZodType>(
  value: LazySchema<Value>,
  words: ValueWords & { readonly default?: never },
): Declared<Value, z.ZodOptional<Value>>;
export function option(value: LazySchema<z.ZodType>, words: ValueWords): Declared {
  const { default: typed } = words;
  const schema = once(() => (typed === undefined ? value().optional() : value().prefault(typed)));
  return { ...describe(words), value, schema };
}

/** An option that must be given, or whose schema itself says what an absent one is. */
export function requiredOption<Value extends z.ZodType>(
  value: LazySchema<Value>,
  words: ValueWords & { readonly default?: never },
): Declared<Value, Value> {
  return { ...describe(words), value, schema: value };
}

/** That a flag is there. */
const given = once(() => z.boolean({ error: 'a flag without a value' }));

/** An option without a value. */
export function flag(
  help: string,
  { isOn = false, inFile }: { readonly isOn?: boolean; readonly inFile?: LazySchema<z.ZodType> } = {},
): Declared<z.ZodBoolean, z.ZodDefault<z.ZodBoolean>> {
  const words = describe(inFile === undefined ? { help } : { help, inFile });
  const shown = { defaultText: isOn ? 'on' : undefined, fallback: isOn ? 'on' : 'off' };
  return { ...words, ...shown, value: given, schema: once(() => given().default(isOn)) };
}

/** A flag whose absence means neither yes nor no; `absent` says in words what it comes to. */
export function openFlag(help: string, absent: string): Declared<z.ZodBoolean, z.ZodOptional<z.ZodBoolean>> {
  return { ...describe({ help, absent }), value: given, schema: once(() => given().optional()) };
}

function describe(words: Words & Partial<ValueWords>): Omit<Declared, 'value' | 'schema'> {
  const { help, valueName, choices = [], suggestions = [], variable, inFile } = words;
  const { isHidden = false, isRepeatable = false, isPath = false, isFlagOnly = false } = words;
  const { isSecret = false } = words;
  const fallback = words.default ?? words.absent;
  const defaultText = toDefaultText(variable, fallback);
  const marks = { isHidden, isRepeatable, isPath, isFlagOnly, isSecret };
  return { help, valueName, choices, suggestions, variable, defaultText, fallback, inFile, ...marks };
}

/** `A, else B`. */
export function toDefaultText(...sources: readonly (string | undefined)[]): string | undefined {
  return sources.filter((text) => text !== undefined).join(', else ') || undefined;
}

type Grouped<Set extends Readonly<Record<string, Declared>>> = {
  readonly [Name in keyof Set]: Set[Name] & { readonly group: string };
};

/** Puts options under a heading. */
export function inGroup<const Set extends Readonly<Record<string, Declared>>>(
  group: string,
  set: Set,
): Grouped<Set> {
  const entries = Object.entries(set).map(([name, declared]) => [name, { ...declared, group }]);
  return Object.fromEntries(entries) as Grouped<Set>;
}

export type ValueOf<One extends Option> = ReturnType<One['value']>;

export type ShapeOf<Set extends OptionSet> = {
  -readonly [Name in keyof Set]: ReturnType<Set[Name]['schema']>;
};

/** The schema of all options of a set together. Zod reads its shape when it is first used. */
export function toSchema<const Set extends OptionSet>(set: Set): z.ZodObject<ShapeOf<Set>> {
  const shape = {};
  for (const [name, { schema }] of Object.entries(set))
    Object.defineProperty(shape, name, { get: schema, enumerable: true });
  return z.object(shape as ShapeOf<Set>);
}

/** The options of a set as the command line gives them: texts, not yet judged. */
export type FlagsOf<Set extends OptionSet> = {
  readonly [Name in keyof Set]?: (ValueOf<Set[Name]> extends z.ZodBoolean ? boolean : string) | undefined;
};
