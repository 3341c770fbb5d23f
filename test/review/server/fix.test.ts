import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ApplyAnswer, ChangesAnswer, ColumnsAnswer, EditsAnswer, FindAnswer, KindsAnswer, PreviewAnswer, RowsAnswer, StateAnswer, StepAnswer } from '../../../src/review/wire.js';
import { openReview, reopen } from './bench.js';

const CSV = `externalId,name,email,phone,address.zipcode,address.country
C-1,JosÃ© Almeida,jose@example.com,+351 211 234 567,01147,DE
C-2,Ana Silva,ana@gmial.com,+4930123456,1147,DE
C-3,Jens Holm,not an email,+4530123456,10115,DE
C-4,Mina Sato,mina@example.com,,10117,DE
C-4,Mina Sato-Berg,m.sato@example.com,,10119,DE
C-6,Test Test,test@example.com,,10121,DE
C-7,Zoe Peeters,zoe@example.com,,04109,DE
`;

const problemsOf = ({ rows }: { rows: RowsAnswer['rows'] }) =>
  rows.flatMap(({ row, problems }) => problems.map(({ at, kind, suggestion }) => [row, at, kind, suggestion?.value]));

test('a review from file to done: fixed rows are sent, the one left out is not, and nothing is sent twice after a restart', async () => {
  let bench = await openReview(CSV);
  const state = await bench.settle();
  expect(state.counts).toMatchObject({ rows: 7, mustFix: 3, leftOut: 0 });
  const all = await bench.ask<RowsAnswer>('/api/rows?from=0&n=200');
  expect(problemsOf(all)).toEqual([]);
});
