/** The commands of the built program with a queue, and three workers as processes. The sandbox's counters decide. */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { testCredential, type Sandbox } from '../../src/sandbox/index.js';
import { countCreates, usePostgres } from './bench.js';
import { openQueueBench, type QueueBench } from './queue-bench.js';

const toPostgres = usePostgres();
const benches: QueueBench[] = [];

async function open(): Promise<QueueBench> {
  const bench = await openQueueBench(toPostgres());
  benches.push(bench);
  return bench;
}

afterAll(async () => {
  for (const bench of benches) await bench.close();
});

async function findPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const NO_TWINS = { externalIds: 0, emails: 0, customersWithManyAddresses: 0 };
const ADDRESSES = ['--provision-address', '--account-id', 'wallet-a', '--timeout', '60'];

function expectRows(sandbox: Sandbox, rows: number): void {
  const { duplicates, customers, addresses } = sandbox.stats();
  expect(duplicates).toEqual(NO_TWINS);
  expect({ customers, addresses }).toEqual({ customers: rows, addresses: rows });
}

/** Of every table of the database. */
async function dumpTables({ pool }: QueueBench): Promise<string> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const texts = await Promise.all(
    rows.map(async ({ name }) => JSON.stringify((await pool.query(`SELECT * FROM ${name}`)).rows)),
  );
  return texts.join('\n');
}

it('twelve imports of four tokens on three workers, while one is killed and one is asked to end: no twin, one at a time for each token, no secret in the tables', async () => {
  const bench = await open();
  const names = ['acme', 'bolt', 'core', 'dune'];
  const tenants = await Promise.all(names.map((name) => bench.addTenant(name)));
  const workers = await Promise.all([0, 1, 2].map(() => bench.startWorker({ words: ['--jobs', '2'] })));
  const commands = names.flatMap((name, at) =>
    [0, 1, 2].map((part) => {
      const place = ['--base-url', tenants[at]?.url ?? '', '--credential', name, '--store', bench.store];
      const source = bench.writeSource(20, 1 + 20 * part);
      // So slow that a signal meets a run in the middle.
      return bench.run('import', source, ...place, ...ADDRESSES, '--rate', '8', '--wait', '--json');
    }),
  );
  // The worker that has a run first is killed, and the next one asked to end.
  const first = await Promise.race(
    workers.map((worker) => worker.waitFor(/is under way/).then(() => worker)),
  );
  first.child.kill('SIGKILL');
  expect(await first.ended).toBe('SIGKILL');
  const others = workers.filter((worker) => worker !== first);
  const second = await Promise.race(
    others.map((worker) => worker.waitFor(/is under way/).then(() => worker)),
  );
  second.child.kill('SIGTERM');
  expect(await second.ended).toBe(0);
  const ends = await Promise.all(commands);
  for (const { status, stdout, stderr } of ends) {
    expect(stderr).not.toMatch(/error/i);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ counts: { created: expect.any(Number) as number } });
  }
  for (const sandbox of tenants) expectRows(sandbox, 60);
  const text = await dumpTables(bench);
  expect(text).not.toContain(testCredential.token);
  expect(text).toContain('"credential":"acme"');
  // Once after the kill, and once after the hand-over; both may be of the same run.
  const { rows: taken } = await bench.pool.query<{ again: number }>(
    `SELECT sum(fence - 1)::int AS again FROM bitpowr_bulk.runs`,
  );
  expect(taken[0]?.again).toBeGreaterThan(1);
  // One token's runs, by the times of pg-boss: each begins after the end of the one before.
  const { rows } = await bench.pool.query<{ overlaps: number }>(
    `SELECT count(*)::int AS overlaps FROM bitpowr_bulk_queue.job one JOIN bitpowr_bulk_queue.job other
       ON one.singleton_key = other.singleton_key AND one.id < other.id AND one.name = 'runs' AND other.name = 'runs'
     WHERE one.started_on < other.completed_on AND other.started_on < one.completed_on`,
  );
  expect(rows[0]?.overlaps).toBe(0);
});

