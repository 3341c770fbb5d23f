/** 500 customers with all that formats stumble over, in characters that each of the encodings has. */
import { stringify } from 'csv-stringify/sync';

export const COLUMNS = [
  'externalId',
  'name',
  'email',
  'phone',
  'address.street',
  'address.zipcode',
  'metaData.note',
];

const FIRST = ['Ada', 'José', 'Zoë', 'Jürgen', 'Søren', 'François', 'Núria', 'Åsa', 'Inês', "O'Brien"];
const LAST = ['Müller', 'García Peña', 'Lund; Bo', 'Smith, Jr.', 'Weiß', 'Ohm "Joy" Lee', 'Ûze'];
const NOTES = [
  '',
  '0012',
  '1e5',
  '01/02/2024',
  'TRUE',
  ' spaces around ',
  'two\nlines',
  'a\ttab',
  'a | pipe',
  '£5 ±',
  '1234567890123456',
];

const pick = (list: readonly string[], at: number): string => list[at % list.length] ?? '';

/** Without the header. */
export function makeRows(): string[][] {
  return Array.from({ length: 500 }, (_row, at) => [
    `C-${String(at).padStart(6, '0')}`,
    `${pick(FIRST, at)} ${pick(LAST, at * 3)}`,
    `customer.${at}@example.com`,
    `+2348012${String(345_000 + at)}`,
    `${at} Rue de l'Église, «Nº ${at % 9}»`,
    String(at).padStart(5, '0'),
    pick(NOTES, at),
  ]);
}

export function toCsv(delimiter: string): string {
  return stringify([COLUMNS, ...makeRows()], { delimiter, record_delimiter: '\r\n', quoted_match: /[\r\n]/ });
}
