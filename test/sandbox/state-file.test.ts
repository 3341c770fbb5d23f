import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { expect, onTestFinished, test } from 'vitest';
import { addCustomer, ask, openSandbox } from './support.js';

function createDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'sandbox-state-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

test('after a restart everything is as it was', async () => {
  const stateFile = join(createDirectory(), 'state.db');
  const first = await openSandbox({ stateFile });
  const kept = await addCustomer(first, {
    externalId: 'k',
    email: 'k@example.com',
    metaData: { deep: [1, { a: null }] },
  });
  const gone = await addCustomer(first, { externalId: 'g' });
  await ask(first, `POST /customers/${kept.uid}`, { name: 'Änderung ☂', email: 'new@example.com' });
  await ask(first, `DELETE /customers/${gone.uid}`);
  await ask(first, 'POST /customers', { name: 'O' }, { authorization: 'Bearer test_token_other' });
  await ask(first, 'POST /addresses', { label: 'a', asset: 'BTC', accountId: 'w', customerId: kept.uid });
  const subAccount = { name: 's', externalId: 's', metaData: {}, autoGenerateAddress: true };
  await ask(first, 'POST /accounts/w/sub-accounts', subAccount);
  const before = first.snapshot();
  await first.close();

  const second = await openSandbox({ stateFile, seedCustomers: 5 });
  expect(second.snapshot()).toEqual(before);
  expect((await ask(second, 'POST /customers', { name: 'B', externalId: 'k' })).status).toBe(409);
  const taken = { name: 'B', email: 'NEW@example.com', emailUnique: true };
  expect((await ask(second, 'POST /customers', taken)).status).toBe(409);
  const next = await ask(second, 'POST /addresses', { label: 'b', asset: 'BTC', accountId: 'w' });
  expect(next.body.data.derivationIndex).toBe(1);
  const newest = await addCustomer(second, { externalId: 'g' });
  expect(newest.id).toBeGreaterThan(Math.max(...before.customers.map(({ id }) => id)));
});

test('seed customers are saved', async () => {
  const stateFile = join(createDirectory(), 'state.db');
  await (await openSandbox({ stateFile, seedCustomers: 20 })).close();
  expect((await openSandbox({ stateFile })).stats().customers).toBe(20);
});

test('what has been answered is in the file, even if the process is killed right then', async () => {
  const directory = createDirectory();
  const stateFile = join(directory, 'state.db');
  const sandbox = await openSandbox({ stateFile });
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      ask(sandbox, 'POST /customers', { name: 'A', externalId: `x-${n}` }),
    ),
  );
  // The files as a killed process leaves them: the running one has not closed them.
  const copy = join(directory, 'copy.db');
  for (const end of ['', '-wal']) if (existsSync(stateFile + end)) copyFileSync(stateFile + end, copy + end);
  const restarted = await openSandbox({ stateFile: copy });
  const uids = new Set(restarted.snapshot().customers.map(({ uid }) => uid));
  expect(uids).toEqual(new Set(answers.map(({ body }) => body.data.uid)));
});

test('what was cut after its effect is in the file too', async () => {
  const stateFile = join(createDirectory(), 'state.db');
  const first = await openSandbox({ stateFile, faults: { cutAfterRate: 1 } });
  await expect(ask(first, 'POST /customers', { name: 'A' })).rejects.toThrow();
  await first.close();
  expect((await openSandbox({ stateFile })).stats().customers).toBe(1);
});

test('two sandboxes on one file: the second gets a clear error', async () => {
  const stateFile = join(createDirectory(), 'state.db');
  const first = await openSandbox({ stateFile });
  await expect(openSandbox({ stateFile })).rejects.toMatchObject({
    code: 'SANDBOX_STATE_IN_USE',
    message: `The state file ${stateFile} is in use by another sandbox.`,
  });
  await first.close();
  await openSandbox({ stateFile });
});

test('a file that is no state file is a clear error and stays as it is', async () => {
  const stateFile = join(createDirectory(), 'letter.txt');
  writeFileSync(stateFile, 'Dear reader, this is not a database. '.repeat(50));
  await expect(openSandbox({ stateFile })).rejects.toMatchObject({ code: 'SANDBOX_STATE_UNREADABLE' });
  await expect(openSandbox({ stateFile: join(stateFile, 'below', 'it.db') })).rejects.toMatchObject({
    code: 'SANDBOX_STATE_UNREADABLE',
  });
});

test('the database of another program is left alone', async () => {
  const stateFile = join(createDirectory(), 'other.db');
  const other = new Database(stateFile);
  other.exec('CREATE TABLE runs (id)');
  other.close();
  const before = readFileSync(stateFile);
  await expect(openSandbox({ stateFile })).rejects.toMatchObject({ code: 'SANDBOX_STATE_UNREADABLE' });
  expect(readFileSync(stateFile)).toEqual(before);
});

test('a start that fails lets go of the state file', async () => {
  const stateFile = join(createDirectory(), 'state.db');
  const other = await openSandbox();
  await expect(openSandbox({ stateFile, port: other.port })).rejects.toMatchObject({
    code: 'SANDBOX_LISTEN',
  });
  await openSandbox({ stateFile });
});

test('addresses of an older state file stay as they are', async () => {
  const stateFile = join(createDirectory(), 'state.db');
  const first = await openSandbox({ stateFile });
  await ask(first, 'POST /addresses', { label: 'a', asset: 'BTC', accountId: 'w' });
  await first.close();
  const database = new Database(stateFile);
  database.exec(
    `UPDATE records SET record = json_set(record, '$.addressRef', NULL, '$.assetType', 'NATIVE')`,
  );
  database.close();
  const second = await openSandbox({ stateFile });
  const next = await ask(second, 'POST /addresses', { label: 'b', asset: 'BTC', accountId: 'w' });
  expect(next.body.data).toMatchObject({ derivationIndex: 1, assetType: 'BTC' });
  const [newest, oldest] = (await ask(second, 'GET /addresses?asset=BTC')).body.data;
  expect(newest).toEqual(next.body.data);
  expect(oldest).toMatchObject({ addressRef: null, assetType: 'NATIVE', derivationIndex: 0 });
});
