import { describe, expect, it, onTestFinished } from 'vitest';
import { isBulkError, type BulkError } from '../../src/core/errors.js';
import { systemClock } from '../../src/core/clock.js';
import { readProxy } from '../../src/api/proxy.js';
import { Transport } from '../../src/api/transport.js';
import { startConnectProxy } from './connect-proxy.js';
import { SELF_SIGNED } from './self-signed.js';
import { openTestApi, withOddServer } from './open-test-api.js';

const API = 'https://api.example.test/api/v1';

const toRefusal = (environment: Record<string, string>): BulkError | undefined => {
  try {
    readProxy(environment, API);
  } catch (error) {
    if (isBulkError(error)) return error;
    throw error;
  }
  return undefined;
};

describe('the proxy of the environment', () => {
  it.each([
    [{ HTTPS_PROXY: 'http://proxy.example:3128' }, 'proxy.example:3128'],
    [{ https_proxy: 'http://proxy.example:3128' }, 'proxy.example:3128'],
    [{ HTTPS_PROXY: 'proxy.example:3128' }, 'proxy.example:3128'],
    [{ HTTPS_PROXY: 'http://ada:secret@proxy.example:3128' }, 'proxy.example:3128'],
    [{ HTTP_PROXY: 'http://proxy.example' }, 'proxy.example'],
    [{ HTTPS_PROXY: 'http://b.example', https_proxy: 'http://a.example' }, 'a.example'],
    [{ HTTPS_PROXY: 'http://a.example', https_proxy: '' }, 'a.example'],
    [{ HTTPS_PROXY: '' }, undefined],
    [{}, undefined],
  ])('in %j is %s', (environment, name) => expect(readProxy(environment, API)?.name).toBe(name));

  it.each(['http://127.0.0.1:4010/api/v1', 'http://localhost/api/v1', 'https://[::1]:8080/api/v1'])(
    'is not used for %s',
    (url) => expect(readProxy({ HTTPS_PROXY: 'a.example', HTTP_PROXY: 'a.example' }, url)).toBeUndefined(),
  );

  it.each(['http://:3128', 'ftp://proxy.example', 'http://ada:100%@proxy.example', 'http://a b'])(
    'is refused where it is %s, without its value',
    (value) => {
      const error = toRefusal({ HTTPS_PROXY: value });
      expect(error?.code).toBe('config_invalid');
      expect(`${error?.message ?? ''}${error?.hint ?? ''}`).not.toContain(value);
    },
  );
});

const ORIGIN = 'http://api.example.test';

/** What a transport gets over a proxy. */
async function send(environment: Record<string, string>) {
  const transport = new Transport({
    origin: ORIGIN,
    headers: { authorization: 'Bearer test' },
    concurrency: 4,
    timeoutMs: 5000,
    clock: systemClock,
    proxy: readProxy(environment, ORIGIN),
    redact: (text) => text,
  });
  onTestFinished(() => transport.close());
  return transport.send({ method: 'GET', path: '/api/v1/auth' });
}

