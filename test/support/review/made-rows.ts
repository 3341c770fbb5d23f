/** Made-up rows of a messy spreadsheet, with the problems that a check finds in them. */
import type { GridRow, CellProblem } from '../../../src/review/wire.js';

export const COLUMNS = ['Kundennr.', 'Name', 'E-Mail', 'Telefon', 'PLZ', 'Ort', 'Land'] as const;

const NAMES = [
  'Ana Silva',
  'Jens Holm',
  'Noor Haddad',
  'Mina Sato',
  'Lea Brandt',
  'Carl Engström',
  'Zoë Peeters',
];
const CITIES = ['Berlin', 'Dresden', 'Lisboa', 'København', 'Tokyo'];

/** What is wrong with a cell, by its value. */
function judge(at: number, value: string): CellProblem | undefined {
  if (at === 1 && value === '') return toProblem(at, 'name_missing', 'must', 'The name is missing.');
  if (at === 2 && value.includes('(at)'))
    return toProblem(at, 'email_invalid', 'must', 'The email is not an address.', value.replace('(at)', '@'));
  if (at === 2 && value.endsWith('@exmaple.com'))
    return toProblem(
      at,
      'email_domain',
      'look',
      'Looks like example.com, which 1,904 other rows have.',
      value.replace('exmaple', 'example'),
    );
  if (at === 3 && /E\+/.test(value))
    return toProblem(at, 'phone_digits', 'must', 'The last digits are lost.');
  if (at === 4 && value.length === 4)
    return toProblem(at, 'zip_zero', 'look', 'The zip code lost its first zero.', `0${value}`);
  if (at === 5 && value.includes('Ã'))
    return toProblem(
      at,
      'letters',
      'look',
      'The letters were saved in one encoding and opened in another.',
      'København',
    );
  return undefined;
}

function toProblem(
  at: number,
  kind: string,
  severity: CellProblem['severity'],
  text: string,
  value?: string,
): CellProblem {
  return {
    at,
    kind,
    severity,
    mark: '!',
    text,
    remedy: value === undefined ? 'Type the value.' : '',
    ...(value === undefined ? {} : { suggestion: { value, isSure: true } }),
  };
}

/** Cells of a row, by its number. */
export function makeCells(row: number, columns: number): string[] {
  const name = row % 90 === 0 ? '' : (NAMES[row % NAMES.length] ?? '');
  const local = `kunde${row}`;
  const email =
    row % 41 === 0 ? `${local}(at)example.com` : `${local}@${row % 55 === 0 ? 'exmaple' : 'example'}.com`;
  const phone = row % 77 === 0 ? '2.34803E+12' : `+49 30 5550 ${1000 + (row % 9000)}`;
  const zip = row % 43 === 0 ? '1147' : String(10000 + (row % 89999));
  const city = row % 200 === 0 ? 'KÃ¸benhavn' : (CITIES[row % CITIES.length] ?? '');
  const cells = [`CUS-${10000 + row}`, name, email, phone, zip, city, 'Deutschland'];
  while (cells.length < columns) cells.push(`value ${cells.length} of ${row}`);
  return cells;
}

export interface MadeRow {
  readonly row: number;
  readonly first: readonly string[];
  cells: string[];
  isOut: boolean;
}

export function findProblems({ cells, isOut }: MadeRow): readonly CellProblem[] {
  return isOut ? [] : cells.flatMap((value, at) => judge(at, value) ?? []);
}

export function toGridRow(made: MadeRow): GridRow {
  const problems = findProblems(made);
  const edited = made.cells.flatMap((value, at) => {
    const before = made.first[at] ?? '';
    return value === before ? [] : [{ at, before }];
  });
  const mustFix = problems.some(({ severity }) => severity === 'must');
  return {
    row: made.row,
    line: made.row + 1,
    name: made.cells[1] ?? '',
    cells: made.cells,
    ...(edited.length > 0 ? { edited } : {}),
    status: made.isOut ? 'left_out' : mustFix ? 'must_fix' : 'ready',
    problems,
  };
}
