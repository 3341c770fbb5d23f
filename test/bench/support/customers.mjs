/** The customers of the bench: the same in a CSV file and as the bodies that an import makes of it. */
import { join } from 'node:path';
import { writeLines } from './write-lines.mjs';

const HEADER = 'externalId,name,email,phone,address.street,address.city,address.country,metaData.plan';

/** The n-th customer, n from 1, as cells. */
function toCells(n) {
  const digits = String(n).padStart(8, '0');
  return [
    `E${digits}`,
    `Customer ${n}`,
    `c${n}@example.com`,
    `+23480${digits.slice(1, 2) === '0' ? '3' : '6'}${digits.slice(1)}`,
    `${n} Larch Avenue`,
    'Lagos',
    'Nigeria',
    'gold',
  ];
}

/** The body that creates the n-th customer. */
export function toBody(n) {
  return toBodyOfCells(toCells(n));
}

/** What an import sends for these cells; `main.mjs` compares the customers that come of both. */
export function toBodyOfCells([externalId, name, email, phone, street, city, country, plan]) {
  const address = { street, city, country };
  return { name, email, phone, address, metaData: { plan }, externalId, emailUnique: true };
}

/** Writes `count` customers, and gives the file's path. */
export function writeCustomers(folder, count) {
  return writeLines(join(folder, `customers-${count}.csv`), HEADER, count, (n) => toCells(n).join(','));
}
