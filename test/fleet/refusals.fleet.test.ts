/** What the commands say where the queue is of no use: what is wrong, what helps, and no secret. The tables of other versions. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BOSS_SCHEMA } from '../../src/fleet/boss.js';
import { MIGRATIONS, SCHEMA } from '../../src/fleet/schema.js';
import { liveCredential } from '../../src/sandbox/index.js';
import { usePostgres } from './bench.js';
import { openQueueBench, type QueueBench } from './queue-bench.js';

const toPostgres = usePostgres();
const PASSWORD = 'p@ss/w:rd#1?';
let opened: QueueBench | undefined;

beforeAll(async () => {
  opened = await openQueueBench(toPostgres());
});
afterAll(() => opened?.close());

function toBench(): QueueBench {
  if (opened === undefined) throw new Error('It is not open.');
  return opened;
}

async function query(sql: string): Promise<void> {
  await toBench().pool.query(sql);
}

/** The URL with this user and password, and more of it. */
function toUrl(user: string, password = PASSWORD): string {
  return toBench().url.replace('postgres@', `${user}:${encodeURIComponent(password)}@`);
}

async function refuse(url: string): Promise<string> {
  const { status, stdout, stderr } = await toBench().runBare(['runs', '--queue', url]);
  expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
  for (const secret of [PASSWORD, encodeURIComponent(PASSWORD)]) expect(stderr).not.toContain(secret);
  return stderr;
}

it('each fault of the queue has its remedy', async () => {
  await query(`CREATE ROLE reader LOGIN PASSWORD '${PASSWORD}'; CREATE ROLE writer LOGIN;
    ALTER ROLE reader SET default_transaction_read_only = on`);
  const { url } = toBench();
  const socket = encodeURIComponent('/nowhere');
  const faults: readonly (readonly [string, RegExp])[] = [
    [url.replace(/queue_\d+/, 'nothing'), /queue_unreachable.*"nothing" does not exist[^]*createdb/],
    [toUrl('stranger'), /queue_unreachable.*"stranger" does not exist[^]*password[^]*%40/],
    [toUrl('reader'), /queue_unreachable.*read-only[^]*primary/],
    [toUrl('writer'), /queue_unreachable.*permission denied[^]*GRANT CREATE/],
    [`postgres://writer:${encodeURIComponent(PASSWORD)}@127.0.0.1:1/x`, /ECONNREFUSED[^]*Start PostgreSQL/],
    [`postgres://writer@localhost/x?host=${socket}`, /ENOENT[^]*socket folder/],
    [`${url}&sslmode=require`, /does not support SSL[^]*sslmode/],
  ];
  const said = await Promise.all(faults.map(([one]) => refuse(one)));
  faults.forEach(([, expected], at) => expect(said[at]).toMatch(expected));
});

it('an older worker refuses newer tables, and a newer one migrates older tables', async () => {
  const bench = toBench();
  const { pool } = bench;
  await pool.query(`DROP SCHEMA IF EXISTS ${SCHEMA} CASCADE; CREATE SCHEMA ${SCHEMA};
    CREATE TABLE ${SCHEMA}.migrations (version int PRIMARY KEY); INSERT INTO ${SCHEMA}.migrations VALUES (1);
    ${MIGRATIONS[0] ?? ''}`);
  await pool.query(`INSERT INTO ${SCHEMA}.runs (id, job) VALUES ('old', '{"command":"import"}')`);
  expect((await bench.run('runs')).stdout).toMatch(/old /);
  const versions = async (): Promise<readonly number[]> =>
    (await pool.query<{ version: number }>(`SELECT version FROM ${SCHEMA}.migrations ORDER BY 1`)).rows.map(
      ({ version }) => version,
    );
  expect(await versions()).toEqual(MIGRATIONS.map((_sql, at) => at + 1));
  const newer = MIGRATIONS.length + 1;
  await pool.query(`INSERT INTO ${SCHEMA}.migrations VALUES (${newer})`);
  const refused = await bench.run('runs');
  expect(refused).toMatchObject({ status: 2, stdout: '' });
  expect(refused.stderr).toMatch(new RegExp(`queue_newer.*version ${newer}[^]*Install the newer version`));
  const worker = ['worker', '--queue', bench.url, '--store', bench.store, '--credentials', bench.credentials];
  const stopped = await bench.runBare(worker);
  expect(stopped).toMatchObject({ status: 2, stdout: '' });
  expect(stopped.stderr).toMatch(/queue_newer/);
  await pool.query(`DELETE FROM ${SCHEMA}.migrations WHERE version = ${newer}`);
  await pool.query(`UPDATE ${BOSS_SCHEMA}.version SET version = version + 1`);
  expect((await bench.runBare(worker)).stderr).toMatch(/queue_newer.*pg-boss[^]*Install the newer version/);
  await pool.query(`UPDATE ${BOSS_SCHEMA}.version SET version = version - 1`);
});

