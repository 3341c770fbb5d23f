/** Describes columns in messages, and finds the column that a user names. */
import { BulkError } from '../core/errors.js';
import { toComparable } from './field-names.js';
import { suggestName } from '../core/suggest.js';
import { undecorate } from './undecorate.js';

/** `column 3 "E-mail"`; only its position if it has no name, or `#3`. */
export function describeColumn(columns: readonly string[], at: number): string {
  const name = columns[at] ?? '';
  return name.trim() === '' || name === `#${at + 1}`
    ? `column ${at + 1}`
    : `column ${at + 1} ${JSON.stringify(name)}`;
}

/** A `--map` option for a shell: quoted if the column's name needs it. */
export function toMapOption(field: string, column: string): string {
  const text = `${field}=${column}`;
  return `--map ${/^[\w.=/@#-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`}`;
}

/**
 * The position (from 0) of the column that the user names: by its exact name, else by position as `#3`, else ignoring case,
 * else by the comparable form of headers. `path`: where in the mapping the name is. Throws `config_invalid` if none matches,
 * or more than one.
 */
export function findColumn(columns: readonly string[], wanted: string, path: string): number {
  const found = lookUpColumn(columns, wanted);
  if (found === undefined) throw toNotFoundError(columns, wanted, path);
  if (found.length === 1) return found[0];
  const list = found.map((at) => `#${at + 1}`).join(' or ');
  throw new BulkError(
    'config_invalid',
    `${found.length} columns are called ${JSON.stringify(wanted)}, which the mapping (${path}) names.`,
    { hint: `Say which by its position: ${list}.` },
  );
}

/** The positions that a name means; more than one is a fault of the name. Undefined without any. */
export function lookUpColumn(
  columns: readonly string[],
  wanted: string,
): readonly [number, ...number[]] | undefined {
  for (const matches of MATCHERS) {
    const [first, ...others] = [...columns.keys()].filter((at) => matches(columns[at] ?? '', wanted, at));
    if (first !== undefined) return [first, ...others];
  }
  return undefined;
}

const MATCHERS: readonly ((column: string, wanted: string, at: number) => boolean)[] = [
  (column, wanted) => column === wanted,
  (_column, wanted, at) => wanted === `#${at + 1}`,
  (column, wanted) => column.trim().toLowerCase() === wanted.trim().toLowerCase() && wanted.trim() !== '',
  (column, wanted) => toComparable(column) === toComparable(wanted) && toComparable(wanted) !== '',
  (column, wanted) => toPlain(column) === toPlain(wanted) && toPlain(wanted) !== '',
];

const toPlain = (name: string): string => toComparable(undecorate(name));

function toNotFoundError(columns: readonly string[], wanted: string, path: string): BulkError {
  const near = suggestName(
    toComparable(wanted),
    columns.map((column) => toComparable(column)),
  );
  const suggestion = columns.find((column) => near !== undefined && toComparable(column) === near);
  return new BulkError(
    'config_invalid',
    `The mapping (${path}) names the column ${JSON.stringify(wanted)}, which the source does not have. ` +
      `It has: ${columns.map((column) => column.trim() || '(no name)').join(', ')}.`,
    {
      hint:
        suggestion === undefined
          ? `Use one of these names, or a position from #1 to #${columns.length}.`
          : `Did you mean ${JSON.stringify(suggestion)}?`,
    },
  );
}
