/** Decides whether the first record of a source can be a header. */
import { BulkError } from '../core/errors.js';
import type { SourceDoubt } from '../core/types.js';
import { toValueKind } from './value-kind.js';

/** A shorter number may be a year or a week, and so the name of a column. */
const LONG_NUMBER_DIGITS = 6;

/** A row that is taken for the header, and where. */
export interface HeaderPlace {
  readonly cells: readonly string[];
  /** Name of the source. */
  readonly name: string;
  readonly line: number;
  /** What to do if it is no header. */
  readonly remedy: string;
}

/**
 * Throws `header_missing` if the record can't be a header: it is blank, or a cell is an email, a UUID or a long number, or
 * all are numbers. The mapping decides about the columns, and about repeated ones.
 */
export function assertHeader({ cells, ...place }: HeaderPlace): void {
  const names = cells.map((cell) => cell.trim());
  if (names.every((cell) => cell === '')) throw toHeaderError(place, 'all its cells are empty');
  const at = names.findIndex((cell) => toKindOfValue(cell) !== undefined);
  if (at >= 0)
    throw toHeaderError(place, `its cell ${at + 1} is ${toKindOfValue(names[at] ?? '') ?? 'a value'}`);
  if (names.every((cell) => cell === '' || toValueKind(cell) === 'a number'))
    throw toHeaderError(place, 'all its cells are numbers');
}

/** Whether this tool wrote the file, and so escaped the cells that a spreadsheet would run. */
export function isOwnHeader(cells: readonly string[]): boolean {
  return cells.some((cell) => /^\s*bulk_/i.test(cell));
}

/** `source_empty`: there is a header and no row below it. `others`: a sentence on what else could be read. */
export function toHeaderOnlyError(name: string, line: number, others = ''): BulkError {
  return new BulkError('source_empty', `${name} has a header on line ${line}, but no row below it.`, {
    hint: `${others}Check the file. If that line is a row, pass --no-header.`,
  });
}

/** `header_missing`; `because` ends the sentence. */
export function toHeaderError(
  { name, line, remedy }: Omit<HeaderPlace, 'cells'>,
  because: string,
): BulkError {
  return new BulkError(
    'header_missing',
    `${name}: line ${line} should be a header with the names of the columns, but ${because}.`,
    { hint: remedy, context: { line } },
  );
}

/** A doubt that line `line` is the header. */
export function toUnclearDoubt(line: number, because: string, remedy: string): SourceDoubt {
  const message = `It is not clear that line ${line} is the header: ${because}. As the header, it would not be sent.`;
  return { code: 'header_unclear', line, message, hint: remedy };
}

function toKindOfValue(cell: string): string | undefined {
  const kind = toValueKind(cell);
  if (kind === 'an email address' || kind === 'a UUID' || kind === 'a phone') return kind;
  return kind === 'a number' && cell.replaceAll(/\D/g, '').length >= LONG_NUMBER_DIGITS ? kind : undefined;
}
