import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Environment } from '../../src/core/environment.js';
import type { ApiClient } from '../../src/api/client.js';
import { decodeBody } from '../../src/api/content-encoding.js';
import { toCredential } from '../../src/api/credential.js';
import { systemClock } from '../../src/core/clock.js';
import { aCustomer, json, type OddAnswer } from './odd-server.js';
import { openTestApi, TOKEN, withOddServer } from './open-test-api.js';

const BODY = { name: 'Jane Doe' };
const UID = 'c0000000-0000-4000-8000-000000000001';

const create = (api: ApiClient): ReturnType<ApiClient['createCustomer']> => api.createCustomer(BODY);
const read = (api: ApiClient): ReturnType<ApiClient['readCustomer']> => api.readCustomer(UID);

describe('what the server sees', () => {
  it.each<[string, Environment, string]>([
    ['a token', { BITPOWR_TOKEN: 'tok_12345' }, 'Bearer tok_12345'],
    ['a pair by dot', { BITPOWR_PUBLIC_KEY: 'pub', BITPOWR_SECRET_KEY: 'sec' }, 'Bearer pub.sec'],
    [
      'a pair by base64',
      { BITPOWR_PUBLIC_KEY: 'pub', BITPOWR_SECRET_KEY: 'sec', BITPOWR_KEY_STYLE: 'base64' },
      'Bearer cHViOnNlYw==',
    ],
    ['an API key', { BITPOWR_API_KEY: 'key' }, 'Basic key'],
  ])('is, for %s, this header', async (_name, environment, authorization) => {
    const server = await withOddServer((response) => json(response, 200, { data: aCustomer() }));
    const { api } = openTestApi(server.url, { credential: toCredential(environment), version: '1.2.3' });
    await create(api);
    await read(api);
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([authorization, authorization]);
    expect(server.seen[0]).toMatchObject({
      method: 'POST',
      url: '/api/v1/customers',
      body: '{"name":"Jane Doe"}',
      headers: {
        'user-agent': 'bitpowr-bulk/1.2.3',
        accept: 'application/json',
        'content-type': 'application/json',
      },
    });
    expect(server.seen[1]?.headers['content-type']).toBeUndefined();
  });

  it('is a base URL with or without its last slash', async () => {
    const server = await withOddServer((response) => json(response, 200, { data: aCustomer() }));
    await create(openTestApi(`${server.url}/`).api);
    await create(openTestApi(`http://127.0.0.1:${server.port}`).api);
    expect(server.seen.map(({ url }) => url)).toEqual(['/api/v1/customers', '/customers']);
  });

  it('is a uid that can not leave its place in the path', async () => {
    const server = await withOddServer((response) => json(response, 200, { data: aCustomer() }));
    const { api } = openTestApi(server.url);
    await api.readCustomer('a/../b?c=d#e');
    expect(server.seen.map(({ url }) => url)).toEqual(['/api/v1/customers/a%2F..%2Fb%3Fc%3Dd%23e']);
    for (const uid of ['', '.', '..']) {
      await expect(api.updateCustomer(uid, BODY)).rejects.toMatchObject({ code: 'config_invalid' });
    }
    expect(server.seen).toHaveLength(1);
  });

  it('is a list without perPage, if that is 0', async () => {
    const server = await withOddServer((response) => json(response, 200, { totalPages: 1, data: [] }));
    await openTestApi(server.url).api.listCustomers({ page: 2, perPage: 0, orderBy: 'asc' });
    expect(server.seen[0]?.url).toBe('/api/v1/customers?page=2&orderBy=asc');
  });
});

