import { existsSync } from 'node:fs';
import { copyFile, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openJournalFile, type SqlFile } from '../../src/journal/open.js';
import { makeFolder, readMode } from '../record/support.js';
import { loadReady, openSecond, openTestJournal, readStates } from './support.js';
import { MIGRATIONS } from '../../src/journal/schema.js';

async function makePath(): Promise<string> {
  return join(await makeFolder(), 'journal.sqlite');
}

function openNew(path: string): SqlFile {
  const file = openJournalFile(path, { create: true });
  onTestFinished(() => file.close());
  return file;
}

describe('a new journal', () => {
  it("is the owner's alone, its log too", async () => {
    const path = await makePath();
    openNew(path);
    expect(await readMode(path)).toBe('0600');
    expect(await readMode(`${path}-wal`)).toBe('0600');
  });

  it('writes a log ahead, which is flushed by us', async () => {
    const path = await makePath();
    const file = openNew(path);
    expect(file.prepare('PRAGMA journal_mode').get([])).toEqual({ journal_mode: 'wal' });
    // 1 is NORMAL.
    expect(file.prepare('PRAGMA synchronous').get([])).toEqual({ synchronous: 1 });
    await file.sync();
    expect(file.prepare('PRAGMA user_version').get([])).toEqual({ user_version: MIGRATIONS.length });
  });

  it('is refused where it can not be written', async () => {
    const folder = await makeFolder();
    const path = join(folder, 'missing', 'journal.sqlite');
    expect(() => openJournalFile(path, { create: true })).toThrow(
      expect.objectContaining({
        code: 'output_unwritable',
        message: expect.stringContaining(
          `The journal ${path} can not be written: the folder does not exist (ENOENT)`,
        ) as string,
      }),
    );
  });
});

describe('flushing the log', () => {
  it('under way when the journal is closed, ends well', async () => {
    const file = openNew(await makePath());
    file.exec("INSERT INTO run (key, value) VALUES ('a', '1')");
    const flush = file.sync();
    file.close();
    await expect(flush).resolves.toBeUndefined();
  });

  it('fails where there is no log any more', async () => {
    const path = await makePath();
    const file = openNew(path);
    await rm(`${path}-wal`);
    await expect(file.sync()).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('folding the log', () => {
  it('leaves all in the file alone, and the log as large as it was', async () => {
    const path = await makePath();
    const file = openNew(path);
    file.exec("INSERT INTO run (key, value) VALUES ('a', '1')");
    const { size } = await stat(`${path}-wal`);
    file.foldLog();
    expect((await stat(`${path}-wal`)).size).toBe(size);
    const alone = `${path}-alone`;
    await copyFile(path, alone);
    expect(openSecond(alone).prepare('SELECT key FROM run').all([])).toEqual([{ key: 'a' }]);
  });

  it('makes what the log had before worthless: with its old end, only what came after the fold is read', async () => {
    const path = await makePath();
    const file = openNew(path);
    for (const key of ['a', 'b', 'c']) file.exec(`INSERT INTO run (key, value) VALUES ('${key}', '1')`);
    file.foldLog();
    file.exec("DELETE FROM run WHERE key = 'b'");
    const copy = `${path}-copy`;
    await copyFile(path, copy);
    await copyFile(`${path}-wal`, `${copy}-wal`);
    expect(openSecond(copy).prepare('SELECT key FROM run ORDER BY key').all([])).toEqual([
      { key: 'a' },
      { key: 'c' },
    ]);
  });
});

describe('a journal that is opened again', () => {
  it('has kept its rows and has the same settings', async () => {
    const { journal, path } = await openTestJournal();
    loadReady(journal.file, [{}, {}]);
    journal.info.set('options', { mode: 'upsert', canary: null });
    journal.close();

    const file = openSecond(path);
    expect(readStates(file)).toEqual(['ready', 'ready']);
    expect(file.prepare('SELECT value FROM run').all([])).toEqual([
      { value: '{"mode":"upsert","canary":null}' },
    ]);
    expect(file.prepare('PRAGMA synchronous').get([])).toEqual({ synchronous: 1 });
    await file.sync();
  });

  it('is not made when it is missing', async () => {
    const path = await makePath();
    expect(() => openJournalFile(path, { create: false })).toThrow(
      expect.objectContaining({ code: 'run_unknown', message: `There is no journal at ${path}.` }),
    );
    expect(existsSync(path)).toBe(false);
  });

  it('is refused when a newer program made it', async () => {
    const path = await makePath();
    const file = openJournalFile(path, { create: true });
    file.exec('PRAGMA user_version = 99');
    file.close();
    expect(() => openJournalFile(path, { create: false })).toThrow(
      expect.objectContaining({
        code: 'journal_damaged',
        message: `The journal ${path} has version 99; this program knows versions up to ${MIGRATIONS.length}.`,
        hint: 'Use the newer version of bitpowr-bulk that made it.',
      }),
    );
  });

  it.each([true, false])('is damaged when it is something else (create: %s)', async (create) => {
    const path = await makePath();
    await writeFile(path, 'name,email\nAda,ada@example.com\n'.repeat(100));
    expect(() => openJournalFile(path, { create })).toThrow(
      expect.objectContaining({
        code: 'journal_damaged',
        message: expect.stringContaining(`The journal ${path} `) as string,
      }),
    );
    // The unknown file is left unchanged.
    expect(await readFile(path, 'utf8')).toMatch(/^name,email\nAda/);
  });

  it.each([0.9, 0.5, 0.1])('is damaged when only %d of it is there', async (part) => {
    const { journal, path } = await openTestJournal();
    loadReady(
      journal.file,
      Array.from({ length: 300 }, (_, at) => ({ cells: [`${at}`.repeat(100)] })),
    );
    // All into the file itself, and then a copy of its beginning that has no log beside it.
    journal.file.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    const whole = await readFile(path);
    const cut = await makePath();
    await writeFile(cut, whole.subarray(0, Math.floor(whole.length * part)));
    expect(() => openJournalFile(cut, { create: false })).toThrow(
      expect.objectContaining({ code: 'journal_damaged' }),
    );
  });
});

describe('a transaction', () => {
  it('is undone as a whole when its work throws, and the next one goes through', async () => {
    const file = openNew(await makePath());
    file.exec('CREATE TABLE t (n INTEGER)');
    const insert = file.prepare('INSERT INTO t VALUES (?)');
    expect(() =>
      file.transact(() => {
        insert.run([1]);
        throw new Error('half-way');
      }),
    ).toThrow('half-way');
    expect(file.transact(() => insert.run([2]).changes)).toBe(1);
    expect(file.prepare('SELECT n FROM t').all([])).toEqual([{ n: 2 }]);
  });

  it('takes null, text and numbers and gives them back', async () => {
    const file = openNew(await makePath());
    file.exec('CREATE TABLE t (a, b, c)');
    const values = [null, `quote ' " \u00e9 🦊`, 1_700_000_000_000];
    file.prepare('INSERT INTO t VALUES (?, ?, ?)').run(values);
    const [a, b, c] = values;
    expect(file.prepare('SELECT * FROM t').get([])).toEqual({ a, b, c });
    expect([...file.prepare('SELECT * FROM t').iterate([])]).toEqual([{ a, b, c }]);
    expect(file.prepare('SELECT * FROM t WHERE a = ?').get([null])).toBeUndefined();
  });
});
