/** A run from the queue to its report with a store in S3: the source, the snapshots and the files of the run are in the bucket. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import S3rver from '@20minutes/s3rver';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore } from '../../src/fleet/open-store.js';
import { SCHEMA } from '../../src/fleet/schema.js';
import { usePostgres } from './bench.js';
import { openQueueBench, type QueueBench } from './queue-bench.js';

const KEYS = { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' };
const PLACE = 's3://runs/fleet';
const toPostgres = usePostgres();
const folder = mkdtempSync(join(tmpdir(), 'bitpowr-bulk-s3-'));
const server = new S3rver({
  port: 0,
  address: '127.0.0.1',
  silent: true,
  directory: folder,
  allowMismatchedSignatures: true,
  configureBuckets: [{ name: 'runs', configs: [] }],
});
let opened: QueueBench | undefined;
let environment: Record<string, string> = {};

beforeAll(async () => {
  const { port } = await server.run();
  environment = { ...KEYS, AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}` };
  opened = await openQueueBench(toPostgres());
});
afterAll(async () => {
  await opened?.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

it('is queued with its source in the bucket, taken over by another worker, and its report is in the bucket', async () => {
  if (opened === undefined) throw new Error('It is not open.');
  const bench = opened;
  const sandbox = await bench.addTenant('acme');
  const killed = { ...environment, BITPOWR_BULK_KILL_AT: 'after:done:5' };
  const first = await bench.startWorker({ place: PLACE, environment: killed });
  const words = ['--base-url', sandbox.url, '--credential', 'acme', '--run-id', 'night', '--store', PLACE];
  const address = ['--provision-address', '--account-id', 'wallet-a', '--timeout', '60'];
  const source = bench.writeSource(60);
  const waiting = bench.runBare(
    ['import', source, ...words, ...address, '--wait', '--queue', bench.url],
    environment,
  );
  await first.waitFor(/night is under way/);
  // No other worker has this file: the source is in the bucket.
  rmSync(source);
  expect(await first.ended).toBe('SIGKILL');
  const second = await bench.startWorker({ place: PLACE, environment });
  const { status, stdout } = await waiting;
  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/60 created/) as string });
  expect(sandbox.stats()).toMatchObject({
    customers: 60,
    addresses: 60,
    duplicates: { externalIds: 0, emails: 0, customersWithManyAddresses: 0 },
  });
  // The command that waited has the files, but not the journal.
  const [, fetched = ''] = /Files here: (.*)/.exec(stdout) ?? [];
  const here = readdirSync(join(dirname(bench.store), fetched));
  expect(here).toEqual(expect.arrayContaining(['report.html', 'results.csv', 'summary.json']));
  expect(here).not.toContain('journal.sqlite');
  const { rows } = await bench.pool.query<{ result: string; snapshot: string }>(
    `SELECT result, snapshot FROM ${SCHEMA}.runs WHERE id = 'night'`,
  );
  const [run = { result: '', snapshot: '' }] = rows;
  Object.assign(process.env, KEYS);
  const store = await openStore(PLACE, environment);
  const results = join(folder, 'results.csv');
  await store.get(`${run.result}/results.csv`, results);
  expect(readFileSync(results, 'utf8').trim().split('\n')).toHaveLength(61);
  for (const key of [`${run.result}/report.html`, run.snapshot]) await store.get(key, join(folder, 'one'));
  // What the worker that was killed had stored is gone.
  await expect(store.get('night/1/results.csv', join(folder, 'one'))).rejects.toThrow(
    /can not give|does not have/,
  );
  second.child.kill('SIGTERM');
  expect(await second.ended).toBe(0);
});
