/** What to type where a table has no header, or the wrong row was taken for it. */
import type { TopRow } from './header-row.js';
import { toColumnKind } from './value-kind.js';

/** The line to put before the rows, or the options to pass instead. `delimiter`: undefined for a workbook. */
export function toNoHeaderRemedy(rows: readonly TopRow[], delimiter: string | undefined): string {
  const fields = guessFields(rows);
  const maps = fields.flatMap((field, at) => (field === undefined ? [] : [`--map ${field}=#${at + 1}`]));
  const options = ['--no-header', ...maps].join(' ');
  const names = fields.map((field, at) => field ?? `column${at + 1}`);
  const line = delimiter === undefined ? names.join(', ') : names.join(delimiter);
  const add =
    delimiter === undefined
      ? `Insert a row of names above it (${line})`
      : `Put a line with the column names before it (${line})`;
  return `${add}; or pass ${options}, corrected as needed: all rows are then read as data.`;
}

/** The field that each column probably is, by the form of its values. */
export function guessFields(rows: readonly TopRow[]): readonly (string | undefined)[] {
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
  const columns = Array.from({ length: width }, (_column, at) => rows.map(({ cells }) => cells[at] ?? ''));
  const kinds = columns.map(toColumnKind);
  const fields: (string | undefined)[] = columns.map(() => undefined);
  const give = (field: string, at: number): void => {
    if (at >= 0 && fields[at] === undefined) fields[at] = field;
  };
  give('email', kinds.indexOf('an email address'));
  give('phone', kinds.indexOf('a phone'));
  const isText = (at: number): boolean => kinds[at] === undefined && fields[at] === undefined;
  const words = columns.findIndex(
    (cells, at) => isText(at) && cells.filter(isFullName).length > cells.length / 2,
  );
  give('name', words >= 0 ? words : columns.findIndex((_cells, at) => isText(at)));
  if (kinds[0] !== 'a date') give('externalId', 0);
  return fields;
}

/** At least two words, without a digit. */
function isFullName(cell: string): boolean {
  return /^\p{L}[\p{L}\p{M}'’.-]* [^\d@]+$/u.test(cell.trim());
}
