/** Decides whether the first record of a source is a header. */
import { BulkError } from '../core/errors.js';

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const NUMBER = /^[+-]?\d[\d ().,-]*$/;
/** A shorter number may be a year or a week, and so the name of a column. */
const LONG_NUMBER_DIGITS = 6;

/**
 * Throws `header_missing` if the record can't be a header: it is blank, or a cell is an email, a UUID or a long number, or
 * all are numbers. The mapping decides about the columns, and about repeated ones.
 */
export function assertHeader(cells: readonly string[], name: string, line: number): void {
  const names = cells.map((cell) => cell.trim());
  if (names.every((cell) => cell === '')) throw toError(name, line, 'all its cells are empty');
  const at = names.findIndex((cell) => toKindOfValue(cell) !== undefined);
  if (at >= 0)
    throw toError(name, line, `its cell ${at + 1} is ${toKindOfValue(names[at] ?? '') ?? 'a value'}`);
  if (names.every((cell) => cell === '' || NUMBER.test(cell)))
    throw toError(name, line, 'all its cells are numbers');
}

/** Whether this tool wrote the file, and so escaped the cells that a spreadsheet would run. */
export function isOwnHeader(cells: readonly string[]): boolean {
  return cells.some((cell) => /^\s*bulk_/i.test(cell));
}

/** `source_empty`: there is a header and no row below it. */
export function toHeaderOnlyError(name: string, line: number): BulkError {
  return new BulkError('source_empty', `${name} has a header on line ${line}, but no row below it.`);
}

function toKindOfValue(cell: string): string | undefined {
  if (EMAIL.test(cell)) return 'an email address';
  if (UUID.test(cell)) return 'a UUID';
  if (NUMBER.test(cell) && cell.replaceAll(/\D/g, '').length >= LONG_NUMBER_DIGITS) return 'a number';
  return undefined;
}

function toError(name: string, line: number, reason: string): BulkError {
  return new BulkError(
    'header_missing',
    `${name}: line ${line} should be a header with the names of the columns, but ${reason}.`,
    {
      hint: 'Put a line with the column names before it, such as externalId,name,email,phone.',
      context: { line },
    },
  );
}
