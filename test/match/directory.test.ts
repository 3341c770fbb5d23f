import { describe, expect, it } from 'vitest';
import type { Api, ListPage, PageQuery, ReadResult } from '../../src/core/api-port.js';
import type { RemoteCustomer } from '../../src/core/customer.js';
import { Directory } from '../../src/match/directory.js';
import { openTestJournal } from '../journal/support.js';
import { makeRemote, toUid } from '../support/customers.js';

type Listing = ReadResult<ListPage<RemoteCustomer>>;

const REFUSED: Listing = { kind: 'rejected', httpStatus: 400, message: 'perPage is too large' };
const DOWN: Listing = { kind: 'unavailable', httpStatus: 503, message: 'down', stopped: false };

/** The vendor's list of customers, 1 the oldest; it records the requests. */
class CustomerList implements Pick<Api, 'listCustomers'> {
  count: number;
  readonly asked: PageQuery[] = [];
  /** What is answered instead of the page. */
  instead: (query: PageQuery) => Listing | Promise<Listing | undefined> | undefined = () => undefined;

  constructor(count: number) {
    this.count = count;
  }

  async listCustomers(query: PageQuery): Promise<Listing> {
    this.asked.push(query);
    // What is there is looked up when the request comes, as a server would.
    const page = this.#toPage(query);
    return (await this.instead(query)) ?? page;
  }

  /** `page 1 of 100` for each request. */
  get requests(): string[] {
    return this.asked.map(({ page, perPage }) => `page ${page} of ${perPage}`);
  }

  #toPage({ page, perPage, orderBy }: PageQuery): Listing {
    const all = Array.from({ length: this.count }, (_, at) => makeRemote({ uid: toUid(at + 1) }));
    if (orderBy === 'desc') all.reverse();
    const records = all.slice((page - 1) * perPage, page * perPage);
    const totalPages = Math.max(1, Math.ceil(this.count / perPage));
    return { kind: 'ok', value: { records, totalPages }, httpStatus: 200 };
  }
}

async function* toBatches(...batches: readonly (readonly RemoteCustomer[])[]) {
  for (const batch of batches) yield await Promise.resolve(batch);
}

/** A directory that has listed the customers 1 to `known`, of `count` that there are now. */
async function openDirectory(count: number, known = 0) {
  const { journal } = await openTestJournal();
  const store = journal.directory;
  const list = new CustomerList(count);
  const directory = new Directory(store, list);
  const records = Array.from({ length: known }, (_, at) => makeRemote({ uid: toUid(at + 1) }));
  await directory.fill(toBatches(records), () => undefined);
  return { directory, store, list };
}

/** A request that waits until the test lets it go. */
function makeGate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe('filling the directory', () => {
  it('reads every batch, reports its progress, and counts repeats once', async () => {
    const { directory, store } = await openDirectory(0);
    const told: number[] = [];
    const [one, two, three] = [1, 2, 3].map((number) => makeRemote({ uid: toUid(number) }));
    if (one === undefined || two === undefined || three === undefined) throw new Error('three were made');
    const count = await directory.fill(toBatches([one, two], [], [two, three]), (done) => told.push(done));
    expect(count).toBe(3);
    expect(told).toEqual([2, 2, 4]);
    expect(store.countListed([toUid(1), toUid(2), toUid(3)])).toBe(3);
    expect(directory.get(toUid(3))).toEqual(three);
    expect(directory.find({ uid: toUid(2) })).toEqual({ uid: [two] });
  });

  it('keeps what our own requests made, which says nothing of older customers', async () => {
    const { directory, store } = await openDirectory(0);
    const made = makeRemote({ uid: toUid(9), email: 'Ada@x.org' });
    directory.note(made);
    expect(directory.find({ email: 'ada@x.org' })).toEqual({ email: [made] });
    expect(store.countListed([toUid(9)])).toBe(0);
  });
});

