import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { importOptionsSchema } from '../../../src/config/options.js';
import { openPlace } from '../../../src/jobs/ingest/source-place.js';
import type { ReplaceCountAnswer, StateAnswer, StepAnswer } from '../../../src/review/wire.js';
import { DEPS, openReview } from './bench.js';

const CSV = `externalId,name,email,phone,address.city
C-1,Ana Silva,ana@old.example.com,0049301234567,Köln
C-2,"Holm, Jens",jens@old.example.com,,Köln
C-3,=SUM(A1),mina@example.com,,Kölner Str.
C-4,Zoe,zoe@old.example.com,,
`;

const column = (name: string): number => CSV.split('\n')[0]?.split(',').indexOf(name) ?? -1;

test('replace counts before it acts, is one step, and the corrected files say what was done', async () => {
  const bench = await openReview(CSV, { offline: true });
  await bench.settle();
  const email = column('email');
  const city = column('address.city');
  const part = `column=${email}&find=${encodeURIComponent('@old.')}&whole=0`;
  expect(await bench.ask<ReplaceCountAnswer>(`/api/replace?${part}`)).toEqual({ cells: 3 });
  const step = { id: 'r1', base: 0, column: email, find: '@old.', replace: '@new.', whole: false };
  expect(await bench.ask<StepAnswer>('/api/replace', step)).toMatchObject({
    revision: 1,
    changed: 3,
    undo: 'replace in email',
    first: { row: 1, at: email },
  });
  // Sent again by a window that did not get the answer.
  expect(await bench.ask<StepAnswer>('/api/replace', step)).toMatchObject({ revision: 1, changed: 0 });
  expect(await bench.ask<ReplaceCountAnswer>(`/api/replace?${part}`)).toEqual({ cells: 0 });
  await bench.ask('/api/undo', { id: 'u1', base: 1 });
  expect(await bench.ask<ReplaceCountAnswer>(`/api/replace?${part}`)).toEqual({ cells: 3 });
  await bench.ask('/api/redo', { id: 'u2', base: 2 });

  const whole = { column: city, find: 'Köln', replace: 'Cologne', whole: true };
  expect(await bench.ask<StepAnswer>('/api/replace', { id: 'r2', base: 3, ...whole })).toMatchObject({
    changed: 2,
  });
  // Empty cells are found as a whole only.
  expect(await bench.ask('/api/replace?column=4&find=&whole=1')).toEqual({ cells: 1 });
  await expect(bench.ask('/api/replace?column=4&find=&whole=0')).rejects.toThrow(/^422 .*config_invalid/);
  await expect(bench.ask('/api/replace', { id: 'r3', base: 1, ...whole })).rejects.toThrow(/^409 /);
  await bench.ask('/api/edits', { id: 'e1', base: 4, ops: [{ op: 'leave_out', row: 4 }] });

  const edits = await bench.get('/files/edits.csv');
  expect(edits.headers['content-disposition']).toBe('attachment; filename="edits.csv"');
  expect(
    edits.body
      .replace(/^\uFEFF/, '')
      .split('\n')
      .slice(0, -1),
  ).toEqual([
    'row,line,column,before,after',
    '1,2,email,ana@old.example.com,ana@new.example.com',
    '1,2,address.city,Köln,Cologne',
    '2,3,email,jens@old.example.com,jens@new.example.com',
    '2,3,address.city,Köln,Cologne',
    '4,5,email,zoe@old.example.com,zoe@new.example.com',
    '4,5,(left out),,',
  ]);

  const rows = [
    ['C-1', 'Ana Silva', 'ana@new.example.com', '0049301234567', 'Cologne', '1'],
    ['C-2', 'Holm, Jens', 'jens@new.example.com', '', 'Cologne', '2'],
    ['C-3', '=SUM(A1)', 'mina@example.com', '', 'Kölner Str.', '3'],
  ];
  for (const name of ['corrected.csv', 'corrected.xlsx']) {
    const { bytes, status } = await bench.get(`/files/${name}`);
    expect(status).toBe(200);
    const path = join(bench.folder, name);
    await writeFile(path, bytes);
    expect(await readRows(path)).toEqual(rows);
  }
  // An apostrophe keeps a spreadsheet from running it; the import takes it away again.
  expect((await bench.get('/files/corrected.csv')).body).toContain("\nC-3,'=SUM(A1),");
  const { files } = await bench.ask<StateAnswer>('/api/state');
  expect(files.filter(({ isThere }) => isThere).map(({ name, note }) => [name, note])).toEqual([
    ['corrected.csv', '3 rows'],
    ['corrected.xlsx', '3 rows'],
    ['edits.csv', ''],
    ['mapping.json', ''],
  ]);
  expect((await bench.get('/files/results.csv')).status).toBe(404);
});

/** As an import reads the file. */
async function readRows(path: string): Promise<(readonly string[])[]> {
  const source = await openPlace({ path }, importOptionsSchema.parse({}), DEPS);
  const rows: (readonly string[])[] = [];
  for await (const batch of source.batches()) rows.push(...batch.map(({ cells }) => cells));
  await source.close();
  return rows;
}
