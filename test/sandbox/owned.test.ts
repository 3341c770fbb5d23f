import { describe, expect, it } from 'vitest';
import { addCustomer, ask, openSandbox } from './support.js';

describe('deleted customers', () => {
  it.each([true, false])('stay in the list: %s', async (listsDeleted) => {
    const sandbox = await openSandbox({ faults: { listsDeleted } });
    const { uid } = await addCustomer(sandbox);
    await ask(sandbox, `DELETE /customers/${uid}`);
    const { body } = await ask(sandbox, 'GET /customers');
    expect(body.data.map((one) => one.uid)).toEqual(listsDeleted ? [uid] : []);
    expect((await ask(sandbox, `GET /customers/${uid}`)).status).toBe(listsDeleted ? 200 : 404);
  });
});

describe('transactions', () => {
  it('are as many as are switched on, paged, and always the same', async () => {
    const sandbox = await openSandbox({ faults: { transactionsPerCustomer: 12 } });
    const { uid } = await addCustomer(sandbox);
    const path = `GET /customers/${uid}/transactions?perPage=5&page=`;
    const pages = await Promise.all([1, 2, 3].map((page) => ask(sandbox, `${path}${page}`)));
    expect(pages.map(({ body }) => body.data.length)).toEqual([5, 5, 2]);
    const uids = pages.flatMap(({ body }) => body.data.map((one) => one.uid));
    expect(new Set(uids).size).toBe(12);
    const again = await ask(sandbox, `${path}1`);
    expect(again.body).toEqual(pages[0]?.body);
  });

  it('do not exist at first', async () => {
    const sandbox = await openSandbox();
    const { uid } = await addCustomer(sandbox);
    expect((await ask(sandbox, `GET /customers/${uid}/transactions`)).body.data).toEqual([]);
  });
});
