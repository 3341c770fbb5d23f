import { describe, expect, it } from 'vitest';
import { Lists, type AnsweredPage } from '../../src/api/lists.js';
import type { PageQuery, ReadResult } from '../../src/core/api-port.js';

interface Item {
  readonly uid: string;
}
type Result = ReadResult<AnsweredPage<Item>>;

const toItems = (...numbers: readonly number[]): Item[] => numbers.map((number) => ({ uid: `u-${number}` }));

function page(records: readonly Item[], totalPages: number, isTotalKnown = true): Result {
  return { kind: 'ok', value: { records, totalPages, isTotalKnown }, httpStatus: 200 };
}

const REFUSED: Result = { kind: 'rejected', httpStatus: 422, message: 'perPage must not be above' };

/** Asks a list for pages, and remembers what the server was asked. */
function open(answer: (query: PageQuery) => Result) {
  const lists = new Lists();
  const asked: string[] = [];
  const readPage = (query: PageQuery): Promise<Result> => {
    asked.push(`${query.page} of ${query.perPage}`);
    return Promise.resolve(answer(query));
  };
  const read = (number: number, perPage = 100, route = '/customers') =>
    lists.read(route, '', { page: number, perPage, orderBy: 'asc' }, readPage);
  return { asked, read };
}

describe('the size of pages', () => {
  it.each([
    [100, ['1 of 100']],
    [60, ['1 of 100', '1 of 50']],
    [20, ['1 of 100', '1 of 50', '1 of 20']],
    [10, ['1 of 100', '1 of 50', '1 of 20', '1 of 10']],
    [0, ['1 of 100', '1 of 50', '1 of 20', '1 of 10', '1 of 0']],
  ])('is lowered to what the server accepts: %i', async (largest, expected) => {
    const { asked, read } = open(({ perPage }) => (perPage > largest ? REFUSED : page(toItems(1), 2)));
    expect(await read(1)).toMatchObject({ kind: 'ok' });
    expect(asked).toEqual(expected);
  });

  it('stays lowered for later pages and later lists of the route, and of no other', async () => {
    const { asked, read } = open(({ perPage }) => (perPage > 20 ? REFUSED : page(toItems(perPage), 1)));
    await read(1);
    asked.length = 0;
    await read(1);
    await read(1, 10);
    await read(1, 100, '/addresses');
    expect(asked).toEqual(['1 of 20', '1 of 10', '1 of 100', '1 of 50', '1 of 20']);
  });

  it('is not blamed for other refusals: every size is refused, and the first answer is given', async () => {
    const { asked, read } = open(() => REFUSED);
    expect(await read(1)).toBe(REFUSED);
    expect(asked).toHaveLength(5);
  });

  it('is not blamed where the route has accepted it before, nor for a later page', async () => {
    let isRefusing = false;
    const { asked, read } = open(() => (isRefusing ? REFUSED : page(toItems(asked.length), 3)));
    await read(1);
    isRefusing = true;
    expect(await read(2)).toBe(REFUSED);
    expect(await read(1)).toBe(REFUSED);
    expect(asked).toHaveLength(3);
  });

  it.each<Result>([
    { kind: 'not_found', httpStatus: 404, message: 'no' },
    { kind: 'unavailable', httpStatus: 503, message: 'down', stopped: false },
  ])('is not blamed for $kind', async (result) => {
    const { asked, read } = open(() => result);
    expect(await read(1)).toBe(result);
    expect(asked).toHaveLength(1);
  });
});

describe('a list that repeats itself', () => {
  const ENDLESS = { code: 'list_endless' };

  it('by one page for all is refused at the second', async () => {
    const { asked, read } = open(() => page(toItems(1, 2), 9));
    await read(1);
    await expect(read(2)).rejects.toMatchObject(ENDLESS);
    expect(asked).toEqual(['1 of 100', '2 of 100', '1 of 100', '2 of 100']);
  });

  it('by pages in turn is refused', async () => {
    const { read } = open(({ page: number }) => page(toItems(number % 2), 9));
    await read(1);
    await read(2);
    await expect(read(3)).rejects.toMatchObject(ENDLESS);
  });

  it('by the same records in another order is refused where no total is said', async () => {
    const { read } = open(({ page: number }) =>
      page(number % 2 === 0 ? toItems(1, 2, 3) : toItems(3, 1, 2), number + 1, false),
    );
    await read(1);
    await expect(
      (async () => {
        for (let number = 2; number < 20; number += 1) await read(number);
      })(),
    ).rejects.toMatchObject(ENDLESS);
  });

  it('only for a moment, because new records came, is continued', async () => {
    let shift = 0;
    const { read } = open(({ page: number }) => {
      const from = (number - 1) * 2 - shift;
      return page(toItems(from, from + 1), 9);
    });
    await read(1);
    // Two new records push the first page to the second place while it is read; then the list stands still.
    shift = 2;
    expect(await read(2)).toMatchObject({ kind: 'ok' });
  });

  it('is not one where pages are empty or the last one', async () => {
    const { read } = open(({ page: number }) => page(number > 2 ? [] : toItems(number), 9));
    for (const number of [1, 2, 3, 4, 5]) expect(await read(number)).toMatchObject({ kind: 'ok' });
  });

  it('is not one where the first page is asked for again', async () => {
    const { read } = open(({ page: number }) => page(toItems(number), 9));
    for (const number of [1, 2, 1, 2, 1]) expect(await read(number)).toMatchObject({ kind: 'ok' });
  });
});
