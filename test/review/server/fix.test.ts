import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type {
  ApplyAnswer,
  ChangesAnswer,
  ColumnsAnswer,
  EditsAnswer,
  FindAnswer,
  KindsAnswer,
  PreviewAnswer,
  RowsAnswer,
  StateAnswer,
  StepAnswer,
} from '../../../src/review/wire.js';
import { openReview, reopen, until } from './bench.js';

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
  rows.flatMap(({ row, problems }) =>
    problems.map(({ at, kind, suggestion }) => [row, at, kind, suggestion?.value]),
  );

test('from file to done: what was fixed is sent, what was left out is not, and a restart loses no edit and sends nothing twice', async () => {
  let bench = await openReview(CSV);
  expect((await bench.settle()).counts).toMatchObject({ rows: 7, mustFix: 3, ready: 4, leftOut: 0 });
  const all = await bench.ask<RowsAnswer>('/api/rows?from=0&n=200');
  expect(problemsOf(all)).toContainEqual([1, 1, 'mojibake', 'José Almeida']);
  expect(problemsOf(all)).toContainEqual([2, 2, 'email_typo', 'ana@gmail.com']);
  expect(problemsOf(all)).toContainEqual([2, 4, 'spreadsheet_lost_zero', '01147']);

  const { kinds } = await bench.ask<KindsAnswer>('/api/kinds');
  expect(kinds[0]).toMatchObject({ severity: 'must' });
  expect(kinds.find(({ kind }) => kind === 'duplicate_external_id')).toMatchObject({
    rows: 2,
    mark: '?',
    acceptable: 0,
  });

  const accepted = await bench.ask<StepAnswer>('/api/accept', { id: 'a1', base: 0, kind: 'mojibake' });
  expect(accepted).toMatchObject({ revision: 1, changed: 1, undo: 'accept 1', first: { row: 1, at: 1 } });
  // The same once more is answered, not done again.
  expect(await bench.ask<StepAnswer>('/api/accept', { id: 'a1', base: 0, kind: 'mojibake' })).toMatchObject({
    revision: 1,
  });

  // The row that shared its key is checked again with it.
  const edited = await bench.ask<EditsAnswer>('/api/edits', {
    id: 'e1',
    base: 1,
    ops: [{ op: 'set', row: 5, at: 0, value: 'C-5' }],
  });
  expect(edited.rows.map(({ row, status }) => [row, status])).toEqual([
    [4, 'ready'],
    [5, 'ready'],
  ]);
  expect(edited.counts.mustFix).toBe(1);
  const found = await bench.ask<FindAnswer>('/api/find?show=todo&kind=email_invalid&dir=next');
  expect(found.found).toMatchObject({ row: 3, at: 2 });
  await bench.ask('/api/edits', {
    id: 'e2',
    base: 2,
    ops: [{ op: 'set', row: 3, at: 2, value: 'jens@example.com' }],
  });
  await bench.ask('/api/edits', {
    id: 'e3',
    base: 3,
    ops: [
      { op: 'leave_out', row: 6 },
      { op: 'accept', row: 2, at: 2 },
    ],
  });

  // Another window that saw an older state: other cells are taken, the same cell is not.
  await bench.ask('/api/edits', {
    id: 'e4',
    base: 1,
    ops: [{ op: 'set', row: 7, at: 1, value: 'Zoë Peeters' }],
  });
  await expect(
    bench.ask('/api/edits', {
      id: 'e5',
      base: 1,
      ops: [{ op: 'set', row: 3, at: 2, value: 'other@example.com' }],
    }),
  ).rejects.toThrow(/^409 .*"theirs":"jens@example.com","mine":"other@example.com"/);

  // Killed, and started again.
  await bench.close();
  bench = await reopen(bench);
  const back = await bench.settle();
  expect(back).toMatchObject({
    revision: 5,
    undo: 'edit row 7',
    counts: { mustFix: 0, leftOut: 1, ready: 6, changed: 5 },
  });
  const undone = await bench.ask<StepAnswer>('/api/undo', { id: 'u1', base: 5 });
  expect(undone).toMatchObject({ revision: 6, redo: 'edit row 7', first: { row: 7, at: 1 } });
  await bench.ask('/api/redo', { id: 'u2', base: 6 });

  await bench.ask('/api/preview', {});
  const preview = await until(
    () => bench.ask<PreviewAnswer>('/api/preview'),
    ({ state: now }) => now !== 'checking',
  );
  expect(preview).toMatchObject({ state: 'ready', sending: { creates: 6, updates: 0 }, leftOut: 0 });
  const { changes } = await bench.ask<ChangesAnswer>('/api/changes?from=0&n=100&q=jos%C3%A9');
  expect(changes.map(({ row, name, kind }) => [row, name, kind])).toEqual([[1, 'José Almeida', 'created']]);
  const chosen = await bench.ask<PreviewAnswer>('/api/choose', {
    id: 'c1',
    plan: preview.plan,
    rows: [4],
    isChosen: false,
  });
  expect(chosen).toMatchObject({ leftOut: 1, sending: { creates: 5 } });
  await expect(bench.ask('/api/apply', { plan: preview.plan, name: '' })).rejects.toThrow(
    /^409 .*plan_stale/,
  );

  await bench.ask('/api/apply', { plan: chosen.plan, name: '' });
  const applied = await until(
    () => bench.ask<ApplyAnswer>('/api/apply'),
    ({ state: now }) => now !== 'running',
  );
  expect(applied).toMatchObject({ state: 'done', created: 5, failed: 0, waiting: 0 });
  const names = bench.sandbox.snapshot().customers.map(({ name }) => name);
  expect(names.sort()).toEqual(['Ana Silva', 'Jens Holm', 'José Almeida', 'Mina Sato-Berg', 'Zoë Peeters']);

  const corrected = await bench.ask<StateAnswer>('/api/state');
  expect(corrected.files.filter(({ isThere }) => isThere).map(({ name }) => name)).toContain('results.csv');
  await bench.ask<ColumnsAnswer>('/api/columns');
  const path = await bench.review.findFile('corrected.csv');
  expect((await readFile(path ?? '', 'utf8')).split('\n')[3]).toBe(
    'C-3,Jens Holm,jens@example.com,+4530123456,10115,DE,3',
  );
  expect(await bench.review.findFile('../r/review.sqlite')).toBeUndefined();
  expect(join(bench.reportsDir, 'r', 'corrected.csv')).toBe(path);
});