it('an older worker does not touch the run of a newer program, and says so until it can', async () => {
  const bench = toBench();
  const { pool } = bench;
  const sandbox = await bench.addTenant('acme');
  const place = ['--base-url', sandbox.url, '--credential', 'acme', '--run-id', 'newer'];
  await bench.run('import', bench.writeSource(3), ...place);
  await pool.query(
    `UPDATE ${SCHEMA}.runs SET job = jsonb_set(job, '{options,dance}', 'true') WHERE id = 'newer'`,
  );
  const worker = await bench.startWorker();
  await worker.waitFor(/newer is tried again later: queue_newer: .*--dance.*Install the newer version/);
  expect(sandbox.stats().total).toBe(0);
  await pool.query(`UPDATE ${SCHEMA}.runs SET job = job #- '{options,dance}' WHERE id = 'newer'`);
  await worker.waitFor(/newer has ended with status 0/);
  expect(sandbox.stats().customers).toBe(3);
  // What continues it belongs where it belongs, and no password gets into the tables.
  const other = ['--base-url', 'https://api.example.com/v1'];
  for (const command of ['resume', 'undo']) {
    const refused = await bench.run(command, 'newer', ...other);
    expect(refused).toMatchObject({ status: 3, stdout: '' });
    expect(refused.stderr).toMatch(
      /account_changed.*newer belongs to .*api.example.com[^]*Leave out --base-url/,
    );
  }
  expect((await bench.run('apply', 'newer')).stderr).toMatch(/plan_missing.*newer was no dry run/);
  const secret = sandbox.url.replace('//', '//user:a-password@');
  const refused = await bench.run('import', bench.writeSource(3), '--base-url', secret, '--run-id', 'secret');
  expect(refused.stderr).toMatch(/config_invalid.*no user name/);
  expect((await bench.run('runs')).stdout).toMatch(/newer .*ended/);
  expect((await bench.run('show', 'secret')).stderr).toMatch(/run_unknown/);
  // The same place, written in another way.
  expect(await bench.run('resume', 'newer', '--base-url', `${sandbox.url}/`, '--wait')).toMatchObject({
    status: 0,
  });
  worker.child.kill('SIGTERM');
  expect(await worker.ended).toBe(0);
});

it('the source of a run stays as it is when another command takes its name', async () => {
  const bench = toBench();
  const words = ['--run-id', 'taken', '--store', bench.store, '--base-url', 'https://api.example.com/v1'];
  const source = bench.writeSource(3);
  expect(await bench.run('import', source, ...words)).toMatchObject({ status: 0 });
  const stored = (): readonly string[] =>
    readdirSync(join(bench.store, 'taken', 'input'), { recursive: true }).map(String);
  const before = stored();
  writeFileSync(source, 'externalId,name\nX-1,Other\n');
  expect((await bench.run('import', source, ...words)).stderr).toMatch(/run_exists/);
  expect(stored()).toEqual(before);
});

it('a LIVE account is not touched without --live, and with it only as the command says', async () => {
  const bench = toBench();
  const sandbox = await bench.addTenant('live');
  writeFileSync(join(bench.credentials, 'live'), `BITPOWR_TOKEN=${liveCredential.token}\n`);
  const worker = await bench.startWorker();
  const place = ['--base-url', sandbox.url, '--credential', 'live', '--run-id'];
  const refused = await bench.run('import', bench.writeSource(3), ...place, 'without', '--wait', '--json');
  expect(refused.status).toBe(2);
  expect(JSON.parse(refused.stdout)).toMatchObject({ stopped: { reason: 'live_not_confirmed' } });
  // As a person reads it.
  expect((await bench.run('show', 'without')).stdout).toMatch(/LIVE/);
  expect(sandbox.stats().customers).toBe(0);
  const done = await bench.run('import', bench.writeSource(3), ...place, 'with', '--live', '--wait');
  expect(done.status).toBe(0);
  expect(sandbox.stats().customers).toBe(3);
  worker.child.kill('SIGTERM');
  expect(await worker.ended).toBe(0);
});
