/** JSON and databases as sources: what arrives at the server, and what is said of a record. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import Libsql from 'libsql';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import type { z } from 'zod';
import {
  importOptionsSchema,
  reconcileOptionsSchema,
  validateOptionsSchema,
} from '../../src/config/options.js';
import type { JobDeps } from '../../src/jobs/deps.js';
import { importCustomers } from '../../src/jobs/import/import.js';
import { reconcile } from '../../src/jobs/reconcile/reconcile.js';
import { validateSource } from '../../src/jobs/validate/validate.js';
import { startSandbox, testCredential, type SeedCustomer } from '../../src/sandbox/index.js';
import { hurriedClock } from '../support/run-import.js';
import { countWrites, openExportBench } from '../support/run-export.js';

const deps: JobDeps = {
  emit: () => undefined,
  clock: hurriedClock,
  signal: new AbortController().signal,
  pid: process.pid,
  version: '0.0.0-test',
  program: 'bitpowr-bulk',
};

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bulk-json-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function openPlace(content: string, name = 'customers.json') {
  const folder = await makeFolder();
  const path = join(folder, name);
  await writeFile(path, content);
  const reportsDir = join(folder, 'reports');
  return {
    folder,
    path,
    validate: (flags: Partial<z.input<typeof validateOptionsSchema>> = {}) =>
      validateSource({ path }, validateOptionsSchema.parse({ reportsDir, ...flags }), deps),
    /** What the server has in the end. */
    import: async (flags: Partial<z.input<typeof importOptionsSchema>> = {}, from = path) => {
      const sandbox = await startSandbox();
      onTestFinished(() => sandbox.close());
      const options = importOptionsSchema.parse({ reportsDir, ...flags });
      const report = await importCustomers({ path: from }, options, toConnection(sandbox.url), deps);
      return { ...report, customers: sandbox.snapshot().customers };
    },
  };
}

function toConnection(url: string) {
  return { endpoint: url, baseUrl: url, environment: { BITPOWR_TOKEN: testCredential.token } };
}

describe('what arrives', () => {
  it('nested fields, metaData with its types, an id beyond 2^53', async () => {
    const place = await openPlace(
      `{"customer_id":9007199254740993,"full_name":"Zoë O'Brien","email":"zoe@example.com","address":{"city":"Lagos","country":"NG"},"metaData":{"tier":1,"ok":true,"tags":["a"],"deep":{"none":null}},"metaData.rate":1.5,"metaData.plan":"gold","signupIp":["10.0.0.1"]}\n`,
    );
    const { summary, customers } = await place.import();
    expect(summary.counts.created).toBe(1);
    expect(customers[0]).toMatchObject({
      externalId: '9007199254740993',
      name: "Zoë O'Brien",
      address: { city: 'Lagos', country: 'NG' },
      metaData: { tier: 1, ok: true, tags: ['a'], deep: { none: null }, rate: 1.5, plan: 'gold' },
    });
    expect(summary.source.format).toMatchObject({ kind: 'ndjson' });
  });

  it('an export of MongoDB, with --map for its names', async () => {
    const place = await openPlace(
      '{"_id":{"$oid":"64b000000000000000000001"},"who":"Ann Lee","mail":"ann@example.com","joined":{"$date":"2020-01-01T00:00:00Z"},"balance":{"$numberDecimal":"1.10"}}\n',
    );
    const { customers } = await place.import({
      map: { externalId: '_id', name: 'who', 'metaData.balance': 'balance' },
    });
    expect(customers[0]).toMatchObject({
      externalId: '64b000000000000000000001',
      name: 'Ann Lee',
      metaData: { balance: '1.10' },
    });
  });

  it('a query on a SQLite database', async () => {
    const place = await openPlace('', 'empty');
    const path = join(place.folder, 'legacy.db');
    const database = new Libsql(path);
    database.exec(
      `CREATE TABLE users (id INTEGER, nm TEXT, mail TEXT, meta TEXT); INSERT INTO users VALUES (9007199254740993, 'Ann Lee', NULL, '{"tier":1}')`,
    );
    database.close();
    const query = 'SELECT id AS "externalId", nm AS name, mail AS email, meta AS "metaData" FROM users';
    const { customers, summary } = await place.import({ query }, path);
    expect(customers[0]).toMatchObject({
      externalId: '9007199254740993',
      name: 'Ann Lee',
      email: null,
      metaData: { tier: 1 },
    });
    expect(summary.source.format?.kind).toBe('sqlite');
  });
});

