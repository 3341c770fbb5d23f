import { copyFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import Libsql from 'libsql';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { openSource } from '../../src/read/open.js';
import { catchBulkError, readRows } from './reading.js';

const TABLE = `CREATE TABLE customers (id INTEGER, full_name TEXT, rate REAL, photo BLOB, note);
  INSERT INTO customers VALUES (9007199254740993, 'Zoë O''Brien', 1.5, x'00ff', NULL), (-7, '名前', 1e21, NULL, '');`;

/** A database of its own; the name has what an address of a file would take for syntax. */
async function makeDatabase(sql = TABLE): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bulk sqlite #1 %41?'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'legacy.db');
  const database = new Libsql(path);
  database.exec(sql);
  database.close();
  return path;
}

async function read(path: string, query: string, limit?: number) {
  const source = await openSource(path, { query, ...(limit === undefined ? {} : { limit }) });
  return { source, rows: await readRows(source) };
}

describe('a query', () => {
  test.each(['', 'PRAGMA encoding = "UTF-16le";', 'PRAGMA encoding = "UTF-16be";'])(
    'gives text as it is, whole numbers exactly, NULL as empty: %s',
    async (encoding) => {
      const path = await makeDatabase(encoding + TABLE);
      const { source, rows } = await read(
        path,
        'SELECT id AS "externalId", full_name AS name, rate, note FROM customers ORDER BY id DESC; -- all',
      );
      expect(source.columns).toEqual(['externalId', 'name', 'rate', 'note']);
      expect(rows.map(({ cells }) => cells)).toEqual([
        ['9007199254740993', "Zoë O'Brien", '1.5', ''],
        ['-7', '名前', '1e+21', ''],
      ]);
      expect(rows.map(({ line, doubts }) => [line, doubts])).toEqual([
        [1, undefined],
        [2, undefined],
      ]);
      expect(source.format.kind).toBe('sqlite');
      expect(source.sha256()).toMatch(/^[0-9a-f]{64}$/);
    },
  );

  it('may have columns of one name, a WITH, and a limit', async () => {
    const path = await makeDatabase();
    const { source, rows } = await read(
      path,
      'WITH a AS (SELECT * FROM customers) SELECT id, id, 1 + 1 FROM a',
      1,
    );
    expect(source.columns).toEqual(['id', 'id', '1 + 1']);
    expect(rows).toHaveLength(1);
  });

  it('gives many rows in batches', async () => {
    const path = await makeDatabase();
    const { rows } = await read(
      path,
      'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT i AS externalId FROM n',
    );
    expect(rows.map(({ cells }) => cells[0])).toEqual(
      Array.from({ length: 1000 }, (_row, at) => String(at + 1)),
    );
  });

  it('says what is no text: a BLOB, text in another encoding, a NUL', async () => {
    const path = await makeDatabase(
      `${TABLE} CREATE TABLE odd (name TEXT); INSERT INTO odd VALUES (CAST(x'4dfc6c' AS TEXT)), ('a' || char(0) || 'b');`,
    );
    const blob = await read(path, 'SELECT full_name AS name, photo FROM customers');
    expect(blob.rows[0]?.doubts).toMatchObject([{ code: 'binary_value', cell: 1, onlyIfSent: true }]);
    const odd = await read(path, 'SELECT name FROM odd');
    expect(odd.rows[0]).toMatchObject({ cells: ['Mül'], doubts: [{ code: 'mojibake', cell: 0 }] });
    expect(odd.rows[1]?.cells).toEqual(['a\0b']);
  });

  test.each([
    ['DELETE FROM customers', /to be a SELECT/],
    ['PRAGMA user_version', /to be a SELECT/],
    ['', /to be a SELECT/],
    ['SELECT * FROM people', /no such table/],
    ['SELECT salary FROM customers', /no such column/],
    ['SELECT 1; DELETE FROM customers', /refuses the query/],
    ['WITH a AS (SELECT 1) DELETE FROM customers', /refuses the query/],
    ['SELEC 1', /to be a SELECT/],
  ])('is refused, and changes nothing: %s', async (query, words) => {
    const path = await makeDatabase();
    const before = await readFile(path);
    const error = await catchBulkError(read(path, query));
    expect(error.code).toBe('config_invalid');
    expect(error.message).toMatch(words);
    expect(await readFile(path)).toEqual(before);
  });

  it('without rows is an empty source', async () => {
    const error = await catchBulkError(read(await makeDatabase(), 'SELECT * FROM customers WHERE id = 0'));
    expect(error.code).toBe('source_empty');
  });
});

describe('a database', () => {
  it('without a query is refused with its tables and a command', async () => {
    const path = await makeDatabase(
      `CREATE TABLE audit (x); CREATE TABLE "Client List" (x); CREATE VIEW v AS SELECT 1;`,
    );
    const error = await catchBulkError(openSource(path));
    expect(error.message).toContain('the tables Client List, audit, v');
    expect(error.hint).toContain(`--query 'SELECT * FROM "Client List"'`);
  });

  it('that another program writes to is read as it was, or is named as locked', async () => {
    const path = await makeDatabase();
    const writer = new Libsql(path);
    writer.exec('BEGIN EXCLUSIVE');
    const error = await catchBulkError(read(path, 'SELECT * FROM customers'));
    expect(error.message).toMatch(/locked/);
    expect(error.hint).toContain('.backup');
    writer.exec('ROLLBACK; PRAGMA journal_mode = WAL; BEGIN IMMEDIATE; DELETE FROM customers');
    expect((await read(path, 'SELECT * FROM customers')).rows).toHaveLength(2);
    writer.exec('ROLLBACK');
    writer.close();
  });

  it('in WAL mode is read with what its log has', async () => {
    const path = await makeDatabase(`PRAGMA journal_mode = WAL; ${TABLE}`);
    const writer = new Libsql(path);
    writer.exec(`INSERT INTO customers (id) VALUES (5)`);
    expect((await read(path, 'SELECT * FROM customers')).rows).toHaveLength(3);
    writer.close();
  });

  it('that is damaged or cut is named so', async () => {
    const path = await makeDatabase();
    const copy = `${path}.copy`;
    await copyFile(path, copy);
    await truncate(copy, 5000);
    expect((await catchBulkError(read(copy, 'SELECT * FROM customers'))).code).toBe('source_unreadable');
    await writeFile(copy, 'SQLite format 3\0 and nothing more');
    expect((await catchBulkError(read(copy, 'SELECT * FROM customers'))).code).toBe('source_unreadable');
  });

  it('from a pipe is refused', async () => {
    const stdin = new PassThrough();
    stdin.end(await readFile(await makeDatabase()));
    const error = await catchBulkError(openSource('-', { stdin, query: 'SELECT 1' }));
    expect(error.hint).toContain('path of the database file');
  });

  test.each([{ delimiter: ';' }, { encoding: 'latin1' }, { sheet: '1' }])('has no %o', async (options) => {
    const path = await makeDatabase();
    expect((await catchBulkError(openSource(path, { query: 'SELECT 1', ...options }))).code).toBe(
      'config_invalid',
    );
  });
});

it('a query for anything else is refused', async () => {
  const stdin = new PassThrough();
  stdin.end('name,email\nAnn,ann@example.com\n');
  expect((await catchBulkError(openSource('-', { stdin, query: 'SELECT 1' }))).code).toBe('config_invalid');
});
