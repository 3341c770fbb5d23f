import { describe, expect, it } from 'vitest';
import { makeRemote, toUid } from '../support/customers.js';
import { openSecond, openTestJournal } from './support.js';

async function openStore() {
  return (await openTestJournal()).journal.directory;
}

describe('directory on disk', () => {
  it('finds a customer by each key, with all that the server said', async () => {
    const store = await openStore();
    const ada = makeRemote({
      uid: toUid(1),
      externalId: 'C-1',
      email: 'Ada@Example.com',
      metaData: { text: 'quote " and \u0000 and 🦊', list: [1, null, { a: true }] },
      address: { city: 'Lagos', zipcode: 100 },
    });
    store.put([ada, makeRemote({ uid: toUid(2), externalId: 'C-2' })], true);
    expect(store.find({ uid: toUid(1) })).toEqual({ uid: [ada] });
    expect(store.find({ externalId: 'C-1' })).toEqual({ externalId: [ada] });
    expect(store.find({ email: 'ada@example.com' })).toEqual({ email: [ada] });
    expect(store.get(toUid(1))).toEqual(ada);
  });

  it('answers for each key that was asked, even when it finds no customer', async () => {
    const store = await openStore();
    expect(store.find({ uid: toUid(1), externalId: 'C-1', email: 'a@x.org' })).toEqual({
      uid: [],
      externalId: [],
      email: [],
    });
    expect(store.find({})).toEqual({});
    expect(store.get(toUid(1))).toBeUndefined();
  });

  it('compares uids and emails without case, externalIds with it', async () => {
    const store = await openStore();
    const uid = 'ABCDEF00-0000-4000-8000-00000000000A';
    store.put([makeRemote({ uid, externalId: 'C-1', email: 'ADA@X.ORG' })], true);
    expect(store.get(uid.toLowerCase())?.uid).toBe(uid);
    expect(store.get(uid)?.uid).toBe(uid);
    expect(store.countListed([uid, uid.toLowerCase()])).toBe(2);
    expect(store.find({ email: 'ada@x.org' }).email).toHaveLength(1);
    expect(store.find({ externalId: 'c-1' }).externalId).toEqual([]);
  });

  it('finds all customers that share an email or an externalId', async () => {
    const store = await openStore();
    store.put(
      [1, 2, 3].map((number) =>
        makeRemote({ uid: toUid(number), externalId: 'C', email: number === 3 ? 'b@x.org' : 'a@x.org' }),
      ),
      true,
    );
    const uids = store.find({ email: 'a@x.org', externalId: 'C' });
    expect(uids.email?.map(({ uid }) => uid).sort()).toEqual([toUid(1), toUid(2)]);
    expect(uids.externalId).toHaveLength(3);
  });

  it('does not find customers without a key by its absence', async () => {
    const store = await openStore();
    store.put([makeRemote({ externalId: null, email: null })], true);
    expect(store.find({ externalId: '', email: '' })).toEqual({ externalId: [], email: [] });
  });

  it('does not find deleted customers, but knows that they were listed', async () => {
    const store = await openStore();
    const deleted = makeRemote({
      externalId: 'C-1',
      email: 'a@x.org',
      deletedAt: '2026-01-01T00:00:00.000Z',
    });
    store.put([deleted], true);
    expect(store.find({ uid: toUid(1), externalId: 'C-1', email: 'a@x.org' })).toEqual({
      uid: [],
      externalId: [],
      email: [],
    });
    expect(store.get(toUid(1))).toBeUndefined();
    expect(store.countListed([toUid(1)])).toBe(1);
    expect(store.count()).toBe(1);
  });

  it('replaces a record by its newer form, keys and all', async () => {
    const store = await openStore();
    store.put([makeRemote({ email: 'old@x.org', externalId: null, name: 'Old' })], true);
    store.put([makeRemote({ email: 'new@x.org', externalId: 'C-1', name: 'New' })], true);
    expect(store.count()).toBe(1);
    expect(store.find({ email: 'old@x.org' }).email).toEqual([]);
    expect(store.find({ email: 'new@x.org', externalId: 'C-1' })).toMatchObject({
      email: [{ name: 'New' }],
      externalId: [{ name: 'New' }],
    });
    store.put([makeRemote({ deletedAt: '2026-01-01T00:00:00.000Z' })], true);
    expect(store.get(toUid(1))).toBeUndefined();
  });

  it('finds a noted customer at once, and has it on disk with the next commit', async () => {
    const { journal, path } = await openTestJournal();
    const second = openSecond(path);
    const onDisk = () => second.prepare('SELECT count(*) AS count FROM directory').get([]);
    const store = journal.directory;
    store.note(makeRemote({ email: 'ada@x.org' }));
    expect(onDisk()).toEqual({ count: 0 });
    expect(store.find({ email: 'ada@x.org' }).email).toHaveLength(1);
    expect(onDisk()).toEqual({ count: 1 });
    store.note(makeRemote({ name: 'Ada Eze' }));
    expect(store.get(toUid(1))?.name).toBe('Ada Eze');
    expect(store.countListed([toUid(1)])).toBe(0);
  });

  it('keeps the order of what is noted and what is listed: the later one counts', async () => {
    const store = await openStore();
    store.note(makeRemote({ name: 'noted' }));
    store.put([makeRemote({ name: 'listed' })], true);
    expect(store.get(toUid(1))?.name).toBe('listed');
  });

  it('marks records as listed by their uid, in any case, and no others', async () => {
    const store = await openStore();
    const uid = 'abcdef00-0000-4000-8000-00000000000a';
    store.put([makeRemote({ uid }), makeRemote({ uid: toUid(2) })], false);
    store.markListed([uid.toUpperCase(), toUid(3)]);
    expect(store.countListed([uid])).toBe(1);
    expect(store.countListed([toUid(2), toUid(3)])).toBe(0);
    expect(store.count()).toBe(2);
  });

  it('counts as listed what came out of a listing, and never forgets it', async () => {
    const store = await openStore();
    const [one, two] = [makeRemote({ uid: toUid(1) }), makeRemote({ uid: toUid(2) })];
    store.put([one], false);
    store.put([two], true);
    expect(store.countListed([toUid(1), toUid(2), toUid(3)])).toBe(1);
    store.put([one], true);
    store.put([one, two], false);
    expect(store.countListed([toUid(1), toUid(2)])).toBe(2);
    expect(store.countListed([])).toBe(0);
  });

  it('takes a list that gives an id without the mark with which an older version wrote it', async () => {
    const { journal, path } = await openTestJournal();
    const store = journal.directory;
    store.put([makeRemote({ externalId: '550001' })], true);
    openSecond(path).prepare('UPDATE directory SET external_id = ?').run(["'550001"]);
    store.put([makeRemote({ externalId: "'550001" })], true);
    expect(store.find({ externalId: '550001' }).externalId).toHaveLength(1);
  });

  it('refuses a list that gives a uid with another externalId, and keeps the first', async () => {
    const store = await openStore();
    const ada = makeRemote({ uid: toUid(1), externalId: 'C-1' });
    store.put([ada], true);
    const other = makeRemote({ uid: toUid(1).toUpperCase(), externalId: 'C-2' });
    const joe = makeRemote({ uid: toUid(2) });
    expect(() => {
      store.put([joe, other], true);
    }).toThrow(expect.objectContaining({ code: 'list_contradicts' }));
    expect(store.get(toUid(1))).toEqual(ada);
    expect(store.get(toUid(2))).toBeUndefined();
    // An answer that does not say it contradicts nothing.
    store.put([makeRemote({ uid: toUid(1), name: 'Ada O.' })], true);
    expect(store.get(toUid(1))?.name).toBe('Ada O.');
  });
});