describe('catching up', () => {
  it('asks for the newest first, and stops at the first page with only known records', async () => {
    const { directory, store, list } = await openDirectory(450, 300);
    expect(await directory.catchUp()).toEqual({ kind: 'ok' });
    // 450 to 351 are new, 350 to 301 too; the third page has known ones only.
    expect(list.requests).toEqual(['page 1 of 100', 'page 2 of 100', 'page 3 of 100']);
    expect(list.asked.map(({ orderBy }) => orderBy)).toEqual(['desc', 'desc', 'desc']);
    expect(store.count()).toBe(450);
    expect(store.countListed([toUid(450), toUid(301)])).toBe(2);
  });

  it('is one request where nothing is new', async () => {
    const { directory, list } = await openDirectory(300, 300);
    await directory.catchUp();
    expect(list.requests).toEqual(['page 1 of 100']);
  });

  it('ends with the last page, known or not', async () => {
    const { directory, store, list } = await openDirectory(120);
    await directory.catchUp();
    expect(list.requests).toEqual(['page 1 of 100', 'page 2 of 100']);
    expect(store.count()).toBe(120);
  });

  it('works with a server that has no customers', async () => {
    const { directory, store, list } = await openDirectory(0);
    expect(await directory.catchUp()).toEqual({ kind: 'ok' });
    expect(list.requests).toEqual(['page 1 of 100']);
    expect(store.count()).toBe(0);
  });

  it('continues past customers that are known only from our own requests', async () => {
    const { directory, store, list } = await openDirectory(250, 50);
    for (let number = 151; number <= 250; number += 1) directory.note(makeRemote({ uid: toUid(number) }));
    await directory.catchUp();
    // The whole first page is ours; others' customers 51 to 150 stand behind it.
    expect(list.requests).toEqual(['page 1 of 100', 'page 2 of 100', 'page 3 of 100']);
    expect(store.countListed([toUid(51), toUid(150), toUid(250)])).toBe(3);
  });

  it('brings in the newer form of a customer that is known', async () => {
    const { directory, list } = await openDirectory(1, 1);
    list.instead = () => ({
      kind: 'ok',
      value: { records: [makeRemote({ uid: toUid(1), name: 'Ada Eze' })], totalPages: 1 },
      httpStatus: 200,
      answeredAt: undefined,
    });
    await directory.catchUp();
    expect(directory.get(toUid(1))?.name).toBe('Ada Eze');
  });
});

describe('a look that fails', () => {
  it('half-way leaves nothing listed, so that the next one sees the gap', async () => {
    const { directory, store, list } = await openDirectory(350, 100);
    list.instead = ({ page }) => (page === 3 ? DOWN : undefined);
    expect(await directory.catchUp()).toEqual({ kind: 'unavailable', message: 'down', stopped: false });
    expect(list.requests).toHaveLength(3);
    expect(store.countListed(Array.from({ length: 250 }, (_, at) => toUid(at + 101)))).toBe(0);
    // What it did see may be found all the same.
    expect(directory.get(toUid(350))?.uid).toBe(toUid(350));

    list.instead = () => undefined;
    expect(await directory.catchUp()).toEqual({ kind: 'ok' });
    expect(store.countListed([toUid(350), toUid(200), toUid(101)])).toBe(3);
  });

  it('says whether the run is stopping', async () => {
    const { directory, list } = await openDirectory(1);
    list.instead = () => ({ ...DOWN, stopped: true });
    expect(await directory.catchUp()).toEqual({ kind: 'unavailable', message: 'down', stopped: true });
    list.instead = () => ({ kind: 'not_found', httpStatus: 404, message: 'no such list' });
    expect(await directory.catchUp()).toEqual({
      kind: 'unavailable',
      message: 'no such list',
      stopped: false,
    });
  });

  it('throws what the API throws, and the next call looks again', async () => {
    const { directory, list } = await openDirectory(1);
    list.instead = () => Promise.reject(new Error('the credential was refused'));
    await expect(directory.catchUp()).rejects.toThrow('the credential was refused');
    list.instead = () => undefined;
    expect(await directory.catchUp()).toEqual({ kind: 'ok' });
    expect(list.requests).toHaveLength(2);
  });
});

