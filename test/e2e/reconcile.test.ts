import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Summary } from '../../src/record/summary/summary.js';
import type { Sandbox } from '../../src/sandbox/index.js';
import { changeCustomer, createCustomer, deleteCustomer, findCustomer } from '../support/drift.js';
import { runCommand } from '../support/command.js';
import { makeFolder, openSandbox, readCsv } from '../support/program.js';

/** Twenty customers; the last is known by its email alone. */
const SOURCE = [
  'externalId,name,email,phone,City,metaData.plan',
  ...Array.from({ length: 19 }, (_row, at) => {
    const number = at + 1;
    return `E${number},Customer ${number},c${number}@example.com,+44207946${1000 + number},London,basic`;
  }),
  ',By Mail,shared@example.com,,,',
  '',
].join('\n');

async function open() {
  const folder = makeFolder();
  const source = join(folder, 'customers.csv');
  writeFileSync(source, SOURCE);
  const reportsDir = join(folder, 'reports');
  const { sandbox, flags, env } = await openSandbox();
  const run = async (...args: readonly string[]) => {
    const all = [...args, ...flags, '--reports-dir', reportsDir, '--json'];
    const { status, stdout, stderr } = await runCommand(all, { env });
    return { status, stderr, summary: JSON.parse(stdout) as Summary };
  };
  await run('import', source);
  const readLines = ({ runDir }: Summary) => readCsv(join(runDir, 'reconcile.csv'));
  return { folder, source, reportsDir, sandbox, flags, env, run, readLines };
}

/** Five changed, three missing, two extra, one ambiguous. */
async function drift(sandbox: Sandbox): Promise<void> {
  await changeCustomer(sandbox, 'E1', { name: 'Someone Else' });
  await changeCustomer(sandbox, 'E2', { phone: '+442079460000' });
  await changeCustomer(sandbox, 'E3', { address: { city: 'Leeds', country: 'GB' } });
  await changeCustomer(sandbox, 'E4', { metaData: { plan: 'gold', note: 'theirs' } });
  await changeCustomer(sandbox, 'E5', { email: 'other5@example.com', name: '=cmd()' });
  for (const key of ['E6', 'E7', 'E8']) await deleteCustomer(sandbox, key);
  await createCustomer(sandbox, { externalId: 'X1', name: 'Extra One', email: 'x1@example.com' });
  await createCustomer(sandbox, { externalId: 'X2', name: 'Extra Two', email: 'x2@example.com' });
  await createCustomer(sandbox, { externalId: 'X3', name: 'By Mail, again', email: 'shared@example.com' });
}

