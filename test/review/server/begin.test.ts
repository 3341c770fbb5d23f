import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importOptionsSchema } from '../../../src/config/options.js';
import type { Source } from '../../../src/core/types.js';
import { importCustomers } from '../../../src/jobs/import/import.js';
import { reviewRun, reviewSource } from '../../../src/jobs/review/begin.js';
import { findReview } from '../../../src/jobs/review/find-review.js';
import { Review } from '../../../src/jobs/review/review.js';
import { liveCredential } from '../../../src/sandbox/index.js';
import type {
  ApplyAnswer,
  ChangesAnswer,
  ColumnsAnswer,
  PreviewAnswer,
  RowsAnswer,
} from '../../../src/review/wire.js';
import { DEPS, openReview, serveReview, until } from './bench.js';

const CSV = `externalId,name,email
C-1,Ana Silva,ana@example.com
C-2,Jens Holm,jens@example.com
`;

/** More rows than are read at once. */
const MANY = 1500;
const MANY_ROWS = Array.from(
  { length: MANY },
  (_, at) => `C-${at + 1},Customer ${at + 1},c${at + 1}@example.com`,
);

test('LIVE needs the name of the organisation, exactly', async () => {
  const bench = await openReview(CSV, { token: liveCredential.token, flags: { live: true } });
  const { connection } = await bench.settle();
  if (connection.mode !== 'LIVE') throw new Error(connection.mode);
  await bench.ask('/api/preview', {});
  const { plan } = await until(
    () => bench.ask<PreviewAnswer>('/api/preview'),
    ({ state }) => state !== 'checking',
  );
  for (const name of ['', 'yes', 'LIVE', `${connection.organisation}x`, connection.organisation.slice(1)])
    await expect(bench.ask('/api/apply', { plan, name })).rejects.toThrow(/^422 .*live_not_confirmed/);
  expect(bench.sandbox.snapshot().customers).toEqual([]);
  await bench.ask('/api/apply', { plan, name: connection.organisation });
  const applied = await until(
    () => bench.ask<ApplyAnswer>('/api/apply'),
    ({ state }) => state !== 'running',
  );
  expect(applied).toMatchObject({ state: 'done', created: 2, failed: 0 });
  expect(bench.sandbox.snapshot().customers.map(({ name }) => name)).toEqual(['Ana Silva', 'Jens Holm']);
});

test('a run is reviewed like a file: its rows, its mapping, and what is corrected is sent', async () => {
  const first = await openReview(`externalId,name,email\n${MANY_ROWS.join('\n')}\n`);
  await first.settle();
  const { connection, reportsDir, folder } = first;
  if (connection === undefined) throw new Error('no connection');
  const map = { name: 'externalId', description: 'name' };
  await importCustomers(
    { path: join(folder, 'customers.csv') },
    importOptionsSchema.parse({ reportsDir, runId: 'before', dryRun: true, map }),
    connection,
    DEPS,
  );
  const bench = await serveReview(
    reviewRun({ reportsDir, id: 'before' }, 'of-before', connection, DEPS),
    first,
  );
  const { counts, failed, run } = await bench.settle();
  expect(run).toBe('of-before');
  expect(failed).toBeUndefined();
  expect(counts).toMatchObject({ rows: MANY, ready: MANY });
  const { rows } = await bench.ask<RowsAnswer>(`/api/rows?from=${MANY - 1}&n=10`);
  expect(rows.map(({ cells }) => cells)).toEqual([[`C-${MANY}`, `Customer ${MANY}`, `c${MANY}@example.com`]]);
  await bench.ask('/api/edits', { id: 'e', base: 0, ops: [{ op: 'set', row: 1, at: 1, value: 'Ana' }] });
  await bench.ask('/api/preview', {});
  await until(
    () => bench.ask<PreviewAnswer>('/api/preview'),
    ({ state }) => state !== 'checking',
  );
  const { changes, total } = await bench.ask<ChangesAnswer>('/api/changes?from=0&n=1');
  expect([total, changes[0]?.name]).toEqual([MANY, 'C-1']);
  expect(changes[0]?.fields).toContainEqual({
    field: 'description',
    before: '',
    after: 'Ana',
    isEmptied: false,
  });
});