describe('a request through a proxy', () => {
  it('asks it for a tunnel, with its user and password, and the API never sees them', async () => {
    const server = await withOddServer((response) => response.end('{}'));
    const proxy = await startConnectProxy({ port: server.port });
    const answer = await send({ HTTP_PROXY: `http://ada:s%40cret@${proxy.host}` });
    expect(answer).toMatchObject({ kind: 'answer', status: 200, body: '{}' });
    const authorization = `Basic ${Buffer.from('ada:s@cret').toString('base64')}`;
    expect(proxy.seen).toEqual([{ target: 'api.example.test:80', authorization }]);
    expect(server.seen).toMatchObject([{ url: '/api/v1/auth', headers: { host: 'api.example.test' } }]);
    expect(JSON.stringify(server.seen)).not.toContain('proxy-authorization');
  });

  it('does not use it for a host of NO_PROXY', async () => {
    const proxy = await startConnectProxy({ status: 500 });
    for (const no of ['api.example.test', '.example.test', 'other.test, example.test', '*'])
      await send({ HTTP_PROXY: proxy.host, NO_PROXY: no });
    expect(proxy.seen).toEqual([]);
    await send({ HTTP_PROXY: proxy.host, no_proxy: 'other.test' });
    expect(proxy.seen).toHaveLength(1);
  });

  it.each([
    [407, 'it asks for a user name and password (HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT)'],
    [403, 'it answered CONNECT with HTTP 403 Forbidden'],
    [502, 'it answered CONNECT with HTTP 502 Bad Gateway'],
  ])('that it refuses with %d ends the run by its name', async (status, why) => {
    const proxy = await startConnectProxy({ status });
    const settings = readProxy({ HTTPS_PROXY: `http://ada:topsecret@${proxy.host}` }, API);
    const { api } = openTestApi(API, { proxy: settings, maxAttempts: 2 });
    const error = await api.readAccount().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'server_unreachable' });
    expect(String(error)).toContain(`The proxy ${proxy.host} refused the connection: ${why}.`);
    expect(String(error)).not.toContain('topsecret');
    expect(proxy.seen[0]).toMatchObject({ target: 'api.example.test:443' });
    expect(proxy.seen).toHaveLength(status < 500 ? 1 : 2);
  });

  it('whose certificate is not accepted ends the run by its name', async () => {
    const proxy = await startConnectProxy({ status: 200 }, SELF_SIGNED);
    const host = proxy.host.replace('127.0.0.1', 'localhost');
    const settings = readProxy({ HTTPS_PROXY: `https://ada:topsecret@${host}` }, API);
    const { api } = openTestApi(API, { proxy: settings, maxAttempts: 2 });
    const error = await api.readAccount().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'server_unreachable' });
    expect(String(error)).toContain(
      `The TLS certificate of the proxy ${host} was not accepted: it is self-signed (DEPTH_ZERO_SELF_SIGNED_CERT).`,
    );
    expect(String(error)).not.toContain('topsecret');
    expect(proxy.seen).toEqual([]);
  });

  it('that speaks no TLS ends the run by its name', async () => {
    const proxy = await startConnectProxy({ status: 200 });
    const host = proxy.host.replace('127.0.0.1', 'localhost');
    const settings = readProxy({ HTTPS_PROXY: `https://${host}` }, API);
    const { api } = openTestApi(API, { proxy: settings, maxAttempts: 1 });
    const error = await api.readAccount().catch((thrown: unknown) => thrown);
    expect(String(error)).toContain(`the proxy ${host} does not speak TLS on this port`);
  });

  it('is not blamed for the certificate of the server behind it', async () => {
    const behind = await startConnectProxy({ status: 200 }, SELF_SIGNED);
    const proxy = await startConnectProxy({ port: Number(behind.host.split(':')[1]) });
    const settings = readProxy({ HTTPS_PROXY: `http://${proxy.host}` }, API);
    const { api } = openTestApi(API, { proxy: settings, maxAttempts: 1 });
    const error = await api.readAccount().catch((thrown: unknown) => thrown);
    expect(String(error)).toContain('The TLS certificate of the server was not accepted: it is self-signed');
    expect(String(error)).toContain(`, through the proxy ${proxy.host}`);
  });

  it('that is not there ends the run by its name', async () => {
    const settings = readProxy({ HTTPS_PROXY: 'http://ada:topsecret@127.0.0.1:9' }, API);
    const { api } = openTestApi(API, { proxy: settings, maxAttempts: 1 });
    const error = await api.readAccount().catch((thrown: unknown) => thrown);
    expect(String(error)).toContain(
      'refused, nothing listens there (ECONNREFUSED), through the proxy 127.0.0.1:9, unless NO_PROXY excepts the host.',
    );
    expect(String(error)).not.toContain('topsecret');
  });
});
