import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock, type Clock } from '../../src/core/clock.js';
import { deliver } from '../../src/notify/deliver.js';
import { toNotification } from '../../src/notify/notification.js';
import { findSendmail } from '../../src/notify/sendmail.js';
import { parseTargets } from '../../src/notify/targets.js';
import { startConnectProxy } from '../api/connect-proxy.js';
import { startReceiver } from './receiver.js';
import { makeEnd, makeSummary, SENDER } from './support.js';

const NOTIFICATION = toNotification(makeEnd({ summary: makeSummary() }), SENDER);
const SECRET = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;
const TOKEN = 'T0000000000000000secret';

interface Options {
  readonly environment?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Waits take no time, and are noted; the deadline of all tries is not waited for. */
function makeClock(waits: number[]): Clock {
  let passed = 0;
  return {
    now: () => systemClock.now(),
    monotonic: () => systemClock.monotonic() + passed,
    sleep: async (ms, signal) => {
      // The timers of a request and of the deadline.
      if (ms >= 9_000) return systemClock.sleep(ms, signal);
      waits.push(ms);
      passed += ms;
      signal?.throwIfAborted();
      return Promise.resolve();
    },
  };
}

async function send(target: string, { environment = {}, signal }: Options = {}) {
  const waits: number[] = [];
  const deliveries = await deliver(parseTargets([target]), NOTIFICATION, {
    clock: makeClock(waits),
    random: () => 1,
    environment,
    signal: signal ?? new AbortController().signal,
    secrets: [],
  });
  return { problems: deliveries.map(({ problem }) => problem), waits };
}

describe('deliver', () => {
  it('posts the notification, signed', async () => {
    const { url, received } = await startReceiver({ status: 204 });
    const environment = { BITPOWR_BULK_NOTIFY_SECRET: SECRET };
    expect(await send(`${url}/hook/${TOKEN}?a=b`, { environment })).toEqual({
      problems: [undefined],
      waits: [],
    });
    const [only] = received;
    expect(received).toHaveLength(1);
    expect(only?.path).toBe(`/hook/${TOKEN}?a=b`);
    expect(only?.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'bitpowr-bulk/1.2.3',
      'webhook-id': 'evt_1',
    });
    const headers = only?.headers as Record<string, string>;
    expect(new Webhook(SECRET).verify(only?.body ?? '', headers)).toEqual(NOTIFICATION);
  });

  it('posts a text to a Slack-compatible receiver, and logs in with the user of the URL', async () => {
    const { port, received } = await startReceiver({ status: 200, body: 'ok' });
    await send(`slack+http://ops:p%40ss@127.0.0.1:${port}/services/x`);
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({
      text: expect.stringMatching(/^bitpowr-bulk import/) as unknown,
    });
    expect(received[0]?.headers.authorization).toBe(`Basic ${btoa('ops:p@ss')}`);
  });

  it('tries again after 5xx and 429, waits as asked, and keeps the id', async () => {
    const { url, received } = await startReceiver(
      { status: 503 },
      { status: 429, headers: { 'retry-after': '7' } },
      { status: 200 },
    );
    expect(await send(`${url}/hook`)).toEqual({ problems: [undefined], waits: [1000, 7000] });
    expect(new Set(received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set(['evt_1']));
  });

  it('gives up when the deadline would pass, and says how often it tried', async () => {
    const { url } = await startReceiver({ status: 502 });
    const { problems, waits } = await send(`${url}/hook`);
    expect(problems).toEqual([
      'The receiver answered HTTP 502 Bad Gateway, with an empty body. (tried 5 times)',
    ]);
    expect(waits).toEqual([1000, 2000, 4000, 8000]);
    const asked = await startReceiver({ status: 503, headers: { 'retry-after': '3600' } });
    expect(await send(`${asked.url}/hook`)).toMatchObject({ waits: [] });
  });

  it('does not try again what will not change, and shows no token that the receiver repeats', async () => {
    const { url, received } = await startReceiver({ status: 404, body: `no_service for /hook/${TOKEN}` });
    const { problems } = await send(`${url}/hook/${TOKEN}`);
    expect(problems).toEqual(['The receiver answered HTTP 404 Not Found: no_service for /hook/[redacted].']);
    expect(received).toHaveLength(1);
  });

  it('follows no redirect', async () => {
    const elsewhere = await startReceiver({ status: 200 });
    const { url } = await startReceiver({ status: 307, headers: { location: elsewhere.url } });
    expect((await send(`${url}/hook`)).problems).toEqual([
      'The receiver answered HTTP 307 Temporary Redirect, with an empty body. A redirect is not followed: give the URL that it leads to.',
    ]);
    expect(elsewhere.received).toEqual([]);
  });

  it('ends at once when a person wants to leave', async () => {
    const { url } = await startReceiver('hang');
    const controller = new AbortController();
    const sending = send(`${url}/hook`, { signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    expect((await sending).problems[0]).toContain('cut off');
  });

  it('reports one receiver that can not be reached, and notifies the other', async () => {
    const { url, received } = await startReceiver({ status: 200 });
    const { problems } = await send(`http://127.0.0.1:1/hook ${url}/hook`);
    expect(problems).toEqual([expect.stringContaining('nothing listens there'), undefined]);
    expect(received).toHaveLength(1);
  });

  it('goes through the proxy of the environment', async () => {
    const proxy = await startConnectProxy({ status: 403 });
    const { problems } = await send('https://hooks.example.com/x', {
      environment: { HTTPS_PROXY: `http://${proxy.host}` },
    });
    expect(proxy.seen.map(({ target }) => target)).toEqual(['hooks.example.com:443']);
    expect(problems[0]).toContain('it answered CONNECT with HTTP 403');
  });
});

describe('an e-mail', () => {
  const open = (script: string) => {
    const folder = mkdtempSync(join(tmpdir(), 'bitpowr-bulk-sendmail-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, 'sendmail'), `#!/bin/sh\ncd ${folder}\n${script}\n`, { mode: 0o755 });
    return { folder, environment: { PATH: `${folder}:/usr/bin:/bin`, BITPOWR_TOKEN: 'secret-of-the-api' } };
  };

  it('is handed to sendmail, without the credential', async () => {
    const { folder, environment } = open('echo "$@" > args; cat > mail; env > env');
    expect((await send('mailto:ops@example.com', { environment })).problems).toEqual([undefined]);
    expect(readFileSync(join(folder, 'args'), 'utf8')).toBe('-i -t\n');
    expect(readFileSync(join(folder, 'mail'), 'utf8')).toMatch(
      /^To: ops@example\.com\nSubject: bitpowr-bulk import /,
    );
    expect(readFileSync(join(folder, 'env'), 'utf8')).not.toContain('secret-of-the-api');
  });

  it('that sendmail refuses, or does not read, is reported with its words', async () => {
    const { environment } = open('echo "no recipients" >&2; exit 67');
    const { problems } = await send('mailto:ops@example.com', { environment });
    expect(problems[0]).toMatch(/sendmail ended with status 67: no recipients\.$/);
  });

  it('does not wait for a sendmail that hangs once a person wants to leave', async () => {
    const { environment } = open('exec sleep 600');
    const controller = new AbortController();
    const sending = send('mailto:ops@example.com', { environment, signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    expect((await sending).problems[0]).toMatch(/did not end in time/);
  });

  it('does not wait for what sendmail leaves behind', async () => {
    const { folder, environment } = open('cat > mail; sleep 600 & echo $! > pid');
    onTestFinished(() => void process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8'))));
    expect((await send('mailto:ops@example.com', { environment })).problems).toEqual([undefined]);
  });

  it('finds sendmail where cron has no path to it, and says where it is missing', () => {
    const { folder } = open('');
    expect(findSendmail({ PATH: folder })).toBe(join(folder, 'sendmail'));
  });
});
