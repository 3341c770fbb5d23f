import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listPages, type FetchPage } from '../../src/api/pages.js';
import type { ListPage, ReadResult } from '../../src/core/api-port.js';

type Result = ReadResult<ListPage<number>>;

function ok(records: readonly number[], totalPages: number): Result {
  return { kind: 'ok', value: { records, totalPages }, httpStatus: 200 };
}

function refused(httpStatus: number, message = 'no'): Result {
  return { kind: httpStatus === 404 ? 'not_found' : 'rejected', httpStatus, message };
}

async function collect(
  fetchPage: FetchPage<number>,
  options: Partial<Parameters<typeof listPages>[1]> = {},
): Promise<number[][]> {
  const batches: number[][] = [];
  for await (const batch of listPages(fetchPage, { what: 'customers', ...options })) batches.push([...batch]);
  return batches;
}

/** A list that answers from fixed pages. */
function serve(pages: readonly (readonly number[])[]): {
  fetchPage: FetchPage<number>;
  asked: [number, number][];
} {
  const asked: [number, number][] = [];
  return {
    asked,
    fetchPage: (page, perPage) => {
      asked.push([page, perPage]);
      return Promise.resolve(ok(pages[page - 1] ?? [], pages.length));
    },
  };
}

describe('a list that stands still', () => {
  it.each<[string, readonly (readonly number[])[], number[][]]>([
    ['is empty', [], [[]]],
    ['has one page', [[1, 2]], [[1, 2]]],
    ['has a short page in its midst', [[1, 2], [3], [4, 5]], [[1, 2], [3], [4, 5]]],
    ['has an empty page in its midst', [[1, 2], [], [4, 5]], [[1, 2], [], [4, 5]]],
    [
      'has pages with more than was asked for',
      [
        [1, 2, 3],
        [4, 5, 6, 7],
      ],
      [
        [1, 2, 3],
        [4, 5, 6, 7],
      ],
    ],
  ])('that %s is read whole', async (_name, pages, batches) => {
    expect(await collect(serve(pages).fetchPage, { perPage: 2 })).toEqual(batches);
  });

  it('is asked for each page once, in order', async () => {
    const { fetchPage, asked } = serve([[1], [2], [3], [4], [5]]);
    await collect(fetchPage, { concurrency: 2 });
    expect(asked).toEqual([1, 2, 3, 4, 5].map((page) => [page, 100]));
  });

  it('tells how far it is', async () => {
    const told: [number, number][] = [];
    await collect(serve([[1], [2], [3]]).fetchPage, { onPage: (done, total) => told.push([done, total]) });
    expect(told).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
  });

  it('is requested N pages at a time, and returned in order, no matter which comes first', async () => {
    let inFlight = 0;
    let most = 0;
    const batches = await collect(
      async (page) => {
        inFlight += 1;
        most = Math.max(most, inFlight);
        // Later pages come sooner.
        for (let turn = 0; turn < 20 - page; turn += 1) await Promise.resolve();
        inFlight -= 1;
        return ok([page], 10);
      },
      { concurrency: 3 },
    );
    expect(batches.flat()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(most).toBe(3);
  });
});

describe('a list that changes during the listing', () => {
  it('is followed when it grows, even on its last page', async () => {
    const totalOf = new Map([
      [1, 2],
      [2, 3],
      [3, 4],
      [4, 4],
    ]);
    const batches = await collect((page) => Promise.resolve(ok([page], totalOf.get(page) ?? 0)));
    expect(batches.flat()).toEqual([1, 2, 3, 4]);
  });

  it('ends where it ends when it shrinks', async () => {
    const batches = await collect((page) => Promise.resolve(ok(page <= 2 ? [page] : [], page === 1 ? 5 : 2)));
    expect(batches.flat()).toEqual([1, 2]);
  });

  it.each([400, 404, 422])('may refuse with %d the pages beyond its new end', async (status) => {
    const asked: number[] = [];
    const batches = await collect((page) => {
      asked.push(page);
      const isFirstLook = asked.length === 1;
      return Promise.resolve(page <= 2 ? ok([page], isFirstLook ? 5 : 2) : refused(status));
    });
    expect(batches.flat()).toEqual([1, 2]);
  });

  it.each([400, 404])(
    'is looked at again when a page that should be there is refused with %d',
    async (status) => {
      let looks = 0;
      const shrunk: FetchPage<number> = (page) => {
        if (page === 1) looks += 1;
        if (page === 3) return Promise.resolve(refused(status));
        return Promise.resolve(ok([page], looks > 1 ? 2 : 3));
      };
      expect((await collect(shrunk)).flat()).toEqual([1, 2]);
      const still: FetchPage<number> = (page) =>
        Promise.resolve(page === 3 ? refused(status, 'gone') : ok([page], 3));
      await expect(collect(still)).rejects.toMatchObject({
        code: 'server_unreachable',
        message: 'Page 3 of the customers could not be read: gone',
      });
    },
  );

  it('gives every record that was there all the time, however creations move the pages', async () => {
    const scenario = fc.record({
      initial: fc.integer({ min: 0, max: 60 }),
      added: fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 40 }),
      perPage: fc.integer({ min: 1, max: 7 }),
      concurrency: fc.integer({ min: 1, max: 5 }),
      isDescending: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(scenario, async ({ initial, added, perPage, concurrency, isDescending }) => {
        const records = Array.from({ length: initial }, (_, index) => index);
        const additions = [...added];
        const batches = await collect(
          (page) => {
            const ordered = isDescending ? [...records].reverse() : [...records];
            const part = ordered.slice((page - 1) * perPage, page * perPage);
            const total = Math.ceil(ordered.length / perPage);
            for (let more = additions.shift() ?? 0; more > 0; more -= 1) records.push(records.length);
            return Promise.resolve(ok(part, total));
          },
          { concurrency },
        );
        const got = new Set(batches.flat());
        for (let index = 0; index < initial; index += 1) expect(got.has(index)).toBe(true);
      }),
    );
  });

  it('is not asked for ever when it promises more and gives nothing', async () => {
    let asked = 0;
    const endless: FetchPage<number> = (page) => {
      asked += 1;
      return Promise.resolve(ok([], page + 10));
    };
    await expect(collect(endless)).rejects.toMatchObject({ code: 'server_unreachable' });
    expect(asked).toBeLessThan(70);
  });
});