it('a worker that is asked to end hands its run over, and another one takes it at once', async () => {
  const bench = await open();
  const sandbox = await bench.addTenant('acme');
  const first = await bench.startWorker({ lease: 600 });
  const place = ['--base-url', sandbox.url, '--credential', 'acme', '--run-id', 'night'];
  const queued = await bench.run('import', bench.writeSource(100), ...place, ...ADDRESSES, '--rate', '20');
  expect(queued).toMatchObject({ status: 0, stdout: 'Queued: night\n' });
  await first.waitFor(/night is under way/);
  while (sandbox.stats().addresses < 5) await delay(50);
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  expect(first.lines.join('\n')).toContain('night is handed over');
  const next = await bench.startWorker({ lease: 600 });
  await next.waitFor(/night has ended with status 0/);
  expectRows(sandbox, 100);
  expect(countCreates(sandbox)).toEqual({ customers: 100, addresses: 100 });
  const shown = await bench.run('show', 'night');
  expect(shown.stdout).toMatch(/100 created/);
  expect(shown.stdout).toMatch(/Files in the store: night\//);
});

it('a worker that is asked to end does not wait for requests without an answer: another one settles their rows', async () => {
  const bench = await open();
  const sandbox = await bench.addTenant('acme');
  const first = await bench.startWorker();
  const place = ['--base-url', sandbox.url, '--credential', 'acme', '--run-id', 'night'];
  const address = ['--provision-address', '--account-id', 'wallet-a', '--timeout', '3600'];
  await bench.run('import', bench.writeSource(40), ...place, ...address, '--rate', '20');
  while (sandbox.stats().addresses < 5) await delay(50);
  // An hour: no answer comes in this test.
  sandbox.configure({ latencyMs: { min: 3_600_000, max: 3_600_000 } });
  const { total } = sandbox.stats();
  while (sandbox.stats().total < total + 3) await delay(50);
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  expect(first.lines.join('\n')).toContain('night is handed over');
  sandbox.configure({ latencyMs: { min: 0, max: 0 } });
  const next = await bench.startWorker({ lease: 600 });
  await next.waitFor(/night has ended with status 0/);
  expectRows(sandbox, 40);
});

it.concurrent(
  'a credential that is refused, or missing, ends in the dead letters without a storm, and resume takes the run up again',
  async () => {
    const bench = await open();
    const sandbox = await bench.addTenant('acme');
    const port = await findPort();
    const worker = await bench.startWorker({ words: ['--listen', `127.0.0.1:${port}`] });
    const get = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).text();
    writeFileSync(join(bench.credentials, 'acme'), 'BITPOWR_TOKEN=wrong-token-wrong-token\n');
    const place = ['--base-url', sandbox.url, '--run-id', 'night', '--wait'];
    const refused = await bench.run('import', bench.writeSource(5), ...place, '--credential', 'acme');
    expect(refused.status).toBe(3);
    expect(refused.stderr).toMatch(/credential_rejected/);
    expect(sandbox.stats().total).toBeLessThan(5);
    const missing = await bench.run(
      ...['import', bench.writeSource(5), '--base-url', sandbox.url, '--credential', 'none', '--wait'],
    );
    expect(missing).toMatchObject({ status: 2 });
    expect(missing.stderr).toMatch(/credential_missing.*none/);
    expect(await Promise.all([get('/healthz'), get('/readyz')])).toEqual(['ok\n', 'ok\n']);
    expect(await get('/metrics')).toMatch(/^bitpowr_bulk_queue_runs\{state="dead"\} 2$/m);
    const listed = await bench.run('runs');
    expect(listed.stdout).toMatch(/night .*dead: credential_rejected/);
    writeFileSync(join(bench.credentials, 'acme'), `BITPOWR_TOKEN=${testCredential.token}\n`);
    const resumed = await bench.run('resume', 'night', '--wait');
    expect(resumed).toMatchObject({ status: 0 });
    expect(sandbox.stats().customers).toBe(5);
    // The command hears of the end from the tables, before the worker counts it.
    const row =
      /^bitpowr_bulk_rows\{command="import",source="customers-1\.csv",credential="acme",status="created"\} 5$/m;
    while (!row.test(await get('/metrics'))) await delay(50);
    expect(await dumpTables(bench)).not.toMatch(/wrong-token/);
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
  },
);

it.concurrent('a run that kills each worker ends in the dead letters', async () => {
  const bench = await open();
  const sandbox = await bench.addTenant('acme');
  const killer = { environment: { BITPOWR_BULK_KILL_AT: 'after:sending_create:1' } };
  const first = await bench.startWorker(killer);
  const place = ['--base-url', sandbox.url, '--credential', 'acme', '--run-id', 'poison'];
  await bench.run('import', bench.writeSource(200), ...place);
  // Two attempts instead of nine.
  await bench.pool.query(`UPDATE bitpowr_bulk_queue.job SET retry_limit = 1 WHERE name = 'runs'`);
  expect(await first.ended).toBe('SIGKILL');
  const second = await bench.startWorker(killer);
  expect(await second.ended).toBe('SIGKILL');
  const watching = await bench.startWorker();
  let listed = '';
  while (!listed.includes('dead')) listed = (await bench.run('runs')).stdout;
  expect(listed).toMatch(/poison .*dead: crash/);
  expect((await bench.run('show', 'poison')).stderr).toMatch(/run_dead/);
  expect(await bench.run('resume', 'poison', '--wait')).toMatchObject({ status: 0 });
  expect(sandbox.stats()).toMatchObject({ customers: 200, duplicates: NO_TWINS });
  watching.child.kill('SIGTERM');
});

it.concurrent('a schedule makes one run for each time, however many workers there are', async () => {
  const bench = await open();
  const sandbox = await bench.addTenant('acme');
  await Promise.all([0, 1, 2].map(() => bench.startWorker()));
  const place = ['--base-url', sandbox.url, '--credential', 'acme', '--run-id', 'minutely'];
  const made = await bench.run('export', '--output', 'all.csv', ...place.slice(0, 4), '--every', '* * * * *');
  expect(made.stdout).toMatch(/^Schedule export-\w+: \* \* \* \* \*, UTC\. Next: /);
  expect((await bench.run('schedules')).stdout).toMatch(/export-\w+ +export +acme/);
  const name = /export-\w+/.exec(made.stdout)?.[0] ?? '';
  const count = async (): Promise<number> =>
    (await bench.pool.query(`SELECT 1 FROM bitpowr_bulk.runs WHERE state = 'ended'`)).rows.length;
  const startedAt = Date.now();
  while ((await count()) < 2) await delay(200);
  const minutes = Math.ceil((Date.now() - startedAt) / 60_000);
  expect(await count()).toBeLessThanOrEqual(minutes + 1);
  // So that one whose workers are killed is found in the dead letters.
  const { rows: jobless } = await bench.pool.query(
    `SELECT 1 FROM bitpowr_bulk.runs WHERE NOT EXISTS
       (SELECT 1 FROM bitpowr_bulk_queue.job WHERE name = 'runs' AND data->>'runId' = runs.id)`,
  );
  expect(jobless).toEqual([]);
  expect(await bench.run('schedules', '--remove', name)).toMatchObject({ status: 0 });
  expect((await bench.run('schedules')).stdout).toBe('There are no schedules in the queue.\n');
});
