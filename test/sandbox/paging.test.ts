import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Sandbox, SandboxFaults } from '../../src/sandbox/index.js';
import { toPageBounds } from '../../src/sandbox/http/page.js';
import { ask, openSandbox, type Answer } from './support.js';

async function listAll(sandbox: Sandbox, perPage: number, orderBy: string): Promise<Answer[]> {
  const pages: Answer[] = [];
  let totalPages = 1;
  for (let page = 1; page <= totalPages; page += 1) {
    const answer = await ask(sandbox, `GET /customers?page=${page}&perPage=${perPage}&orderBy=${orderBy}`);
    totalPages = Number(answer.body.totalPages);
    pages.push(answer);
  }
  return pages;
}

const emails = (pages: Answer[]): unknown[] =>
  pages.flatMap(({ body }) => body.data.map(({ email }) => email));

describe('pages of customers', () => {
  test('ten to a page by default, with the paging in the body and in the headers', async () => {
    const sandbox = await openSandbox({ seedCustomers: 23 });
    const answer = await ask(sandbox, 'GET /customers?page=3&orderBy=asc');
    expect(answer.body).toMatchObject({ status: 'success', page: 3, totalPages: 3 });
    expect(answer.body.data).toHaveLength(3);
    expect(answer.headers.get('page')).toBe('3');
    expect(answer.headers.get('totalPage')).toBe('3');
  });

  test('desc is asc backwards, and the default', async () => {
    const sandbox = await openSandbox({ seedCustomers: 23 });
    const asc = emails(await listAll(sandbox, 7, 'asc'));
    const desc = emails(await listAll(sandbox, 7, 'desc'));
    expect(asc).toHaveLength(23);
    expect(asc[0]).toBe('seed-000001@example.com');
    expect(desc).toEqual(asc.toReversed());
    const first = await ask(sandbox, 'GET /customers?perPage=7');
    expect(emails([first])).toEqual(desc.slice(0, 7));
  });

  test('ids grow strictly and createdAt never goes back', async () => {
    const sandbox = await openSandbox({ seedCustomers: 500 });
    const { customers } = sandbox.snapshot();
    const ids = customers.map(({ id }) => id);
    expect(new Set(ids).size).toBe(500);
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    const times = customers.map(({ createdAt }) => createdAt);
    expect(times).toEqual(times.toSorted());
  });

  test.each([1, 3, 100])('with a skew of %i every record still comes exactly once', async (perPageSkew) => {
    const sandbox = await openSandbox({ seedCustomers: 95, faults: { perPageSkew } });
    for (const orderBy of ['asc', 'desc']) {
      const pages = await listAll(sandbox, 10, orderBy);
      expect(pages).toHaveLength(10);
      const sizes = pages.map(({ body }) => body.data.length);
      expect(sizes.some((size) => size > 10)).toBe(true);
      expect(sizes.slice(0, -1).some((size) => size < 10)).toBe(true);
      expect(new Set(emails(pages)).size).toBe(95);
      expect(emails(pages)).toHaveLength(95);
    }
  });

  test('a page after the last is empty', async () => {
    const sandbox = await openSandbox({ seedCustomers: 3 });
    expect((await ask(sandbox, 'GET /customers?page=2')).body).toMatchObject({
      page: 2,
      totalPages: 1,
      data: [],
    });
  });

  test('a perPage above the maximum is cut to it', async () => {
    const sandbox = await openSandbox({ seedCustomers: 30, faults: { maxPerPage: 20 } });
    const answer = await ask(sandbox, 'GET /customers?perPage=1000');
    expect(answer.body.totalPages).toBe(2);
    expect(answer.body.data).toHaveLength(20);
  });

  test('or refused', async () => {
    const sandbox = await openSandbox({ faults: { maxPerPage: 20, refuseLargePerPage: true } });
    expect((await ask(sandbox, 'GET /customers?perPage=21')).status).toBe(422);
    expect((await ask(sandbox, 'GET /customers?perPage=20')).status).toBe(200);
  });

  test.each(['page=0', 'page=x', 'perPage=0', 'perPage=-1', 'perPage=1.5', 'orderBy=name'])(
    '%s is refused',
    async (query) => {
      const sandbox = await openSandbox();
      expect((await ask(sandbox, `GET /customers?${query}`)).status).toBe(422);
    },
  );

  test.each<[string, Partial<SandboxFaults>, unknown, unknown, string | null]>([
    ['as text', { pageAsText: true }, '1', '1', '1'],
    ['in the body only', { pagingIn: 'body' }, 1, 1, null],
    ['in the headers only', { pagingIn: 'headers' }, undefined, undefined, '1'],
  ])('the paging can stand %s', async (_title, faults, page, totalPages, header) => {
    const sandbox = await openSandbox({ seedCustomers: 1, faults });
    const { body, headers } = await ask(sandbox, 'GET /customers');
    expect([body.page, body.totalPages]).toEqual([page, totalPages]);
    expect(headers.get('totalPage')).toBe(header);
  });

  test('the order without orderBy can be turned', async () => {
    const sandbox = await openSandbox({ seedCustomers: 2, faults: { defaultOrder: 'asc' } });
    expect(emails([await ask(sandbox, 'GET /customers')])[0]).toBe('seed-000001@example.com');
  });
});

test('with any skew, pages follow each other without gap from the first record to the last', () => {
  const sizes = fc.record({
    total: fc.nat(3_000),
    perPage: fc.integer({ min: 1, max: 200 }),
    skew: fc.nat(300),
  });
  fc.assert(
    fc.property(sizes, ({ total, perPage, skew }) => {
      let end = 0;
      for (let page = 1; page <= Math.ceil(total / perPage); page += 1) {
        const [from, to] = toPageBounds(total, page, perPage, skew);
        expect(from).toBe(end);
        expect(to).toBeGreaterThanOrEqual(from);
        end = to;
      }
      expect(end).toBe(total);
    }),
  );
});
