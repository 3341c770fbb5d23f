/**
 * The declared options as yargs shows them. None has a default for yargs: an absent flag must stay absent, so that the
 * environment and then the schema's default can fill in. The text tells the default.
 */
import type { Options } from 'yargs';
import type { Option, OptionSet } from '../config/options/option.js';
import { toKebab } from '../core/kebab.js';

export function toYargsOptions(set: OptionSet, more: Options = {}): Record<string, Options> {
  return Object.fromEntries(
    Object.entries(set).map(([name, option]) => [toKebab(name), { ...toYargs(option), ...more }]),
  );
}

function toYargs({ group, help, valueName, defaultText, alias }: Option): Options {
  return {
    ...(valueName === undefined ? { type: 'boolean' } : { type: 'string', requiresArg: true }),
    ...(alias === undefined ? {} : { alias }),
    group: `${group}:`,
    describe: defaultText === undefined ? help : `${help} [default: ${defaultText}]`,
  };
}
