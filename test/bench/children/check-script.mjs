/**
 * The check that a user would write instead: a parser, a zod schema, and sets for duplicates. Arguments: file, `csv-parse` or
 * `papaparse`. Prints how many rows it read, and how many are good by its few rules.
 */
import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import Papa from 'papaparse';
import { z } from 'zod';

const schema = z.object({
  externalId: z.string().min(1).max(255),
  name: z.string().min(1).max(255),
  email: z.email(),
  phone: z.string().regex(/^\+[1-9]\d{6,14}$/),
  'address.zipcode': z.string().regex(/^\d*$/).optional(),
  'address.country': z.string().min(2),
});

const [file, parser] = process.argv.slice(2);
const input = createReadStream(file);
const records =
  parser === 'papaparse'
    ? input.setEncoding('utf8').pipe(Papa.parse(Papa.NODE_STREAM_INPUT, { header: true }))
    : input.pipe(parse({ columns: true }));

const [ids, emails] = [new Set(), new Set()];
let rows = 0;
let good = 0;
for await (const record of records) {
  rows += 1;
  const isNew = !ids.has(record.externalId) && !emails.has(record.email.toLowerCase());
  ids.add(record.externalId);
  emails.add(record.email.toLowerCase());
  if (isNew && schema.safeParse(record).success) good += 1;
}
console.log(JSON.stringify({ rows, good }));
