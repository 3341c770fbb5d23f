/** A row that only its source shows to be wrong stays refused in the corrected files, until a person has edited it. */
import { expect, describe, test } from 'vitest';
import type { Code } from '../../../src/core/codes.js';
import { validateBytes } from '../../support/run-validate.js';
import { openReview, type ReviewBench } from './bench.js';

const HEADER = 'externalId,name,email,description\n';
const GOOD = 'C1,Ann Lee,ann@example.com,x\nC2,Bob Ray,bob@example.com,x\n';
const record = (name: string): string =>
  `{"externalId":"C3","name":${name},"email":"cy@example.com","description":"x"}`;

const ANN = '{"externalId":"C1","name":"Ann Lee","email":"ann@example.com","description":"x"}';

const CASES: readonly (readonly [code: Code, source: string])[] = [
  ['column_count', `${HEADER}${GOOD}C3,Cy Poe,cy@example.com\n`],
  ['column_count', `${HEADER}${GOOD}C3,Cy Poe,cy@example.com,x,\n`],
  ['column_count', `${HEADER}${GOOD}C3,Cy Poe,cy@example.com,x,y\n`],
  ['quote_misplaced', `${HEADER}${GOOD}C3,"Cy" Poe,cy@example.com,x\n`],
  ['key_twice', `${ANN}\n${record('"Cy Poe","name":"Cyrus Poe"')}\n`],
  ['list_value', `${ANN}\n${record('["Cy Poe"]')}\n`],
];

/** Codes of errors in a corrected file, as a check finds them. */
async function check(bench: ReviewBench, name: string): Promise<string[]> {
  const { bytes } = await bench.get(`/files/${name}`);
  const { issues } = await validateBytes(bytes, {}, name);
  return issues.flatMap(({ severity, code = '' }) => (severity === 'error' ? [code] : []));
}

describe.each(['corrected.csv', 'corrected.xlsx'])('%s', (name) => {
  test.each(CASES)('has a row with %s refused: %j', async (code, source) => {
    const bench = await openReview(source, { offline: true });
    await bench.settle();
    expect(await check(bench, name)).toEqual([code]);
  });

  test.each(CASES.slice(3))('takes a row with %s once it is edited: %j', async (_code, source) => {
    const bench = await openReview(source, { offline: true });
    await bench.settle();
    const row = source.startsWith('{') ? 2 : 3;
    await bench.ask('/api/edits', { id: 'e1', base: 0, ops: [{ op: 'set', row, at: 1, value: 'Cy Roe' }] });
    expect(await check(bench, name)).toEqual([]);
  });
});

test('a row that is wrong in a column that is not sent has no mark', async () => {
  const list = record('"Cy Poe"').replace('"x"', '"x","tags":["a","b"]');
  const bench = await openReview(`${list}\n`, { offline: true });
  await bench.settle();
  expect(await check(bench, 'corrected.csv')).toEqual([]);
});

test('a mark that the source had in its own column stays there', async () => {
  const source = `${HEADER.trim()},bulk_extra_1\nC3,Cy Poe,cy@example.com,x,(key_twice)\nC4,"Di" Roe,di@example.com,x,\n`;
  const bench = await openReview(source, { offline: true });
  await bench.settle();
  expect(await check(bench, 'corrected.csv')).toEqual(['key_twice', 'quote_misplaced']);
  expect((await bench.get('/files/corrected.csv')).body).toContain('bulk_extra_1\n');
});
