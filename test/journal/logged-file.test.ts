import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Change, RunLog } from '../../src/core/run-log.js';
import { Journal } from '../../src/journal/journal.js';
import { toLoggedFile } from '../../src/journal/logged-file.js';
import { openJournalFile, type SqlFile } from '../../src/journal/open.js';
import { ManualClock } from '../api/manual-clock.js';
import { makeFolder } from '../record/support.js';
import { makeRemote, makeWish } from '../support/customers.js';
import { load } from './support.js';

/** A log in memory, that begins with a copy of the file. */
class MemoryLog implements RunLog {
  readonly groups: (readonly Change[])[] = [];
  flushes = 0;
  readonly #copy: string;

  constructor(copy: string) {
    this.#copy = copy;
  }

  async begin(copyTo: (path: string) => void): Promise<void> {
    copyTo(this.#copy);
    this.groups.length = 0;
    await Promise.resolve();
  }

  append(changes: readonly Change[]): void {
    this.groups.push(changes);
  }

  async flush(): Promise<void> {
    this.flushes += 1;
    await Promise.resolve();
  }
}

async function makePlaces() {
  const folder = await makeFolder();
  return { path: join(folder, 'journal.sqlite'), log: new MemoryLog(join(folder, 'copy.sqlite')), folder };
}

function open(path: string, create: boolean): SqlFile {
  const file = openJournalFile(path, { create });
  onTestFinished(() => file.close());
  return file;
}

describe('a logged file', () => {
  it('hands over each transaction as a whole, and a single statement by itself', async () => {
    const { path, log } = await makePlaces();
    const file = toLoggedFile(open(path, true), log);
    file.exec('CREATE TABLE t (n)');
    const insert = file.prepare('INSERT INTO t VALUES (?)');
    insert.run([1]);
    file.transact(() => {
      insert.run([2]);
      insert.run([null]);
    });
    file.exec('PRAGMA cache_size = -2000');
    const sql = 'INSERT INTO t VALUES (?)';
    expect(log.groups).toEqual([
      [{ sql: 'CREATE TABLE t (n)', parameters: [] }],
      [{ sql, parameters: [1] }],
      [
        { sql, parameters: [2] },
        { sql, parameters: [null] },
      ],
    ]);
  });

  it('hands over nothing of a transaction that was rolled back', async () => {
    const { path, log } = await makePlaces();
    const file = toLoggedFile(open(path, true), log);
    file.exec('CREATE TABLE t (n UNIQUE)');
    const insert = file.prepare('INSERT INTO t VALUES (?)');
    expect(() =>
      file.transact(() => {
        insert.run([1]);
        insert.run([1]);
      }),
    ).toThrow(/UNIQUE/);
    insert.run([2]);
    expect(log.groups.slice(1).flat()).toEqual([{ sql: 'INSERT INTO t VALUES (?)', parameters: [2] }]);
  });
});

it('a copy of a journal and its log make the same journal', async () => {
  const { path, log, folder } = await makePlaces();
  const clock = new ManualClock();
  const journal = Journal.open(path, { create: true, clock, runLog: log });
  onTestFinished(() => journal.close());
  load(journal.file, [{ wish: makeWish() }, { wish: makeWish() }]);
  journal.file.exec(`UPDATE rows SET state = 'planned_create'`);
  await journal.secure();
  const [one, two] = journal.readRows(['planned_create'], 0, 9);
  if (one === undefined || two === undefined) throw new Error('There are no rows.');
  const flushes = log.flushes;
  const sending = await journal.move(
    one,
    'sending_create',
    {},
    { kind: 'begin', step: 'create', body: { a: 1 } },
  );
  expect(log.flushes).toBeGreaterThan(flushes);
  journal.addWarning(1, { code: 'field_not_kept', column: 'name', value: 'x', message: 'y' });
  await journal.move(sending, 'done', { uid: 'u-1', outcome: 'created' });
  journal.info.set('matched', true);
  journal.directory.note(makeRemote({ externalId: 'x-1' }));
  await journal.sync();
  const copy = open(join(folder, 'copy.sqlite'), false);
  for (const { sql, parameters } of log.groups.flat()) copy.prepare(sql).run(parameters);
  for (const table of ['run', 'rows', 'attempts', 'issues', 'directory', 'plans']) {
    const list = (file: SqlFile): unknown[] => file.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all([]);
    expect(list(copy), table).toEqual(list(journal.file));
  }
  expect(log.groups.flat().length).toBeGreaterThan(5);
});
