import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Address, TEST_NETWORK } from '@scure/btc-signer';
import { stringify } from 'csv-stringify/sync';
import { describe, expect, it } from 'vitest';
import { toFormulaSafe } from '../../src/core/formula.js';
import type { SandboxFaults } from '../../src/sandbox/index.js';
import { runCommand } from '../support/command.js';
import { makeFolder, openSandbox, readCsv, readRun, runProgram, toCustomersCsv } from '../support/program.js';
import { bySize } from '../support/size.js';

const ADDRESS_FLAGS = ['--provision-address', '--account-id', 'demo-wallet'];

interface Expected {
  readonly counts: Record<string, number>;
  readonly withoutAddress: readonly number[];
  readonly rows: Record<string, { readonly status: string; readonly code?: string }>;
}

const expected = JSON.parse(readFileSync('fixtures/customers.expected.json', 'utf8')) as Expected;

describe('importing the example customers', () => {
  it('gives every row one line in order, a uid and an address to good ones, a code and a message to bad ones', async () => {
    const reportsDir = makeFolder();
    const { sandbox, flags, env } = await openSandbox();
    const args = [
      'import',
      'fixtures/customers.csv',
      ...flags,
      ...ADDRESS_FLAGS,
      '--reports-dir',
      reportsDir,
    ];
    const { status, stdout } = await runProgram(args, { env });
    expect(status).toBe(1);
    const { results, summary, folder } = readRun(reportsDir);
    expect(results.map((row) => row['bulk_row'])).toEqual(Object.keys(expected.rows));
    for (const row of results) {
      const number = row['bulk_row'] ?? '';
      const want = expected.rows[number];
      expect(row, `row ${number}`).toMatchObject({
        bulk_status: want?.status,
        bulk_error_code: want?.code ?? '',
      });
      if (want?.status !== 'created') {
        expect(row['bulk_error'], `row ${number}`).not.toBe('');
        expect(row['bulk_uid']).toBe('');
        continue;
      }
      expect(row['bulk_uid']).toMatch(/^[0-9a-f-]{36}$/);
      if (expected.withoutAddress.includes(Number(number))) expect(row['bulk_address']).toBe('');
      else expect(() => Address(TEST_NETWORK).decode(row['bulk_address'] ?? '')).not.toThrow();
    }
    expect(summary.counts).toMatchObject(expected.counts);
    expect(sandbox.stats()).toMatchObject({
      customers: expected.counts['created'],
      addresses: (expected.counts['created'] ?? 0) - expected.withoutAddress.length,
    });
    for (const name of ['results.csv', 'rejected.csv', 'summary.json'])
      expect(stdout).toContain(join(folder, name));
  });

  it('writes its files for the owner alone', async () => {
    const reportsDir = join(makeFolder(), 'reports');
    const { flags, env } = await openSandbox();
    await runCommand(['import', 'fixtures/customers.csv', ...flags, '--reports-dir', reportsDir], { env });
    const { folder } = readRun(reportsDir);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of ['results.csv', 'rejected.csv', 'summary.json', 'report.html', 'journal.sqlite']) {
      expect(statSync(join(folder, name)).mode & 0o777, name).toBe(0o600);
    }
  });

  it('sends no create and no address request when its results.csv is imported again', async () => {
    const reportsDir = makeFolder();
    const { sandbox, flags, env } = await openSandbox();
    const common = [...flags, ...ADDRESS_FLAGS, '--reports-dir', reportsDir];
    await runCommand(['import', 'fixtures/customers.csv', ...common, '--run-id', 'first'], { env });
    sandbox.resetStats();
    const { status } = await runCommand(
      ['import', join(reportsDir, 'first', 'results.csv'), ...common, '--run-id', 'second'],
      { env },
    );
    expect(status).toBe(1);
    const posts = Object.keys(sandbox.stats().requests).filter((route) => route.startsWith('POST'));
    expect(posts).toEqual([]);
    const [first, second] = [readRun(reportsDir, 'first'), readRun(reportsDir, 'second')];
    expect(second.summary.counts).toMatchObject({ unchanged: 62, invalid: 8 });
    expect(second.summary.addresses).toEqual({ created: 0, existing: 60, failed: 0 });
    const toAddresses = (rows: readonly Record<string, string>[]) => rows.map((row) => row['bulk_address']);
    expect(toAddresses(second.results)).toEqual(toAddresses(first.results));
  });

  it('creates just the rows of a corrected rejected.csv', async () => {
    const reportsDir = makeFolder();
    const { sandbox, flags, env } = await openSandbox();
    const common = [...flags, ...ADDRESS_FLAGS, '--reports-dir', reportsDir];
    await runCommand(['import', 'fixtures/customers.csv', ...common, '--run-id', 'first'], { env });
    const path = join(reportsDir, 'first', 'rejected.csv');
    const corrected = readCsv(path).map((row, at) => ({
      ...row,
      externalId: `FIXED-${at}`,
      name: row['name'] || 'Corrected Name',
      email: `fixed${at}@example.com`,
      provisionAddress: '',
      bulk_extra_1: '',
    }));
    const header = Object.keys(corrected[0] ?? {});
    const cells = corrected.map((row) =>
      header.map((column) => toFormulaSafe((row as Record<string, string>)[column] ?? '')),
    );
    writeFileSync(path, stringify([header, ...cells]));
    sandbox.resetStats();
    const { status } = await runCommand(['import', path, ...common, '--run-id', 'second'], { env });
    expect(status).toBe(0);
    expect(readRun(reportsDir, 'second').summary.counts).toMatchObject({
      created: 8,
      invalid: 0,
      unchanged: 0,
    });
    expect(sandbox.stats().requests['POST /customers']).toBe(8);
    expect(sandbox.stats().duplicates).toEqual({ externalIds: 0, emails: 0, customersWithManyAddresses: 0 });
  });
});

describe('a server that answers "already exists"', () => {
  const forms: SandboxFaults['alreadyExists'][] = ['409', '400', '422', '200', '409-error-object'];
  it.each(forms)(
    'makes no customer twice and reports none wrongly when it says so as %s',
    async (alreadyExists) => {
      const reportsDir = makeFolder();
      const { sandbox, flags, env } = await openSandbox({
        // Every second create takes effect and is then cut, so that the next request meets the customer that is there;
        // the list is looked at only after the create in doubt.
        faults: { alreadyExists, cutAfterEvery: 2 },
      });
      const path = join(makeFolder(), 'customers.csv');
      writeFileSync(path, toCustomersCsv(30));
      const { status } = await runCommand(['import', path, ...flags, '--reports-dir', reportsDir], { env });
      expect(status).toBe(0);
      expect(readRun(reportsDir).summary.counts).toMatchObject({ created: 30, failed: 0, pending: 0 });
      expect(sandbox.stats()).toMatchObject({ customers: 30, duplicates: { externalIds: 0, emails: 0 } });
    },
  );
});

describe('memory', () => {
  it('imports many rows within a heap of 48 MB', async () => {
    const reportsDir = makeFolder();
    const { sandbox, flags, env } = await openSandbox();
    const path = join(makeFolder(), 'customers.csv');
    const rows = bySize({ small: 5000, full: 20_000 });
    writeFileSync(path, toCustomersCsv(rows));
    const { status, stderr } = await runProgram(
      ['import', path, ...flags, '--reports-dir', reportsDir, '--quiet'],
      {
        env,
        node: ['--max-old-space-size=48'],
      },
    );
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(sandbox.stats().customers).toBe(rows);
  });
});