test('a row of a run that only its source shows to be wrong is refused in its review too, until it is edited', async () => {
  const first = await openReview(CSV);
  await first.settle();
  const { connection, reportsDir, folder } = first;
  if (connection === undefined) throw new Error('no connection');
  const path = join(folder, 'twice.ndjson');
  await writeFile(
    path,
    '{"externalId":"C-1","name":"Ana","name":"Ann"}\n{"externalId":"C-2","name":"Jens"}\n',
  );
  const options = importOptionsSchema.parse({ reportsDir, runId: 'twice', dryRun: true });
  await importCustomers({ path }, options, connection, DEPS);
  const review = reviewRun({ reportsDir, id: 'twice' }, 'of-twice', connection, DEPS);
  const bench = await serveReview(review, first);
  expect((await bench.settle()).counts).toMatchObject({ ready: 1, mustFix: 1 });
  await bench.ask('/api/edits', { id: 'e', base: 0, ops: [{ op: 'set', row: 1, at: 1, value: 'Anna' }] });
  expect((await bench.settle()).counts).toMatchObject({ ready: 2, mustFix: 0 });
});

test('what was guessed in reading the file is said in Map', async () => {
  const place = await openReview(CSV, { offline: true });
  const { reportsDir, folder } = place;
  const path = join(folder, 'latin1.csv');
  await writeFile(path, Buffer.from('externalId,name\nC-1,Jos\u00e9 M\u00fcller\n', 'latin1'));
  const options = importOptionsSchema.parse({ reportsDir, runId: 'latin1', dryRun: true });
  const review = await reviewSource({ path }, options, undefined, DEPS);
  const bench = await serveReview(review, place);
  await bench.settle();
  const { doubts } = await bench.ask<ColumnsAnswer>('/api/columns');
  expect(doubts.map(({ text }) => text)).toEqual([
    expect.stringContaining('is not UTF-8 and was read as Windows-1252'),
  ]);
  expect(doubts[0]?.remedy).toContain('--encoding');
});

test('a review is found by its name and by its folder', async () => {
  const { reportsDir, folder } = await openReview(CSV, { offline: true });
  const found = { reportsDir, id: 'r' };
  expect(findReview({ reportsDir, id: 'r' })).toEqual(found);
  expect(findReview({ reportsDir: folder, id: join(reportsDir, 'r') })).toEqual(found);
  expect(findReview({ reportsDir, id: 'other' })).toBeUndefined();
  expect(findReview({ reportsDir, id: join(folder, 'customers.csv') })).toBeUndefined();
});

test('a credential that the server does not take is said, and nothing can be applied', async () => {
  const bench = await openReview(CSV, { token: 'a_token_of_another_server' });
  const { connection, counts } = await bench.settle();
  expect(connection).toMatchObject({ mode: 'failed', error: { code: 'credential_rejected' } });
  expect(JSON.stringify(connection)).not.toContain('a_token_of');
  expect(counts.ready).toBe(2);
  await bench.ask('/api/preview', {});
  const preview = await until(
    () => bench.ask<PreviewAnswer>('/api/preview'),
    ({ state }) => state !== 'checking',
  );
  expect(preview).toMatchObject({ state: 'failed', plan: '', failed: { code: 'credential_rejected' } });
  await expect(bench.ask('/api/apply', { plan: preview.plan, name: '' })).rejects.toThrow(
    /^409 .*plan_stale/,
  );
});

test('a review that ends while it reads stops reading, and can not be continued', async () => {
  const { reportsDir } = await openReview(CSV, { offline: true });
  let goOn: () => void = () => undefined;
  let isClosed: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => (isClosed = resolve));
  const gate = new Promise<void>((resolve) => (goOn = resolve));
  const source: Source = {
    columns: ['externalId', 'name'],
    headerLine: 1,
    format: { kind: 'csv', encoding: 'utf-8', delimiter: ',' },
    doubts: [],
    notes: [],
    toEndNotes: () => [],
    async *batches() {
      yield [{ rowNumber: 1, line: 2, cells: ['C-1', 'Ana'] }];
      await gate;
      yield [{ rowNumber: 2, line: 3, cells: ['C-2', 'Jens'] }];
    },
    sha256: () => '',
    close: () => {
      isClosed();
      return Promise.resolve();
    },
  };
  const options = importOptionsSchema.parse({ reportsDir, runId: 'cut', dryRun: true });
  const review = Review.begin({ source, path: 'customers.csv' }, options, undefined, DEPS);
  await review.close();
  goOn();
  await closed;
  await new Promise((resolve) => setImmediate(resolve));
  expect(() => Review.open({ reportsDir, id: 'cut' }, undefined, DEPS)).toThrow(
    /ended before its source was read/,
  );
});
