/** What is begun already keeps its options: other ones that are typed when it is continued are refused, and not ignored. Pure. */
import { importOptionsSchema, type ImportOptions } from '../config/options.js';
import { BulkError } from '../core/errors.js';
import { toKebab } from '../core/kebab.js';

/** Options that are made of these words of the command line. */
const WORDS_OF: Readonly<Record<string, readonly string[]>> = {
  map: ['mapping', 'map', 'set', 'where'],
  rules: ['rules'],
};

/** Where it is, and not how it was begun. */
const PLACE: ReadonlySet<string> = new Set(['reportsDir', 'runId']);

/**
 * `typed`: the words of the command line; what comes from a configuration file is not meant for what is begun already. `read`: the
 * options that they come to. Throws `config_invalid` for one that was typed and is not as it was.
 */
export function assertSameOptions(
  name: string,
  typed: readonly string[],
  read: () => ImportOptions,
  begun: ImportOptions,
): void {
  const flags = new Set(typed.filter((word) => word.startsWith('-')).map((word) => word.replace(/=.*/s, '')));
  const findTyped = (option: string): string | undefined =>
    (WORDS_OF[option] ?? [toKebab(option)])
      .flatMap((word) => [`--${word}`, `--no-${word}`])
      .find((flag) => flags.has(flag));
  const options = Object.keys(importOptionsSchema.shape) as (keyof ImportOptions)[];
  const asked = options.filter((option) => !PLACE.has(option) && findTyped(option) !== undefined);
  if (asked.length === 0) return;
  const given = read();
  const other = asked.find((option) => JSON.stringify(given[option]) !== JSON.stringify(begun[option]));
  if (other === undefined) return;
  throw new BulkError(
    'config_invalid',
    `${name} was begun with another ${findTyped(other) ?? ''}, and keeps the options that it was begun with.`,
    {
      hint: `Leave ${findTyped(other) ?? ''} out to continue it, or review the file again with the new options.`,
    },
  );
}