describe('calls that come while a look is under way', () => {
  it('share one next look, which begins when that one is over', async () => {
    const { directory, store, list } = await openDirectory(1);
    const gate = makeGate();
    list.instead = () => gate.opened.then(() => undefined);
    const log: string[] = [];
    const look = async (name: string): Promise<void> => {
      await directory.catchUp();
      log.push(`${name}: ${store.count()} known after ${list.asked.length} looks`);
    };
    const looks = [look('first')];
    expect(list.asked).toHaveLength(1);
    // Too late for the first look, which has seen the list as it was before.
    list.count = 2;
    looks.push(look('second'), look('third'));
    expect(list.asked).toHaveLength(1);
    gate.open();
    await Promise.all(looks);
    expect(log).toEqual([
      'first: 1 known after 1 looks',
      'second: 2 known after 2 looks',
      'third: 2 known after 2 looks',
    ]);
  });

  it('get a look of their own after that: one that is over is never shared', async () => {
    const { directory, list } = await openDirectory(1);
    await Promise.all([directory.catchUp(), directory.catchUp()]);
    await directory.catchUp();
    expect(list.asked).toHaveLength(3);
  });

  it('look for themselves when the one under way throws, and so do later ones', async () => {
    const { directory, list } = await openDirectory(1);
    list.instead = () =>
      list.asked.length === 1 ? Promise.reject(new Error('the credential was refused')) : undefined;
    const [first, second] = await Promise.allSettled([directory.catchUp(), directory.catchUp()]);
    expect(first).toMatchObject({ status: 'rejected' });
    expect(second).toMatchObject({ status: 'fulfilled', value: { kind: 'ok' } });
    expect(await Promise.all([directory.catchUp(), directory.catchUp()])).toEqual([
      { kind: 'ok' },
      { kind: 'ok' },
    ]);
  });

  it('are not harmed when the one under way fails', async () => {
    const { directory, list } = await openDirectory(1);
    list.instead = () => (list.asked.length === 1 ? DOWN : undefined);
    expect(await Promise.all([directory.catchUp(), directory.catchUp()])).toEqual([
      { kind: 'unavailable', message: 'down', stopped: false },
      { kind: 'ok' },
    ]);
  });
});

describe('reading the whole list again', () => {
  it('continues past pages with only known records', async () => {
    const { directory, store, list } = await openDirectory(250, 250);
    expect(await directory.readWhole()).toEqual({ kind: 'ok' });
    expect(list.requests).toEqual(['page 1 of 100', 'page 2 of 100', 'page 3 of 100']);
    expect(store.count()).toBe(250);
  });

  it('leaves nothing listed when it fails half-way', async () => {
    const { directory, store, list } = await openDirectory(250);
    list.instead = ({ page }) => (page === 3 ? DOWN : undefined);
    expect(await directory.readWhole()).toMatchObject({ kind: 'unavailable' });
    expect(store.countListed([toUid(250), toUid(51)])).toBe(0);
  });
});

describe('the size of a page', () => {
  it('that is refused later leaves the look cut short', async () => {
    const { directory, store, list } = await openDirectory(150);
    list.instead = ({ page }) => (page === 2 ? REFUSED : undefined);
    expect(await directory.catchUp()).toMatchObject({ kind: 'unavailable' });
    expect(list.requests).toEqual(['page 1 of 100', 'page 2 of 100']);
    // What was seen is kept; but the look was cut short, so nothing counts as listed.
    expect(store.count()).toBe(100);
    expect(store.countListed(Array.from({ length: 150 }, (_, at) => toUid(at + 1)))).toBe(0);
  });
});