describe('a body that is compressed, although that was not asked for', () => {
  const bytes = Buffer.from(JSON.stringify({ data: aCustomer() }));
  it.each([
    ['gzip', gzipSync(bytes)],
    ['x-gzip', gzipSync(bytes)],
    ['br', brotliCompressSync(bytes)],
    ['deflate', deflateSync(bytes)],
    ['deflate', deflateRawSync(bytes)],
    ['deflate, gzip', gzipSync(deflateSync(bytes))],
    ['identity', bytes],
  ])('by %s is read', async (encoding, body) => {
    const server = await withOddServer((response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(body),
    );
    expect(await create(openTestApi(server.url).api)).toMatchObject({ kind: 'ok' });
  });

  it.each([
    ['gzip', gzipSync(bytes).subarray(0, 40)],
    ['gzip', bytes],
    ['zstd-of-its-own', bytes],
  ])('and can not be unpacked, is in doubt for a write: %s', async (encoding, body) => {
    const server = await withOddServer((response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(body),
    );
    expect(await create(openTestApi(server.url).api)).toMatchObject({
      kind: 'unknown_effect',
      message: expect.stringContaining('compressed') as string,
    });
    expect(server.seen).toHaveLength(1);
  });

  it('is not unpacked beyond the limit of an answer', () => {
    const bomb = gzipSync(Buffer.alloc(1_000_000));
    expect(() => decodeBody(bomb, 'gzip', { maxBytes: 1000, mayBeCut: false })).toThrow(RangeError);
  });

  it('of a refusal has its message, even if it is cut', async () => {
    const refusal = gzipSync(JSON.stringify({ message: 'email must be an email' }));
    const server = await withOddServer((response, index) =>
      response
        .writeHead(422, { 'content-encoding': 'gzip' })
        .end(index === 0 ? refusal : refusal.subarray(0, 5)),
    );
    const { api } = openTestApi(server.url);
    expect(await create(api)).toMatchObject({ kind: 'rejected', message: 'email must be an email' });
    expect(await create(api)).toMatchObject({ kind: 'rejected', httpStatus: 422 });
  });
});

describe('a good status', () => {
  it.each<[string, OddAnswer, string, string]>([
    [
      'an empty body',
      (response) => response.writeHead(201).end(),
      'accepted',
      'HTTP 201 Created, with an empty body',
    ],
    [
      'no content',
      (response) => response.writeHead(204).end(),
      'accepted',
      'HTTP 204 No Content, with an empty body',
    ],
    [
      'a page of a proxy',
      (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Sign in</title>'),
      'unknown_effect',
      'HTTP 200 OK: Sign in',
    ],
    [
      'broken JSON',
      (response) => response.end('{"data":'),
      'unknown_effect',
      'HTTP 200 OK, but not JSON: {"data":',
    ],
    [
      'no record',
      (response) => json(response, 200, { status: 'success', data: null }),
      'accepted',
      'POST /customers was answered HTTP 200 OK, but without a record.',
    ],
    [
      'a record without uid',
      (response) => json(response, 202, { data: { name: 'Jane' } }),
      'accepted',
      'POST /customers was answered HTTP 202 Accepted, but with a record that has no uid.',
    ],
  ])('with %s is never sent again by a write', async (_name, answer, kind, message) => {
    const server = await withOddServer(answer);
    expect(await create(openTestApi(server.url).api)).toMatchObject({ kind, message });
    expect(server.seen).toHaveLength(1);
  });

  it('with what is not JSON is asked for again by a read', async () => {
    const server = await withOddServer((response, index) =>
      index < 2 ? response.end('<html>') : json(response, 200, { data: aCustomer() }),
    );
    expect(await read(openTestApi(server.url).api)).toMatchObject({ kind: 'ok' });
    expect(server.seen).toHaveLength(3);
  });

  it('with a record without uid in a list is a refusal that says which', async () => {
    const server = await withOddServer((response) =>
      json(response, 200, { totalPages: 1, data: [aCustomer(), { name: 'Joe' }] }),
    );
    const result = await openTestApi(server.url).api.listCustomers({ page: 1, perPage: 10, orderBy: 'asc' });
    expect(result).toMatchObject({
      kind: 'rejected',
      message:
        'GET /customers was answered HTTP 200 OK, but with a record that has no uid (number 2 on page 1).',
    });
    expect(server.seen).toHaveLength(1);
  });

  it('with empty pages and no end of them ends the list', async () => {
    const server = await withOddServer((response) => json(response, 200, { totalPages: 1e9, data: [] }));
    const { api } = openTestApi(server.url);
    const readPage = (page: number) => api.listAddresses({ page, perPage: 10, orderBy: 'asc' });
    for (let page = 1; page <= 50; page += 1) expect(await readPage(page)).toMatchObject({ kind: 'ok' });
    await expect(readPage(51)).rejects.toMatchObject({ code: 'list_endless' });
  });

  it('with another customer than the one asked for says nothing of it', async () => {
    const other = aCustomer('c0000000-0000-4000-8000-000000000002');
    const server = await withOddServer((response) => json(response, 200, { data: other }));
    const { api } = openTestApi(server.url);
    expect(await read(api)).toMatchObject({
      kind: 'rejected',
      message: 'GET /customers/{uid} was answered HTTP 200 OK, but with another customer.',
    });
    expect(await api.updateCustomer(UID, BODY)).toMatchObject({ kind: 'accepted' });
    expect(await api.updateCustomer(other['uid'] as string, BODY)).toMatchObject({ kind: 'ok' });
  });

  it.each([
    ['name is empty', 'rejected'],
    ['Customer already exists', 'exists'],
  ])('over a body that says error (%s) is %s', async (message, kind) => {
    const server = await withOddServer((response) => json(response, 200, { status: 'error', message }));
    expect(await create(openTestApi(server.url).api)).toMatchObject({ kind, httpStatus: 200, message });
  });

  it('after 1xx ones is what counts', async () => {
    const server = await withOddServer((response) => {
      response.writeProcessing();
      response.writeEarlyHints({ link: '</x>; rel=preload' });
      json(response, 201, { data: aCustomer() });
    });
    expect(await create(openTestApi(server.url).api)).toMatchObject({ kind: 'ok', httpStatus: 201 });
  });

  it('has no server time where there is no Date header', async () => {
    const server = await withOddServer((response) => {
      response.sendDate = false;
      json(response, 200, { data: aCustomer() });
    });
    expect(await create(openTestApi(server.url).api)).toMatchObject({ kind: 'ok', answeredAt: undefined });
  });
});

describe('a redirect', () => {
  it.each([
    [301, 'rejected'],
    [302, 'unknown_effect'],
    [303, 'unknown_effect'],
    [307, 'rejected'],
    [308, 'rejected'],
  ])('%d of a write is not followed, and is %s', async (status, kind) => {
    const elsewhere = await withOddServer((response) => json(response, 200, { data: aCustomer() }));
    const server = await withOddServer((response) =>
      response.writeHead(status, { location: elsewhere.url }).end(),
    );
    const result = await create(openTestApi(server.url).api);
    expect(result).toMatchObject({
      kind,
      httpStatus: status,
      message: expect.stringContaining(`to host 127.0.0.1:${elsewhere.port}`) as string,
    });
    expect([server.seen.length, elsewhere.seen.length]).toEqual([1, 0]);
  });
});

describe('a connection', () => {
  it('cut within the body of a good answer makes a write unsure', async () => {
    const server = await withOddServer((response, _index, _request, socket) => {
      response.writeHead(201, { 'content-length': '1000' }).write('{"data":');
      setImmediate(() => socket.destroy());
    });
    expect(await create(openTestApi(server.url).api)).toMatchObject({
      kind: 'unknown_effect',
      httpStatus: 201,
    });
    expect(server.seen).toHaveLength(1);
  });

  it('cut within the body of a refusal leaves it a refusal', async () => {
    const server = await withOddServer((response, _index, _request, socket) => {
      response.writeHead(400, { 'content-length': '1000' }).write('email is not');
      setImmediate(() => socket.destroy());
    });
    expect(await create(openTestApi(server.url).api)).toMatchObject({ kind: 'rejected', httpStatus: 400 });
    expect(server.seen).toHaveLength(1);
  });

  it('that drips is cut when the time for the whole is up', async () => {
    let drips: NodeJS.Timeout | undefined;
    const server = await withOddServer((response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{');
      drips = setInterval(() => response.write(' '), 10);
      response.on('close', () => clearInterval(drips));
    });
    const result = await create(openTestApi(server.url, { timeoutMs: 300 }).api);
    expect(result).toMatchObject({
      kind: 'unknown_effect',
      httpStatus: 200,
      message: 'No complete answer came in time.',
    });
  });

  it('that gives nonsense makes a write unsure', async () => {
    const server = await withOddServer((_response, _index, _request, socket) =>
      socket.end('SSH-2.0-OpenSSH_9.6\r\n'),
    );
    expect(await create(openTestApi(server.url).api)).toMatchObject({
      kind: 'unknown_effect',
      message: expect.stringContaining('not proper HTTP') as string,
    });
    expect(server.seen).toHaveLength(1);
  });

  it('is used again after refusals with a body, however many', async () => {
    const server = await withOddServer((response) => json(response, 422, { message: 'no '.repeat(15_000) }));
    const { api } = openTestApi(server.url, { concurrency: 2 });
    const results = await Promise.all(Array.from({ length: 100 }, () => create(api)));
    expect(new Set(results.map((result) => result.kind))).toEqual(new Set(['rejected']));
    expect(server.seen).toHaveLength(100);
    expect(server.connections()).toBeLessThanOrEqual(2);
  });

  it('with an endless refusal is dropped once enough of it is known', async () => {
    const server = await withOddServer((response) => {
      response.writeHead(400, { 'content-type': 'text/plain' });
      const pour = (): void => {
        while (!response.destroyed && response.write('no '.repeat(10_000)));
      };
      response.on('drain', pour);
      pour();
    });
    const result = await create(openTestApi(server.url).api);
    expect(result.kind).toBe('rejected');
    expect('message' in result && result.message).toHaveLength(500);
  });

  it('with an endless good answer is dropped at its bound, once', async () => {
    const server = await withOddServer((response) => {
      response.writeHead(200);
      const chunk = Buffer.alloc(1024 * 1024, ' ');
      const pour = (): void => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', pour);
      pour();
    });
    expect(await read(openTestApi(server.url).api)).toMatchObject({
      kind: 'unavailable',
      httpStatus: 200,
      message: expect.stringContaining('larger than is taken') as string,
    });
    expect(server.seen).toHaveLength(1);
  });

  it('closed after each answer does no harm', async () => {
    const server = await withOddServer((response) =>
      json(response, 200, { data: aCustomer() }, { connection: 'close' }),
    );
    const { api } = openTestApi(server.url, { concurrency: 2 });
    const results = await Promise.all(Array.from({ length: 20 }, () => create(api)));
    expect(results.map((result) => result.kind)).toEqual(results.map(() => 'ok'));
    expect(server.seen).toHaveLength(20);
  });
});

describe('a server that can not be reached', () => {
  it('because nothing listens there: tried so often, then not_sent', async () => {
    const { api, events } = openTestApi(`http://127.0.0.1:${await toFreePort()}`, { maxAttempts: 3 });
    expect(await create(api)).toMatchObject({
      kind: 'not_sent',
      stopped: false,
      message: 'No connection could be made: refused, nothing listens there (ECONNREFUSED).',
    });
    expect(events).toMatchObject([
      { type: 'request', status: undefined, retried: false },
      { type: 'request', status: undefined, retried: true },
      { type: 'request', status: undefined, retried: true },
    ]);
    expect(await read(api)).toMatchObject({ kind: 'unavailable', httpStatus: undefined });
    await expect(api.readAccount()).rejects.toMatchObject({ code: 'server_unreachable' });
  });

  it('at first, but then is, gets the write once', async () => {
    const port = await toFreePort();
    const { api, events } = openTestApi(`http://127.0.0.1:${port}`, { maxAttempts: 100, backoffMs: 20 });
    const attempt = create(api);
    while (events.length < 2) await systemClock.sleep(5);
    const bodies: string[] = [];
    const server = createHttpServer((request, response) => {
      request.on('data', (chunk: Buffer) => bodies.push(chunk.toString()));
      request.on('end', () => json(response, 200, { data: aCustomer() }));
    });
    server.listen(port, '127.0.0.1');
    try {
      expect(await attempt).toMatchObject({ kind: 'ok' });
      expect(bodies).toEqual(['{"name":"Jane Doe"}']);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('because its name does not resolve: says so', async () => {
    const { api } = openTestApi('https://bitpowr-bulk.invalid/api/v1', { maxAttempts: 1 });
    expect(await create(api)).toMatchObject({
      kind: 'not_sent',
      message: expect.stringContaining('The name of the host could not be resolved') as string,
    });
  });

  it('because it does not speak TLS: says so, and is not tried again', async () => {
    const server = await withOddServer((response) => json(response, 200, {}));
    const { api, events } = openTestApi(server.url.replace('http:', 'https:'));
    expect(await create(api)).toMatchObject({
      kind: 'not_sent',
      message: expect.stringContaining('The TLS handshake failed') as string,
    });
    expect(events).toHaveLength(1);
  });

  it('because a connection never stands: gives up in time', async () => {
    // It takes the connection and never says a word of TLS.
    const server = createServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const { api } = openTestApi(`https://127.0.0.1:${port}`, { timeoutMs: 60, maxAttempts: 2 });
      expect(await create(api)).toMatchObject({
        kind: 'not_sent',
        message: expect.stringContaining('No connection could be made in time') as string,
      });
    } finally {
      server.close();
    }
  });
});

describe('a throttle', () => {
  it('of one request makes it go again, the same, and marks it as retried', async () => {
    const server = await withOddServer((response, index) =>
      index < 2
        ? response
            .writeHead(429, { 'retry-after': '0', 'content-type': 'text/html' })
            .end('<title>Slow down</title>')
        : json(response, 200, { data: aCustomer() }),
    );
    const { api, events } = openTestApi(server.url, { maxAttempts: 1 });
    expect(await create(api)).toMatchObject({ kind: 'ok' });
    expect(server.seen.map(({ body }) => body)).toEqual(Array(3).fill('{"name":"Jane Doe"}'));
    expect(events.map((event) => (event.type === 'request' ? event.retried : event.type))).toEqual([
      false,
      'throttled',
      true,
      'throttled',
      true,
    ]);
  });

  it('until a date is counted by the server’s clock, not by ours', async () => {
    const seenAt: number[] = [];
    const server = await withOddServer((response, index) => {
      seenAt.push(systemClock.monotonic());
      if (index > 0) {
        json(response, 200, { data: aCustomer() });
        return;
      }
      const anHourAhead = Math.floor(systemClock.now() / 1000) * 1000 + 3_600_000;
      const date = new Date(anHourAhead).toUTCString();
      response.writeHead(429, { date, 'retry-after': new Date(anHourAhead + 1000).toUTCString() }).end();
    });
    expect(await create(openTestApi(server.url).api)).toMatchObject({ kind: 'ok' });
    expect((seenAt[1] ?? 0) - (seenAt[0] ?? 0)).toBeGreaterThan(950);
  });

  it('lets no request leave before it is over, and then one before the others', async () => {
    const seenAt: number[] = [];
    let seenWhileFirstWasOut = 0;
    const server = await withOddServer((response, index) => {
      seenAt.push(systemClock.monotonic());
      if (index < 4) return response.writeHead(429, { 'retry-after': '1' }).end();
      setTimeout(() => {
        if (index === 4) seenWhileFirstWasOut = seenAt.length;
        json(response, 200, { data: aCustomer() });
      }, 30);
    });
    const { api } = openTestApi(server.url, { concurrency: 4 });
    const results = await Promise.all(Array.from({ length: 10 }, () => create(api)));
    expect(results.map((result) => result.kind)).toEqual(results.map(() => 'ok'));
    expect(server.seen).toHaveLength(14);
    expect((seenAt[4] ?? 0) - (seenAt[3] ?? 0)).toBeGreaterThan(950);
    expect(seenWhileFirstWasOut).toBe(5);
  });
});

describe('a 503 with Retry-After', () => {
  it('is believed by a read', async () => {
    const seenAt: number[] = [];
    const server = await withOddServer((response, index) => {
      seenAt.push(systemClock.monotonic());
      if (index === 0) response.writeHead(503, { 'retry-after': '1' }).end();
      else json(response, 200, { data: aCustomer() });
    });
    expect(await read(openTestApi(server.url).api)).toMatchObject({ kind: 'ok' });
    expect((seenAt[1] ?? 0) - (seenAt[0] ?? 0)).toBeGreaterThan(950);
  });
});

describe('closing', () => {
  it('leaves no connection open', async () => {
    const server = await withOddServer((response) => json(response, 200, { data: aCustomer() }));
    const { api } = openTestApi(server.url);
    await Promise.all([create(api), create(api), read(api)]);
    expect(await server.openConnections()).toBe(3);
    await api.close();
    while ((await server.openConnections()) > 0) await systemClock.sleep(5);
  });

  it('while a request hangs can be cut short', async () => {
    const server = await withOddServer(() => undefined);
    const { api, killed } = openTestApi(server.url);
    const hanging = create(api);
    while (server.seen.length === 0) await systemClock.sleep(5);
    const closed = api.close();
    killed.abort();
    await closed;
    expect(await hanging).toMatchObject({ kind: 'unknown_effect' });
  });
});

describe('a secret', () => {
  it('that a server repeats is in no message', async () => {
    const server = await withOddServer((response, index, { headers }) =>
      json(response, [400, 401, 500][index] ?? 500, { message: `bad header ${headers.authorization ?? ''}` }),
    );
    const { api } = openTestApi(server.url, { maxAttempts: 1 });
    expect(await create(api)).toMatchObject({ kind: 'rejected', message: 'bad header Bearer [redacted]' });
    await expect(create(api)).rejects.toThrow(
      'The API refused POST /customers: bad header Bearer [redacted]',
    );
    const unsure = await create(api);
    expect(JSON.stringify(unsure)).not.toContain(TOKEN);
  });
});

describe('whose the credential is', () => {
  it.each<[string, OddAnswer]>([
    ['a page', (response) => response.end('<html>')],
    ['JSON of something else', (response) => json(response, 200, { ok: true })],
    ['404', (response) => json(response, 404, { message: 'Cannot GET /auth' })],
    ['500', (response) => response.writeHead(500).end()],
    ['a redirect', (response) => response.writeHead(301, { location: 'https://example.com/' }).end()],
  ])('can not be told from %s', async (_name, answer) => {
    const server = await withOddServer(answer);
    const { api } = openTestApi(server.url, { maxAttempts: 2 });
    await expect(api.readAccount()).rejects.toMatchObject({
      code: 'server_unreachable',
      message: expect.stringContaining(
        `http://127.0.0.1:${server.port} did not answer GET /auth like the Bitpowr API`,
      ) as string,
    });
  });
});

/** A port that was free a moment ago. */
async function toFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('a 503 with a Retry-After', () => {
  it.each([
    ['7', [7000]],
    ['86400', [60_000]],
    ['0', []],
  ])('to a write keeps its look-up waiting: %s', async (said, expected) => {
    const waits: number[] = [];
    // Nothing else waits so long.
    const sleep: typeof systemClock.sleep = async (ms, signal) => {
      if (ms === 7000 || ms === 60_000) waits.push(ms);
      else await systemClock.sleep(ms, signal);
    };
    const server = await withOddServer((response) => json(response, 503, {}, { 'retry-after': said }));
    const { api } = openTestApi(server.url, { clock: { ...systemClock, sleep } });
    expect(await create(api)).toMatchObject({ kind: 'unknown_effect', httpStatus: 503 });
    expect(waits).toEqual(expected);
    expect(server.seen).toHaveLength(1);
  });

  it('to a write does not keep a run that stops', async () => {
    const server = await withOddServer((response) => json(response, 503, {}, { 'retry-after': '3600' }));
    const { api, stopping } = openTestApi(server.url);
    const created = create(api);
    await expect.poll(() => server.seen.length).toBe(1);
    stopping.abort();
    expect(await created).toMatchObject({ kind: 'unknown_effect' });
  });
});
