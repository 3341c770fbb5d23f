/** Flags over environment over default, checked. */
import type { z } from 'zod';
import type { Environment } from '../core/environment.js';
import { BulkError } from '../core/errors.js';
import { toKebab } from '../core/kebab.js';
import { COMMANDS } from './commands.js';
import type { OptionSet } from './options/option.js';

/**
 * The options of a command. Flags that are absent are taken from the environment, then from the schema's defaults.
 * Throws `config_invalid`: "Expected `--concurrency` to be an integer from 1 to 256, got `0`."
 */
export function resolveOptions<Schema extends z.ZodObject>(
  schema: Schema,
  flags: Readonly<Record<string, unknown>>,
  environment: Environment = {},
): z.output<Schema> {
  const given = pickGiven(schema, flags, environment);
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const name = String(issue?.path[0] ?? '');
  const got = name in given ? `\`${String(given[name])}\`` : 'nothing';
  throw new BulkError(
    'config_invalid',
    `Expected \`--${toKebab(name)}\` to be ${issue?.message ?? 'something else'}, got ${got}.`,
  );
}

/** What is given for the options of a schema, not yet judged. */
export function pickGiven(
  schema: z.ZodObject,
  flags: Readonly<Record<string, unknown>>,
  environment: Environment,
): Readonly<Record<string, unknown>> {
  const given: Record<string, unknown> = {};
  for (const name of Object.keys(schema.shape)) {
    const variable = toVariable(name);
    const value = flags[name] ?? (variable === undefined ? undefined : environment[variable] || undefined);
    if (value !== undefined) given[name] = value;
  }
  return given;
}

/** The environment variable that stands for an option. */
function toVariable(name: string): string | undefined {
  const sets: readonly OptionSet[] = Object.values(COMMANDS).map(({ options }) => options);
  return sets.map((set) => set[name]?.variable).find((variable) => variable !== undefined);
}
