import { describe, expect, it } from 'vitest';
import { json } from './odd-server.js';
import { openTestApi, TOKEN, withOddServer } from './open-test-api.js';

const LIST = { method: 'GET', route: 'GET /customers', path: '/customers?page=1' } as const;

describe('a probe', () => {
  it('gives an answer as it came, with its headers, once for one request', async () => {
    const server = await withOddServer((response) =>
      json(response, 202, { strange: true }, { totalPage: '3', date: 'Wed, 25 Nov 2026 12:00:00 GMT' }),
    );
    const { api } = openTestApi(server.url);
    const body = { name: 'n' };
    const answer = await api.probe({ method: 'POST', route: 'POST /customers', path: '/customers', body });
    expect(answer).toMatchObject({
      kind: 'answer',
      status: 202,
      json: { strange: true },
      message: '',
      throttles: [],
      headers: { totalPages: '3', date: 'Wed, 25 Nov 2026 12:00:00 GMT', contentType: 'application/json' },
    });
    expect(server.seen).toMatchObject([{ method: 'POST', url: '/api/v1/customers', body: '{"name":"n"}' }]);
  });

  it.each([403, 404, 405, 422, 500])('gives a %d as an answer with its message', async (status) => {
    const server = await withOddServer((response) => json(response, status, { message: 'No.' }));
    const { api } = openTestApi(server.url);
    expect(await api.probe(LIST)).toMatchObject({ kind: 'answer', status, message: 'No.' });
    expect(server.seen).toHaveLength(1);
  });

  it.each([401, 402])('throws credential_rejected on a %d', async (status) => {
    const server = await withOddServer((response) => json(response, status, { message: 'No.' }));
    const { api } = openTestApi(server.url);
    await expect(api.probe(LIST)).rejects.toMatchObject({ code: 'credential_rejected' });
  });

  it('takes the credential out of what the server says, and keeps only the beginning', async () => {
    const page = `<p>${TOKEN}</p>${'x'.repeat(1000)}`;
    const server = await withOddServer((response) => response.writeHead(404).end(page));
    const { api } = openTestApi(server.url);
    const answer = await api.probe(LIST);
    expect(answer).toMatchObject({ kind: 'answer', json: undefined });
    expect(JSON.stringify(answer)).not.toContain(TOKEN);
    expect(answer.kind === 'answer' && answer.text).toMatch(/^<p>\[redacted\]<\/p>x{483}$/);
  });

  it('tells the Retry-After of each 429 that came before', async () => {
    const server = await withOddServer((response, index) => {
      if (index === 0) json(response, 429, {}, { 'retry-after': '0' });
      else json(response, 200, {});
    });
    const { api } = openTestApi(server.url);
    expect(await api.probe(LIST)).toMatchObject({ status: 200, throttles: ['0'] });
  });

  it('tells a request that may have arrived from one that was not sent', async () => {
    const server = await withOddServer((_response, _index, _request, socket) => socket.destroy());
    const { api, stopping } = openTestApi(server.url);
    expect(await api.probe(LIST)).toMatchObject({ kind: 'failed', mayHaveReached: true, stopped: false });
    stopping.abort();
    expect(await api.probe(LIST)).toMatchObject({ kind: 'failed', mayHaveReached: false, stopped: true });
    expect(server.seen).toHaveLength(1);
  });
});
