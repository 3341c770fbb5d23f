/** Options as some commands have them: with other words, another default, or not at all. */
import type { z } from 'zod';
import { once } from '../../core/once.js';
import { toDefaultText, type Option, type OptionSet, type ValueOf } from './option.js';

/** The same option with other words, for a command where it has another effect. */
export function reworded<Known extends Option>(known: Known, words: { readonly help: string }): Known {
  return { ...known, ...words };
}

/** The same option, for a command that takes something else where it is absent; `absent` says in words what. */
export function withAbsent<Known extends Option>(known: Known, absent: string): Known {
  return { ...known, fallback: absent, defaultText: toDefaultText(known.variable, absent) };
}

/** The same option, accepted where it changes nothing, and shown nowhere. */
export function hidden<Known extends Option>(known: Known): Known {
  return { ...known, isHidden: true };
}

/** A set without some of its options. */
export function omitOptions<const Set extends OptionSet, Left extends keyof Set>(
  set: Set,
  left: Readonly<Record<Left, true>>,
): Omit<Set, Left> {
  return Object.fromEntries(Object.entries(set).filter(([name]) => !Object.hasOwn(left, name))) as Omit<
    Set,
    Left
  >;
}

const AS_BEGUN = 'as the run was begun';

type AsBegun<Set extends OptionSet> = {
  readonly [Name in keyof Set]: Option<ValueOf<Set[Name]>, z.ZodOptional<ValueOf<Set[Name]>>>;
};

/** Options of a run that is continued: an absent one stays as it was when the run began. No configuration file changes it. */
export function asBegun<const Set extends OptionSet>(set: Set): AsBegun<Set> {
  const words = { variable: undefined, defaultText: AS_BEGUN, fallback: AS_BEGUN, isFlagOnly: true };
  const entries = Object.entries(set).map(([name, one]) => [
    name,
    { ...one, ...words, schema: once(() => one.value().optional()) },
  ]);
  return Object.fromEntries(entries) as AsBegun<Set>;
}

/** The same option, taken only from the command line, or also from a configuration file. */
export function onlyAsFlag<Known extends Option>(known: Known, isFlagOnly = true): Known {
  return { ...known, isFlagOnly };
}
