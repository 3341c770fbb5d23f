import { BulkError } from '../../core/errors.js';
import type { RefusedFormat } from './binary.js';

/** `source_unreadable`: the source is of another format; the hint has the command that gives a table. */
export function toFormatError(name: string, { refused, hint }: RefusedFormat): BulkError {
  const isPlain = /^[\w./:@%+-]+$/.test(name);
  const quoted = isPlain ? name : `'${name.replaceAll("'", String.raw`'\''`)}'`;
  const file = name === 'stdin' ? 'FILE' : quoted;
  return new BulkError('source_unreadable', `${name} is ${refused}; expected CSV, .xlsx, JSON or SQLite.`, {
    hint: hint.replaceAll('FILE', () => file),
  });
}