describe('a record with a fault', () => {
  test.each([
    ['{"externalId":"1","name":"Ann","name":"Ben"}', 'key_twice', 'name'],
    ['{"externalId":"1","name":"Ann","phone":["+14155550100","+14155550101"]}', 'list_value', 'phone'],
    ['{"externalId":"1","name":"Ann","metaData":[1]}', 'metadata_invalid', 'metaData'],
    ['{"externalId":"1","name":"Ann","metaData":{"n":12345678901234567890}}', 'metadata_number', 'metaData'],
  ])('%s', async (record, code, column) => {
    const place = await openPlace(`{"externalId":"0","name":"Good"}\n${record}\n`);
    const { summary } = await place.validate();
    const found = summary.issues.filter(({ severity }) => severity === 'error');
    expect(found).toMatchObject([{ code, example: { row: 2, line: 2, column } }]);
    expect(summary.exitCode).toBe(1);
  });

  it('a list in a column that is not sent is no fault', async () => {
    const place = await openPlace(
      '{"externalId":"1","name":"Ann","orders":[{"id":1}],"photo":{"$binary":{}}}\n',
    );
    const { summary } = await place.validate();
    expect(summary.exitCode).toBe(0);
    expect(summary.issues).toMatchObject([{ code: 'column_unknown', count: 2 }]);
  });

  it('is in rejected.csv under the flat names, and can be imported from there', async () => {
    const place = await openPlace(
      '[{"externalId":"1","name":"","address":{"city":"Lagos"},"metaData":{"tier":1}},{"externalId":"2","name":"Ben"}]',
    );
    const { summary } = await place.import();
    const path = join(summary.runDir, 'rejected.csv');
    const text = await readFile(path, 'utf8');
    expect(parse(text, { columns: true })).toMatchObject([
      { externalId: '1', 'address.city': 'Lagos', metaData: '{"tier":1}' },
    ]);
    await writeFile(path, text.replace(/^1,,/m, '1,Ann,'));
    const again = await place.import({}, path);
    expect(again.customers[0]).toMatchObject({
      name: 'Ann',
      address: { city: 'Lagos' },
      metaData: { tier: 1 },
    });
  });

  it('is in the annotated spreadsheet', async () => {
    const place = await openPlace('{"externalId":"1","name":"Ann","email":"no address"}\n');
    const { summary } = await place.validate({ annotate: join(place.folder, 'to-correct.xlsx') });
    expect(summary.issues).toMatchObject([{ code: 'email_invalid' }]);
  });
});

const AWKWARD: readonly SeedCustomer[] = [
  {
    name: "'=1+1",
    email: 'a@example.com',
    metaData: { tier: 1, text: '1', ok: true, none: null, list: [1, 'x'] },
  },
  {
    name: 'line\nline, "quoted"',
    description: '\u200bno width\ufeff',
    address: { city: '=cmd', floor: 3, zipcode: 501 },
  },
  {
    name: '日本語 🙂',
    metaData: { bad: '\u0001', big: 2 ** 60, $oid: 'kept', deep: { $date: 1 } },
    phone: '+2348031234567',
  },
  { name: 'e\u0301', metaData: { key: 'e\u0301', 'a.b': 1.5, '': 'x' }, address: { street: ' spaces ' } },
  { name: 'Plain', metaData: null, address: null },
];

describe('export, then import', () => {
  test.each(['customers.csv', 'customers.ndjson', 'customers.xlsx', 'customers.ndjson.gz'])(
    'of %s leaves all unchanged, and says nothing',
    async (name) => {
      const seedCustomers = AWKWARD.map((one, at) => ({ ...one, externalId: `E${at}` }));
      const bench = await openExportBench({ seedCustomers, faults: { unknownFields: true } });
      const output = join(bench.folder, name);
      await bench.export({ output, addresses: true });
      for (const blank of ['keep', 'clear'] as const) {
        const { summary } = await bench.import(output, { blank });
        expect(summary.counts, JSON.stringify(summary.issues)).toMatchObject({ unchanged: AWKWARD.length });
        expect(summary.issues.map(({ code }) => code)).not.toContain('column_unknown');
      }
      expect(countWrites(bench.sandbox)).toBe(0);
      const options = reconcileOptionsSchema.parse({ reportsDir: join(bench.folder, 'r'), against: output });
      const compared = await reconcile({ path: output }, options, toConnection('none'), deps);
      expect(compared.summary.reconcile?.drift).toBe(0);
    },
  );
});