describe('a page size', () => {
  it('may be chosen', async () => {
    const { fetchPage, asked } = serve([[1], [2]]);
    await collect(fetchPage, { perPage: 25 });
    expect(asked).toEqual([
      [1, 25],
      [2, 25],
    ]);
  });

  it('is not blamed for any other refusal', async () => {
    const asked: number[] = [];
    const fetchPage: FetchPage<number> = (_page, perPage) => {
      asked.push(perPage);
      return Promise.resolve(refused(404, 'no such list'));
    };
    await expect(collect(fetchPage)).rejects.toMatchObject({
      code: 'server_unreachable',
      message: 'Page 1 of the customers could not be read: no such list',
    });
    expect(asked).toEqual([100]);
  });

  it('refused at every size ends the list', async () => {
    await expect(collect(() => Promise.resolve(refused(400, 'never')))).rejects.toMatchObject({
      code: 'server_unreachable',
    });
  });
});

describe('an end before the end', () => {
  it.each([
    [true, 'interrupted'],
    [false, 'server_unreachable'],
  ])('because a page is unavailable (stopped: %s) is %s', async (stopped, code) => {
    const fetchPage: FetchPage<number> = (page) =>
      Promise.resolve(
        page < 3 ? ok([page], 9) : { kind: 'unavailable', httpStatus: 503, message: 'down', stopped },
      );
    await expect(collect(fetchPage)).rejects.toMatchObject({ code });
  });

  it('because fetching throws is that very error, and nothing goes unhandled', async () => {
    const error = new Error('refused');
    const fetchPage: FetchPage<number> = (page) =>
      page === 1 ? Promise.resolve(ok([1], 9)) : Promise.reject(error);
    await expect(collect(fetchPage)).rejects.toBe(error);
  });

  it('because the reader leaves waits for what is under way', async () => {
    let underWay = 0;
    const fetchPage: FetchPage<number> = async (page) => {
      underWay += 1;
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      return ok([page], 50);
    };
    for await (const batch of listPages(fetchPage, { what: 'customers' })) if (batch.includes(2)) break;
    expect(underWay).toBe(0);
  });
});