describe('reconcile', () => {
  it('says exactly what drifted, corrects it by its fixup, and is in step once a person has done the rest', async () => {
    const { source, sandbox, run, readLines, flags, env, reportsDir } = await open();
    expect((await run('reconcile', source)).summary).toMatchObject({
      reconcile: { statuses: { same: 20 }, drift: 0, fixupRows: 0, mend: null },
      exitCode: 0,
    });
    await drift(sandbox);
    const before = sandbox.stats().requests;

    const { status, summary } = await run('reconcile', source);
    expect(status).toBe(1);
    expect(summary.reconcile?.statuses).toEqual({
      same: 11,
      changed: 5,
      missing_remote: 3,
      missing_source: 2,
      ambiguous: 1,
      address_missing: 0,
      invalid: 0,
      skipped: 0,
    });
    expect(summary.reconcile).toMatchObject({ drift: 11, fixupRows: 8, remoteCustomers: 20 });
    expect(summary.reconcile?.fields).toEqual([
      { field: 'name', count: 2 },
      { field: 'address.city', count: 1 },
      { field: 'email', count: 1 },
      { field: 'metaData.plan', count: 1 },
      { field: 'phone', count: 1 },
    ]);
    const lines = readLines(summary).map(({ key, status: found, field, source: ours, remote, fixup }) =>
      [key, found, field, ours, remote, fixup].join('|'),
    );
    expect(lines).toEqual([
      'E1|changed|name|Customer 1|Someone Else|yes',
      'E2|changed|phone|+442079461002|+442079460000|yes',
      'E3|changed|address.city|London|Leeds|yes',
      'E4|changed|metaData.plan|basic|gold|yes',
      'E5|changed|name|Customer 5|=cmd()|yes',
      'E5|changed|email|c5@example.com|other5@example.com|yes',
      'E6|missing_remote||||yes',
      'E7|missing_remote||||yes',
      'E8|missing_remote||||yes',
      'shared@example.com|ambiguous||||no',
      ...lines.slice(10),
    ]);
    expect(lines.slice(10).sort()).toEqual(['X1|missing_source||||no', 'X2|missing_source||||no']);
    // Only reads were sent.
    const after = sandbox.stats().requests;
    const writes = (requests: Record<string, number>) =>
      Object.entries(requests).filter(([route]) => !route.startsWith('GET '));
    expect(writes(after)).toEqual(writes(before));

    const corrected = await run('import', join(summary.runDir, 'fixup.csv'));
    expect(corrected.summary.counts).toMatchObject({ updated: 5, created: 3 });
    expect(corrected.status).toBe(0);
    expect(findCustomer(sandbox, 'E4').metaData).toEqual({ plan: 'basic', note: 'theirs' });
    expect(findCustomer(sandbox, 'E3').address).toMatchObject({ city: 'London', country: 'GB' });

    // What no import can correct is left, and may be allowed.
    const left = await run('reconcile', source, '--max-drift', '3');
    expect(left.status).toBe(0);
    expect(left.summary.reconcile).toMatchObject({
      statuses: { same: 19, changed: 0, missing_remote: 0, missing_source: 2, ambiguous: 1 },
      drift: 3,
      allowedDrift: 3,
      fixupRows: 0,
    });
    expect(existsSync(join(left.summary.runDir, 'fixup.csv'))).toBe(false);
    expect((await run('reconcile', source, '--max-drift', '2')).status).toBe(1);
    const forPeople = await runCommand(['reconcile', source, ...flags, '--reports-dir', reportsDir], { env });
    expect(forPeople.status).toBe(1);
    expect(forPeople.stdout).not.toContain('To fix');
    expect(forPeople.stdout).toMatch(
      /Left to a person: 3.*\n {2}missing_source {2}2 {2}.*\n {2}ambiguous {7}1 {2}.*\n.*--max-drift 3 /,
    );
    for (const key of ['X1', 'X2', 'X3']) await deleteCustomer(sandbox, key);
    const done = await run('reconcile', source);
    expect(done.status).toBe(0);
    expect(done.summary.reconcile).toMatchObject({ statuses: { same: 20 }, drift: 0 });
  });

  it('with --previous says what is new since the run before, and what is gone', async () => {
    const { source, sandbox, run, readLines } = await open();
    const first = await run('reconcile', source, '--previous', 'last', '--run-id', 'night-1');
    expect(first.summary.reconcile?.previous).toBeNull();
    await changeCustomer(sandbox, 'E1', { name: 'Someone Else' });
    await changeCustomer(sandbox, 'E2', { name: 'Someone Else' });
    await run('reconcile', source, '--run-id', 'night-2');
    await changeCustomer(sandbox, 'E1', { name: 'Customer 1' });
    await changeCustomer(sandbox, 'E2', { name: 'Another Name' });
    await deleteCustomer(sandbox, 'E3');
    const third = await run('reconcile', source, '--previous', 'last');
    expect(third.summary.reconcile?.previous).toEqual({ runId: 'night-2', new: 1, known: 1, gone: 1 });
    expect(readLines(third.summary).map(({ key, since }) => [key, since])).toEqual([
      ['E2', 'known'],
      ['E3', 'new'],
    ]);
    const named = await run('reconcile', source, '--previous', 'night-1');
    expect(named.summary.reconcile?.previous).toEqual({ runId: 'night-1', new: 2, known: 0, gone: 0 });
  });

  it('leaves ignored fields alone, in the comparison and in the fixup', async () => {
    const { source, sandbox, run, readLines } = await open();
    await changeCustomer(sandbox, 'E1', {
      name: 'Their Name',
      phone: '+442079460000',
      address: { city: 'Leeds' },
    });
    await changeCustomer(sandbox, 'E2', { name: 'Their Name' });
    const { summary } = await run('reconcile', source, '--ignore', 'name,address');
    expect(readLines(summary).map(({ key, field }) => [key, field])).toEqual([['E1', 'phone']]);
    await run('import', join(summary.runDir, 'fixup.csv'));
    expect(findCustomer(sandbox, 'E1')).toMatchObject({
      name: 'Their Name',
      phone: '+442079461001',
      address: { city: 'Leeds' },
    });
  });

  it('with --addresses finds the customers without one, and the fixup has them made', async () => {
    const { source, sandbox, run, readLines } = await open();
    const wallet = ['--account-id', 'wallet-a'];
    await run('import', source, '--limit', '10', '--provision-address', ...wallet);
    const { summary, status } = await run('reconcile', source, '--addresses');
    expect(status).toBe(1);
    expect(summary.reconcile?.statuses).toMatchObject({ same: 10, address_missing: 10 });
    expect(readLines(summary)[0]).toMatchObject({ key: 'E11', status: 'address_missing', fixup: 'yes' });
    const corrected = await run('import', join(summary.runDir, 'fixup.csv'), ...wallet);
    expect(corrected.summary).toMatchObject({ counts: { unchanged: 10 }, addresses: { created: 10 } });
    expect(sandbox.stats().addresses).toBe(20);
    expect((await run('reconcile', source, '--addresses')).status).toBe(0);
  });

  it('finds them too where an address does not say whose it is', async () => {
    const { source, sandbox, run } = await open();
    await run('import', source, '--limit', '5', '--provision-address', '--account-id', 'wallet-a');
    sandbox.configure({ echoCustomerId: false });
    const { summary } = await run('reconcile', source, '--addresses');
    expect(summary.reconcile?.statuses).toMatchObject({ same: 5, address_missing: 15 });
  });

  it('compares with an export in place of the API, JSON or table, and asks no server', async () => {
    const { folder, source, sandbox, run, readLines } = await open();
    const customers = sandbox
      .snapshot()
      .customers.map((customer) =>
        customer.externalId === 'E1' ? { ...customer, phone: '+442079460000' } : customer,
      );
    const json = join(folder, 'export.ndjson');
    writeFileSync(json, customers.map((customer) => JSON.stringify(customer)).join('\n'));
    const table = join(folder, 'export.csv');
    writeFileSync(
      table,
      [
        'uid,externalId,name,email,phone,address.city,metaData.plan,deletedAt',
        ...customers.map(({ uid, externalId, name, email, phone, address, metaData }) =>
          [uid, externalId, name, email, phone, address?.['city'], metaData?.['plan'], ''].join(','),
        ),
      ].join('\n'),
    );
    const { total } = sandbox.stats();
    for (const path of [json, table]) {
      const { status, summary } = await run('reconcile', source, '--against', path);
      expect(status, path).toBe(1);
      expect(summary).toMatchObject({ mode: null, reconcile: { against: path, drift: 1 } });
      expect(readLines(summary)).toMatchObject([
        { key: 'E1', status: 'changed', field: 'phone', remote: '+442079460000' },
      ]);
    }
    expect(sandbox.stats().total).toBe(total);
  });

  it('compares with what export wrote, in each of its formats', async () => {
    const { folder, source, sandbox, run, flags, env, readLines } = await open();
    await changeCustomer(sandbox, 'E1', { name: '=their "name"' });
    await deleteCustomer(sandbox, 'E2');
    for (const name of ['export.csv.gz', 'export.ndjson.gz', 'export.xlsx']) {
      const path = join(folder, name);
      const exported = await runCommand(
        ['export', '--output', path, '--include-deleted', ...flags, '--reports-dir', join(folder, 'reports')],
        { env },
      );
      expect(exported.status, exported.stderr).toBe(0);
      const { summary } = await run('reconcile', source, '--against', path);
      expect(readLines(summary), name).toMatchObject([
        { key: 'E1', status: 'changed', field: 'name', remote: '=their "name"' },
        { key: 'E2', status: 'missing_remote' },
      ]);
    }
  });

  it('counts rows that are not valid as drift, and does not take their customers for extra ones', async () => {
    const { folder, run, readLines } = await open();
    const broken = join(folder, 'broken.csv');
    writeFileSync(broken, SOURCE.replace('Customer 3,', ','));
    const { status, summary } = await run('reconcile', broken);
    expect(status).toBe(1);
    expect(summary.reconcile?.statuses).toMatchObject({ same: 19, invalid: 1, missing_source: 0 });
    expect(readLines(summary)).toMatchObject([
      { key: 'E3', status: 'invalid', code: 'name_missing', row: '3', line: '4', fixup: 'no' },
    ]);
  });

  it('of a part of the source says nothing about customers that it leaves out', async () => {
    const { source, run } = await open();
    const { status, summary } = await run('reconcile', source, '--limit', '5');
    expect([status, summary.reconcile?.statuses.missing_source]).toEqual([0, 0]);
  });

  it('that stops writes a summary with its reason and no fixup, and can not be resumed', async () => {
    const { source, sandbox, run, flags, env, reportsDir } = await open();
    sandbox.configure({ refuseCredentialAfter: 1 });
    const { status, summary } = await run('reconcile', source, '--run-id', 'stopped');
    expect(status).toBe(3);
    expect(summary).toMatchObject({
      reconcile: null,
      resume: null,
      stopped: { reason: 'credential_rejected' },
    });
    expect(existsSync(join(summary.runDir, 'reconcile.csv'))).toBe(false);
    expect(existsSync(join(summary.runDir, 'fixup.csv'))).toBe(false);
    const again = await runCommand(['resume', 'stopped', ...flags, '--reports-dir', reportsDir], { env });
    expect(again.status).toBe(2);
    expect(again.stderr).toContain('reconcile <source>');
  });

  it('writes its files for the owner alone, and is silent with --quiet while all is in step', async () => {
    const { source, sandbox, flags, env, reportsDir, run } = await open();
    const args = ['reconcile', source, ...flags, '--reports-dir', reportsDir, '--quiet'];
    expect(await runCommand(args, { env })).toMatchObject({ status: 0, stdout: '', stderr: '' });
    await changeCustomer(sandbox, 'E1', { name: 'Someone Else' });
    const { status, stdout, stderr } = await runCommand(args, { env });
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('Drift: 1.');
    const { summary } = await run('reconcile', source);
    for (const name of ['reconcile.csv', 'fixup.csv', 'summary.json']) {
      expect(statSync(join(summary.runDir, name)).mode & 0o777, name).toBe(0o600);
    }
    expect(readFileSync(join(summary.runDir, 'fixup.csv'), 'utf8').split('\n')[0]).toBe(
      'bulk_row,bulk_status,uid,name',
    );
  });
});
