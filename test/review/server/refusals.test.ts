import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { openReview } from './bench.js';

const CSV = 'externalId,name\nC-1,Ana\n';

test('the server answers one page on this machine, and no one else', async () => {
  const bench = await openReview(CSV, { offline: true });
  await bench.settle();
  const { port } = bench;
  const send: typeof bench.send = (...request) => bench.send(...request);
  const own = `http://127.0.0.1:${port}`;
  const used = await send('GET', '/open?t=wrong');
  expect(used.status).toBe(403);
  // The token in the address worked once.
  const { pathname, search } = new URL(bench.server.address);
  expect((await send('GET', `${pathname}${search}`)).status).toBe(403);
  expect((await send('GET', '/api/state')).status).toBe(401);
  expect((await send('GET', '/fix')).status).toBe(401);
  expect((await send('GET', '/api/state', { cookie: `bitpowr-review-${port}=guess` })).status).toBe(401);

  const cookie = `bitpowr-review-${port}=${bench.review.served?.secret ?? ''}`;
  const state = await send('GET', '/api/state', { cookie });
  expect(state.status).toBe(200);
  expect(state.headers).toMatchObject({
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
  });
  expect(state.headers['content-security-policy']).toContain("trusted-types 'none'");

  // DNS rebinding, other names of this machine.
  for (const host of ['evil.example', `localhost:${port}`, '127.0.0.1', `127.0.0.1:${port + 1}`])
    expect((await send('GET', '/api/state', { cookie, host })).status).toBe(421);

  const json = { 'content-type': 'application/json' };
  const edit = JSON.stringify({ id: '1', base: 0, ops: [{ op: 'leave_out', row: 1 }] });
  for (const headers of [
    { ...json },
    { ...json, origin: 'null' },
    { ...json, origin: 'http://evil.example' },
    { ...json, origin: `http://localhost:${port}` },
    { ...json, origin: own, 'sec-fetch-site': 'cross-site' },
    { ...json, origin: own, 'sec-fetch-site': 'same-site' },
  ])
    expect((await send('POST', '/api/edits', { cookie, ...headers }, edit)).status).toBe(403);
  expect(
    (await send('POST', '/api/edits', { cookie, origin: own, 'content-type': 'text/plain' }, edit)).status,
  ).toBe(415);
  expect((await send('GET', '/api/rows?from=0&n=1', { cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(
    403,
  );
  expect((await send('DELETE', '/api/edits', { cookie, origin: own })).status).toBe(405);
  expect(
    (await send('POST', '/api/edits', { cookie, origin: own, ...json }, 'x'.repeat(300_000))).status,
  ).toBe(413);
  expect((await send('POST', '/api/edits', { cookie, origin: own, ...json }, '{')).status).toBe(400);
  expect((await send('GET', '/api/rows?from=0&n=201', { cookie })).status).toBe(400);

  for (const path of [
    '/files/review.sqlite',
    '/files/..%2fr%2freview.sqlite',
    '/files/../review.sqlite',
    '/files/%2e%2e/customers.csv',
    '/assets/../index.html',
    '/assets/..%2f..%2fpackage.json',
    '/etc/passwd',
    '//etc/passwd',
    '/files/',
  ])
    expect([path, (await send('GET', path, { cookie })).status]).toEqual([path, 404]);

  const file = await send('GET', '/files/corrected.csv', { cookie });
  expect(file.headers['content-disposition']).toBe('attachment; filename="corrected.csv"');
  // All of these changed nothing.
  expect((await bench.settle()).revision).toBe(0);
});

test('without a credential, preview and apply are refused with a command that helps', async () => {
  const bench = await openReview(CSV, { offline: true });
  const state = await bench.settle();
  expect(state.connection).toEqual({ mode: 'none', command: `${state.command} --credentials FILE` });
  expect(state.steps.preview.isOpen).toBe(false);
  await expect(bench.ask('/api/preview', {})).rejects.toThrow(
    /^422 .*credential_missing.*--credentials FILE/,
  );
});

test('a request that comes too slowly, or never ends, holds nothing up and is cut', async () => {
  const bench = await openReview(CSV, { offline: true });
  await bench.settle();
  const { port, cookie } = bench;
  const ask = async (head: readonly string[], rest: string): Promise<string> => {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    const [line = '', ...more] = head;
    const own = [`Host: 127.0.0.1:${port}`, `Origin: http://127.0.0.1:${port}`, `Cookie: ${cookie}`];
    socket.write([line, ...own, ...more].join('\r\n') + rest);
    return text(socket);
  };
  const edits = ['POST /api/edits HTTP/1.1', 'Content-Type: application/json'];
  const halfABody = ask([...edits, 'Content-Length: 1000'], '\r\n\r\n{"id":');
  const halfAHead = ask(['GET /api/state HTTP/1.1', 'X-Long: '], '');
  expect((await bench.get('/api/state')).status).toBe(200);
  // No length, and more than is taken: refused at once, and cut.
  const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
  const endless = await ask([...edits, 'Transfer-Encoding: chunked'], `\r\n\r\n${chunk.repeat(5)}`);
  expect(endless).toMatch(/^HTTP\/1\.1 413 /);
  const longHead = await ask(['GET /api/state HTTP/1.1', `X-Long: ${'x'.repeat(20_000)}`], '\r\n\r\n');
  expect(longHead).toMatch(/^HTTP\/1\.1 431 /);
  await bench.close();
  expect([await halfABody, await halfAHead]).toEqual(['', '']);
});

test('what the data says is data: no answer of it is HTML', async () => {
  const evil = '<img src=x onerror=alert(1)>';
  const bench = await openReview(`externalId,name,<script>alert(1)</script>\nC-1,${evil},${evil}\n`, {
    offline: true,
  });
  await bench.settle();
  for (const path of ['/api/rows?from=0&n=1', '/api/columns', '/api/sent?row=1', '/api/values?column=2']) {
    const { status, headers, body } = await bench.get(path);
    expect([path, status, body.includes('alert(1)')]).toEqual([path, 200, true]);
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'x-content-type-options': 'nosniff',
    });
  }
  const file = await bench.get('/files/corrected.csv');
  expect(file.headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="corrected.csv"',
    'x-content-type-options': 'nosniff',
  });
  // What is asked for is no part of a refusal.
  expect((await bench.get('/%3Cscript%3Ealert(1)%3C/script%3E')).body).not.toContain('script');
});
