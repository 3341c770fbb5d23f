import { describe, expect, test } from 'vitest';
import { Limiter, toRetryAfter, toToldWaitMs } from '../../src/sandbox/faults/limiter.js';
import { ThrottleWatch } from '../../src/sandbox/faults/throttle-watch.js';
import type { RequestLimit } from '../../src/sandbox/index.js';
import { ask, openSandbox } from './support.js';

const window: RequestLimit = { requests: 2, perMs: 60_000, kind: 'window', retryAfter: 'seconds' };

describe('at the server', () => {
  test.each(['window', 'bucket'] as const)('a %s lets N through and answers 429 then', async (kind) => {
    const sandbox = await openSandbox({ faults: { limit: { ...window, kind } } });
    const answers = [];
    for (let n = 0; n < 4; n += 1) answers.push(await ask(sandbox, 'GET /customers'));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429, 429]);
    const retryAfter = Number(answers[2]?.headers.get('retry-after'));
    expect(retryAfter).toBeGreaterThan(0);
    expect(retryAfter).toBeLessThanOrEqual(60);
    expect(sandbox.stats()).toMatchObject({ throttled: 2, whileThrottled: 1 });
  });

  test('a 429 has no effect', async () => {
    const sandbox = await openSandbox({ faults: { limit: window } });
    for (let n = 0; n < 4; n += 1) await ask(sandbox, 'POST /customers', { name: 'A' });
    expect(sandbox.stats().customers).toBe(2);
  });

  test('each credential has a limit of its own, for all forms of a pair', async () => {
    const sandbox = await openSandbox({ faults: { limit: window } });
    const dotted = { authorization: 'Bearer test_pub_sandbox.test_sec_sandbox' };
    const base64 = {
      authorization: `Bearer ${Buffer.from('test_pub_sandbox:test_sec_sandbox').toString('base64')}`,
    };
    const statusOf = async (how: { authorization?: string }): Promise<number> =>
      (await ask(sandbox, 'GET /customers', undefined, how)).status;
    expect([await statusOf(dotted), await statusOf(base64), await statusOf(dotted)]).toEqual([200, 200, 429]);
    expect(await statusOf({})).toBe(200);
  });

  test('/auth is not limited unless faultsOn names it', async () => {
    const sandbox = await openSandbox({ faults: { limit: { ...window, requests: 1 } } });
    for (let n = 0; n < 3; n += 1) expect((await ask(sandbox, 'GET /auth')).status).toBe(200);
    sandbox.configure({ faultsOn: ['*'] });
    await ask(sandbox, 'GET /auth');
    expect((await ask(sandbox, 'GET /auth')).status).toBe(429);
  });

  test.each([
    ['none', null],
    ['0', '0'],
    ['soon', 'soon'],
    ['date', expect.stringMatching(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/) as string],
  ])('Retry-After can be %s', async (retryAfter, header) => {
    const sandbox = await openSandbox({ faults: { limit: { ...window, requests: 1, retryAfter } } });
    await ask(sandbox, 'GET /customers');
    expect((await ask(sandbox, 'GET /customers')).headers.get('retry-after')).toEqual(header);
  });

  test('taking the limit away lets everything through again', async () => {
    const sandbox = await openSandbox({ faults: { limit: { ...window, requests: 1 } } });
    await ask(sandbox, 'GET /customers');
    expect((await ask(sandbox, 'GET /customers')).status).toBe(429);
    sandbox.configure({ limit: null });
    expect((await ask(sandbox, 'GET /customers')).status).toBe(200);
  });
});

describe('the limiter', () => {
  test('a window opens with the first request and again when it ends', () => {
    const limiter = new Limiter({ ...window, perMs: 1_000 });
    const waits = [0, 100, 200, 999, 1_000, 1_001, 1_500].map((at) => limiter.take('a', at));
    expect(waits).toEqual([0, 0, 800, 1, 0, 0, 500]);
  });

  test('a bucket fills evenly and holds no more than the burst', () => {
    const limiter = new Limiter({ ...window, requests: 10, perMs: 1_000, kind: 'bucket', burst: 2 });
    const waits = [0, 0, 0, 50, 100, 100, 10_000, 10_000, 10_000].map((at) => limiter.take('a', at));
    expect(waits).toEqual([0, 0, 100, 50, 0, 100, 0, 0, 100]);
  });

  test('Retry-After is rounded up, so that a client that obeys is never early', () => {
    expect([1, 999, 1_000, 1_001].map((waitMs) => toRetryAfter('seconds', waitMs, 0))).toEqual([
      '1',
      '1',
      '1',
      '2',
    ]);
    expect(toRetryAfter('date', 1_500, 200)).toBe('Thu, 01 Jan 1970 00:00:02 GMT');
    expect(toRetryAfter('none', 5, 0)).toBeUndefined();
  });

  test('the wait of a client is read from the header it got', () => {
    expect(toToldWaitMs('3', 10, 0)).toBe(3_000);
    expect(toToldWaitMs('Thu, 01 Jan 1970 00:00:02 GMT', 10, 500)).toBe(1_500);
    expect(toToldWaitMs('soon', 10, 0)).toBe(10);
    expect(toToldWaitMs(undefined, 10, 0)).toBe(10);
  });

  test('the watch tells requests on their way from disobedient ones', () => {
    const watch = new ThrottleWatch();
    expect(watch.look('a', 0)).toBe('free');
    watch.note('a', 0, 1_000);
    watch.note('a', 10, 500);
    expect([20, 250, 251, 994, 996].map((at) => watch.look('a', at))).toEqual([
      'within',
      'within',
      'late-within',
      'late-within',
      'free',
    ]);
    expect(watch.look('b', 20)).toBe('free');
  });
});
