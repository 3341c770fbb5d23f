/** A file that is hard to read: quotes, line breaks and letters beyond ASCII in cells, and a fifth of its rows with a warning. */
import { join } from 'node:path';
import { writeLines } from './write-lines.mjs';

export const HEADER =
  'externalId,name,email,phone,description,address.street,address.city,address.state,address.zipcode,address.country,metaData.plan,metaData.note';

const NAMES = [
  'Zoë Müller',
  'José Álvarez',
  'Adébáyọ̀ Okafor',
  'Łukasz Żak',
  'Jane Doe',
  '山田 太郎',
  'O’Brien',
  'Ann-Marie Smith',
];
const CITIES = ['Lagos', 'São Paulo', 'Köln', 'Kraków', 'Abuja', 'Zürich', 'Ibadan', 'Málaga'];

/** The n-th customer, n from 1, as cells. */
export function toCells(n) {
  const digits = String(n).padStart(8, '0');
  const at = n % 8;
  // Letters make a warning: the vendor documents a number.
  const zipcode = n % 5 === 0 ? `${100 + (n % 800)} XY` : String(100_000 + (n % 800_000));
  return [
    `A-${digits}`,
    `${NAMES[at]} ${n}`,
    `a${n}.x@example.org`,
    `+23480${digits.slice(1, 2) === '0' ? '3' : '6'}${digits.slice(1)}`,
    n % 5 === 1 ? `first line of ${n}\nsecond line` : `customer since 20${String(n % 25).padStart(2, '0')}`,
    `${n} Larch Avenue, Flat ${at}`,
    CITIES[at],
    'Lagos State',
    zipcode,
    'Nigeria',
    n % 2 === 0 ? 'gold' : 'silver',
    n % 4 === 0 ? `said "call me" twice, ${n}` : `plain note ${n}`,
  ];
}

const toCell = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Writes `count` customers, and gives the file's path. */
export function writeAwkward(folder, count) {
  return writeLines(join(folder, `awkward-${count}.csv`), HEADER, count, (n) =>
    toCells(n).map(toCell).join(','),
  );
}
