import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { BulkError } from '../../src/core/errors.js';
import { toDamaged, toJournalError } from '../../src/journal/journal-error.js';
import { openJournalFile } from '../../src/journal/open.js';
import { loadReady, openTestJournal, readStates } from './support.js';

describe('error of SQLite', () => {
  it.each([
    ['SQLITE_CORRUPT', 'journal_damaged'],
    ['SQLITE_CORRUPT_VTAB', 'journal_damaged'],
    ['SQLITE_NOTADB', 'journal_damaged'],
    ['SQLITE_FULL', 'output_unwritable'],
    ['SQLITE_IOERR_FSYNC', 'output_unwritable'],
    ['SQLITE_READONLY_DIRECTORY', 'output_unwritable'],
    ['SQLITE_CANTOPEN', 'output_unwritable'],
    // As the driver names SQLITE_READONLY_DIRECTORY and SQLITE_CORRUPT_INDEX.
    ['UNKNOWN_SQLITE_ERROR_1544', 'output_unwritable'],
    ['UNKNOWN_SQLITE_ERROR_779', 'journal_damaged'],
    ['ENOSPC', 'output_unwritable'],
    ['EIO', 'output_unwritable'],
  ])('%s is reported as %s', (code, told) => {
    const cause = Object.assign(new Error('it said so'), { code });
    const error = toJournalError(cause, '/runs/a/journal.sqlite');
    expect(error).toBeInstanceOf(BulkError);
    expect(error).toMatchObject({ code: told, cause });
    expect((error as BulkError).message).toMatch(/^The journal \/runs\/a\/journal\.sqlite .*it said so/);
  });

  it.each([
    Object.assign(new Error('locked'), { code: 'SQLITE_BUSY' }),
    Object.assign(new Error('not there'), { code: 'ENOENT' }),
    new Error('A row can not move.'),
    new BulkError('interrupted', 'The run was interrupted.'),
    'a text',
    undefined,
    null,
  ])('is returned unchanged if it is another error: %s', (error) => {
    expect(toJournalError(error, '/journal')).toBe(error);
  });
});

describe('error of a full or closed disk', () => {
  it.each([
    ['SQLITE_FULL', 'the disk is full'],
    ['ENOSPC', 'the disk is full'],
    ['EDQUOT', 'the disk quota is full'],
    ['SQLITE_READONLY', 'the file system is read-only'],
    ['EROFS', 'the file system is read-only'],
    ['SQLITE_PERM', 'no permission'],
  ])('%s names it: %s', (code, words) => {
    const error = toJournalError(Object.assign(new Error('it said so'), { code }), '/runs/a/journal.sqlite');
    expect((error as BulkError).message).toContain(`/runs/a/journal.sqlite can not be written: ${words}`);
  });
});

describe('a damaged journal', () => {
  it('points to results.csv only where there is one', async () => {
    const { path } = await openTestJournal();
    const results = join(dirname(path), 'results.csv');
    expect(toDamaged(path, 'it is empty').hint).toMatch(
      /^No results\.csv was written, so what was sent is not known\. Import the source again, with the same --match: /,
    );
    await writeFile(results, '');
    expect(toDamaged(path, 'it is empty').hint).toMatch(
      new RegExp(`^${results} has what was done until the last stop\\. Import the source again, `),
    );
  });
});

describe('a journal', () => {
  it('that finds no more room says so, and keeps what it had', async () => {
    const { file, path } = await openTestJournal();
    loadReady(file, [{}]);
    // As if the disk ended here.
    file.exec('PRAGMA max_page_count = 1');
    const insert = file.prepare('INSERT INTO run (key, value) VALUES (?, ?)');
    expect(() => file.transact(() => insert.run(['big', 'x'.repeat(1_000_000)]))).toThrow(
      expect.objectContaining({
        code: 'output_unwritable',
        message: expect.stringContaining(`The journal ${path} can not be written: `) as string,
      }),
    );
    expect(file.prepare('SELECT count(*) AS count FROM run').get([])).toEqual({ count: 0 });
    expect(readStates(file)).toEqual(['ready']);
  });

  it('that was damaged behind its first pages says so when it is read', async () => {
    const { file, path } = await openTestJournal();
    loadReady(
      file,
      Array.from({ length: 500 }, (_, at) => ({ cells: [`${at}`.repeat(100)] })),
    );
    file.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    const bytes = await readFile(path);
    bytes.fill(0xff, 20 * 4096, 24 * 4096);
    const damaged = `${path}.copy`;
    await writeFile(damaged, bytes);
    const copy = openJournalFile(damaged, { create: false });
    onTestFinished(() => copy.close());
    const read = copy.prepare('SELECT cells FROM source_rows ORDER BY row');
    expect(() => read.all([])).toThrow(expect.objectContaining({ code: 'journal_damaged' }));
  });
});
