/** The table of dialects. */
import { DIALECTS, type Dialect } from '../../../src/core/dialects.js';
import { toCode, toTable } from './markdown.js';

const DELIMITERS: ReadonlyMap<string | undefined, string> = new Map([
  ['\t', 'tab'],
  ['|', '`|`'],
]);

export function toDialectTable(): string {
  return toTable(
    ['`--dialect`', 'written by', 'delimiter', 'quotes', 'escapes', 'no value'],
    Object.entries<Dialect>(DIALECTS).map(([name, { writtenBy, delimiter, quotes, escape, nulls }]) => [
      toCode(name),
      writtenBy,
      DELIMITERS.get(delimiter) ?? 'detected',
      quotes ? 'yes' : 'no',
      escape === 'backslash' ? 'backslash' : quotes ? '`""`' : 'none',
      ['an empty cell', ...nulls.map((word) => (word === '\0' ? 'a NUL' : toCode(word)))].join(', '),
    ]),
  );
}
