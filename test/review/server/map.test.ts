import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type {
  ColumnsAnswer,
  MappingChange,
  RowsAnswer,
  SaveMappingAnswer,
  SentAnswer,
  StateAnswer,
  StepAnswer,
  ValuesAnswer,
} from '../../../src/review/wire.js';
import { openReview, type ReviewBench } from './bench.js';

const CSV = `Nr,Vorname,Nachname,Mail,Land,Stufe
C-1,Ana,Silva,ana@example.com,Deutschland,g
C-2,Jens,Holm,jens@example.com,DE,s
C-3,Mina,Sato,mina@example.com,Atlantis,g
`;

let made = 0;

function change(bench: ReviewBench, base: number, what: MappingChange): Promise<ColumnsAnswer> {
  made += 1;
  return bench.ask('/api/mapping', { id: `m${made}`, base, change: what }, 'PUT');
}

async function sentOf(bench: ReviewBench, row: number): Promise<Record<string, string>> {
  await bench.settle();
  const { fields } = await bench.ask<SentAnswer>(`/api/sent?row=${row}`);
  return Object.fromEntries(fields.map(({ field, value }) => [field, value]));
}

test('a mapping is changed column by column, taken back, and saved as the file that an import takes', async () => {
  const bench = await openReview(CSV, { offline: true });
  await bench.settle();
  await change(bench, 0, { kind: 'field', at: 0, field: 'externalId' });
  await change(bench, 1, { kind: 'join', field: 'name', columns: [1, 2], separator: ' ' });
  // What is chosen already is no step.
  const same = await change(bench, 2, { kind: 'field', at: 3, field: 'email' });
  expect(same.revision).toBe(2);
  expect(await change(bench, 2, { kind: 'field', at: 4, field: 'address.country' })).toEqual(same);
  await change(bench, 2, { kind: 'field', at: 5, field: 'metaData.tier' });
  const { columns } = await change(bench, 3, { kind: 'values', at: 5, values: { g: 'gold', s: 'silver' } });
  expect(columns.map(({ field, state, part }) => [field, state, part])).toEqual([
    ['externalId', 'decided', undefined],
    ['name', 'decided', 1],
    ['name', 'decided', 2],
    ['email', 'decided', undefined],
    ['address.country', 'decided', undefined],
    ['metaData.tier', 'decided', undefined],
  ]);
  expect(await sentOf(bench, 1)).toMatchObject({
    externalId: 'C-1',
    name: 'Ana Silva',
    email: 'ana@example.com',
    'address.country': 'Deutschland',
    'metaData.tier': 'gold',
  });

  const values = await bench.ask<ValuesAnswer>('/api/values?column=4');
  expect(values.values[0]).toMatchObject({ value: 'Atlantis', rows: 1, isKnown: false });
  expect(values.allowed).toContain('Portugal');
  expect((await bench.ask<ValuesAnswer>('/api/values?column=5')).allowed).toEqual([]);
  await change(bench, 4, { kind: 'values', at: 4, values: { Atlantis: 'Portugal' } });
  expect(await sentOf(bench, 3)).toMatchObject({ 'address.country': 'Portugal' });
  expect((await bench.ask<StateAnswer>('/api/state')).counts).toMatchObject({ ready: 3, mustFix: 0 });

  await change(bench, 5, { kind: 'constant', field: 'description', value: 'From the old shop' });
  expect(await sentOf(bench, 2)).toMatchObject({ description: 'From the old shop' });
  const undone = await bench.ask<StepAnswer>('/api/undo', { id: 'u1', base: 6 });
  expect(undone).toMatchObject({ revision: 7, redo: 'description = From the old shop' });
  expect(await sentOf(bench, 2)).not.toHaveProperty('description');
  await bench.ask('/api/redo', { id: 'u2', base: 7 });
  await change(bench, 8, { kind: 'remove', field: 'description' });
  expect(await sentOf(bench, 2)).not.toHaveProperty('description');

  // Two columns for one field: said, not guessed, and either answer helps.
  const rivals = await change(bench, 9, { kind: 'field', at: 5, field: 'email' });
  expect(rivals.columns[5]?.rivals).toEqual([3]);
  expect(rivals.fault?.text).toContain('email');
  expect((await bench.settle()).steps.fix.isOpen).toBe(false);
  const one = await change(bench, 10, { kind: 'only', field: 'email', at: 3 });
  expect(one.fault).toBeUndefined();
  expect(one.columns[5]).toMatchObject({ field: '', state: 'left_out', rivals: [] });

  // What is no field, no column or an older state changes nothing.
  await expect(change(bench, 11, { kind: 'field', at: 5, field: 'metaData.' })).rejects.toThrow(/^422 /);
  await expect(change(bench, 11, { kind: 'field', at: 60, field: 'email' })).rejects.toThrow(/^422 /);
  await expect(change(bench, 3, { kind: 'field', at: 5, field: '' })).rejects.toThrow(/^409 .*edit_conflict/);
  expect((await bench.settle()).revision).toBe(11);

  for (const name of ['../mapping.json', 'mapping', '/tmp/mapping.json', 'a/b.json', '.json'])
    await expect(bench.ask('/api/save-mapping', { name })).rejects.toThrow(/^422 .*config_invalid/);
  const saved = await bench.ask<SaveMappingAnswer>('/api/save-mapping', { name: 'customers map.json' });
  expect(saved.command).toContain(`--mapping '${saved.path}' --dry-run`);
  const file: unknown = JSON.parse(await readFile(saved.path, 'utf8'));
  expect(JSON.parse((await bench.get('/files/mapping.json')).body)).toEqual(file);
  // A review that begins with the file sends the same.
  const again = await openReview(CSV, { offline: true, flags: { map: file } });
  expect((await again.settle()).counts).toMatchObject({ ready: 3 });
  for (const row of [1, 2, 3]) expect(await sentOf(again, row)).toEqual(await sentOf(bench, row));
  expect((await again.ask<RowsAnswer>('/api/rows?from=0&n=10&show=todo')).total).toBe(0);
});
