import { expect, it } from 'vitest';
import { openTestApi, withOddServer, withSandbox } from './open-test-api.js';

const BODY = { name: 'Jane Doe', email: 'jane@example.com', externalId: 'x-1', emailUnique: true };

it('a request does not leave while the lease has ended, and leaves once when it is back', async () => {
  const sandbox = await withSandbox();
  const looks: boolean[] = [];
  const lease = { maySend: () => (looks.push(looks.length >= 3), looks.length > 3) };
  const { api, events } = openTestApi(sandbox.url, {
    credential: { header: 'Bearer test_token_sandbox', secrets: [], variables: [] },
    lease,
    maxRequests: 1,
  });
  expect(await api.createCustomer(BODY)).toMatchObject({ kind: 'ok' });
  expect(looks).toEqual([false, false, false, true]);
  expect(sandbox.stats().customers).toBe(1);
  expect(events.filter(({ type }) => type === 'request')).toMatchObject([{ status: 200, retried: false }]);
});

it('a client that stops while the lease has ended sends nothing, and says so', async () => {
  const server = await withOddServer((response) => response.end('{}'));
  const { api, stopping } = openTestApi(server.url, {
    lease: {
      maySend: () => {
        stopping.abort();
        return false;
      },
    },
  });
  expect(await api.createCustomer(BODY)).toMatchObject({ kind: 'not_sent', stopped: true });
  expect(server.seen).toEqual([]);
});

it('the lease is looked at after a connection is made, however long that took', async () => {
  const order: string[] = [];
  const server = await withOddServer((response) => {
    order.push('request');
    response.end('{}');
  });
  const { api } = openTestApi(server.url, {
    lease: {
      maySend: () => {
        order.push(`look, ${server.connections()} connections`);
        return true;
      },
    },
  });
  await api.readCustomer('u-1');
  expect(order).toEqual(['look, 1 connections', 'request']);
});
