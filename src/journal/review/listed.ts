/**
 * Many values as one parameter: a call of the driver costs more than a row in it. The parameter is a JSON array, which
 * `json_each` makes a table of.
 */

/** A condition for a number that is in the list. */
export const IN_LIST = 'IN (SELECT value FROM json_each(?))';

/** Values that a statement takes at once. */
const MOST_AT_ONCE = 512;

/** The list in parts that a statement takes at once, in order. */
export function* toParts<T>(values: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < values.length; at += MOST_AT_ONCE) yield values.slice(at, at + MOST_AT_ONCE);
}
