import { describe, expect, test } from 'vitest';
import { Switchboard } from '../../src/sandbox/faults/switchboard.js';
import { defaultFaults, type Sandbox } from '../../src/sandbox/index.js';
import { ask, openSandbox } from './support.js';

const create = (sandbox: Sandbox, signal?: AbortSignal): Promise<number | 'cut'> =>
  ask(sandbox, 'POST /customers', { name: 'A' }, signal === undefined ? {} : { signal }).then(
    ({ status }) => status,
    () => 'cut' as const,
  );

async function createMany(sandbox: Sandbox, count: number): Promise<(number | 'cut')[]> {
  const seen: (number | 'cut')[] = [];
  for (let n = 0; n < count; n += 1) seen.push(await create(sandbox));
  return seen;
}

/** Starts a create that gets no answer, waits until the server has it, and gives up. */
async function createAndGiveUp(sandbox: Sandbox): Promise<void> {
  const giveUp = new AbortController();
  const asked = create(sandbox, giveUp.signal);
  await expect.poll(() => sandbox.stats().inFlight).toBe(1);
  giveUp.abort();
  await asked;
  await expect.poll(() => sandbox.stats().inFlight).toBe(0);
}

describe('errors', () => {
  test('errorRate answers 503 in place of the effect', async () => {
    const sandbox = await openSandbox({ faults: { errorRate: 1 } });
    expect(await create(sandbox)).toBe(503);
    expect(sandbox.stats()).toMatchObject({ customers: 0, faults: { 'error-before': 1 } });
  });

  test('each status can have its share', async () => {
    const sandbox = await openSandbox({
      faults: { errorRate: { '500': 0.25, '502': 0.25, '503': 0.25, '504': 0.25 } },
    });
    const seen = await createMany(sandbox, 60);
    expect(new Set(seen)).toEqual(new Set([500, 502, 503, 504]));
    expect(sandbox.stats().customers).toBe(0);
  });

  test('errorAfterEffectRate answers the error although the customer is there', async () => {
    const sandbox = await openSandbox({ faults: { errorAfterEffectRate: { '502': 1 } } });
    expect(await create(sandbox)).toBe(502);
    expect(sandbox.stats()).toMatchObject({ customers: 1, faults: { 'error-after': 1 } });
  });

  test('errors can carry a Retry-After', async () => {
    const sandbox = await openSandbox({ faults: { errorRate: 1, errorRetryAfter: '7' } });
    expect((await ask(sandbox, 'GET /customers')).headers.get('retry-after')).toBe('7');
  });
});

describe('cuts', () => {
  test('cutBeforeRate hangs up and nothing happened', async () => {
    const sandbox = await openSandbox({ faults: { cutBeforeRate: 1 } });
    expect(await create(sandbox)).toBe('cut');
    expect(sandbox.stats()).toMatchObject({ customers: 0, statuses: {}, faults: { 'cut-before': 1 } });
  });

  test('cutAfterRate hangs up once it has happened', async () => {
    const sandbox = await openSandbox({ faults: { cutAfterRate: 1 } });
    expect(await create(sandbox)).toBe('cut');
    expect(sandbox.stats()).toMatchObject({ customers: 1, statuses: {}, faults: { 'cut-after': 1 } });
  });

  test('cutAfterEvery cuts each N-th create that took effect, and nothing else', async () => {
    const sandbox = await openSandbox({ faults: { cutAfterEvery: 3 } });
    await ask(sandbox, 'GET /customers');
    await ask(sandbox, 'POST /customers', {});
    expect(await createMany(sandbox, 7)).toEqual([200, 200, 'cut', 200, 200, 'cut', 200]);
    expect(sandbox.stats()).toMatchObject({ customers: 7, faults: { 'cut-after': 2 } });
  });

  test('after downAfter requests every connection is cut, until that is reverted', async () => {
    const sandbox = await openSandbox({ faults: { downAfter: 2 } });
    expect(await createMany(sandbox, 4)).toEqual([200, 200, 'cut', 'cut']);
    await expect(ask(sandbox, 'GET /auth')).rejects.toThrow();
    sandbox.configure({ downAfter: null });
    expect(await create(sandbox)).toBe(200);
    expect(sandbox.stats().faults).toEqual({ down: 3 });
  });
});

describe('hangs', () => {
  test('hangRate never answers and nothing happens', async () => {
    const sandbox = await openSandbox({ faults: { hangRate: 1 } });
    await createAndGiveUp(sandbox);
    expect(sandbox.stats()).toMatchObject({ customers: 0, statuses: {}, faults: { hang: 1 } });
  });

  test('hangAfterEffectRate never answers though it happened', async () => {
    const sandbox = await openSandbox({ faults: { hangAfterEffectRate: 1 } });
    await createAndGiveUp(sandbox);
    expect(sandbox.stats()).toMatchObject({ customers: 1, statuses: {}, faults: { 'hang-after-effect': 1 } });
  });

  test('lateEffectMs lets it happen after the client has given up', async () => {
    const sandbox = await openSandbox({ faults: { hangRate: 1, lateEffectMs: 300 } });
    await createAndGiveUp(sandbox);
    await expect.poll(() => sandbox.stats().customers).toBe(1);
    expect(sandbox.stats().faults).toEqual({ hang: 1, 'late-effect': 1 });
  });
});

describe('where and when', () => {
  test('faultsOn limits faults to methods, paths or both', async () => {
    const sandbox = await openSandbox({ faults: { errorRate: 1, faultsOn: ['POST /customers'] } });
    expect(await create(sandbox)).toBe(503);
    expect((await ask(sandbox, 'GET /customers')).status).toBe(200);
    expect((await ask(sandbox, 'POST /customers/some', { name: 'A' })).status).toBe(404);
    sandbox.configure({ faultsOn: ['GET'] });
    expect(await create(sandbox)).toBe(200);
    expect((await ask(sandbox, 'GET /addresses')).status).toBe(503);
    sandbox.configure({ faultsOn: ['/customers/{uid}', '/addresses'] });
    expect((await ask(sandbox, 'GET /customers')).status).toBe(200);
    expect((await ask(sandbox, 'GET /customers/some')).status).toBe(503);
    expect((await ask(sandbox, 'GET /addresses')).status).toBe(503);
  });

  test('faults spare /auth unless they are on everything', async () => {
    const sandbox = await openSandbox({ faults: { errorRate: 1 } });
    expect((await ask(sandbox, 'GET /auth')).status).toBe(200);
    sandbox.configure({ faultsOn: ['*'] });
    expect((await ask(sandbox, 'GET /auth')).status).toBe(503);
  });

  test('the same seed gives the same faults, another seed others', async () => {
    const faults = { errorRate: 0.3, errorAfterEffectRate: 0.2, cutAfterRate: 0.1 };
    const runs = [];
    for (const seed of [5, 5, 6])
      runs.push(await createMany(await openSandbox({ faults: { ...faults, seed } }), 40));
    expect(runs[1]).toEqual(runs[0]);
    expect(runs[2]).not.toEqual(runs[0]);
    expect(new Set(runs[0])).toEqual(new Set([200, 503, 'cut']));
  });

  test('setting the seed again starts the draws again', async () => {
    const sandbox = await openSandbox({ faults: { errorRate: 0.5 } });
    const first = await createMany(sandbox, 20);
    sandbox.configure({ seed: 1 });
    expect(await createMany(sandbox, 20)).toEqual(first);
  });
});

describe('delay', () => {
  test('an answer is held back at least so long, and the effect comes first', async () => {
    const sandbox = await openSandbox({ faults: { latencyMs: 60_000 } });
    const giveUp = new AbortController();
    const asked = Array.from({ length: 5 }, () => create(sandbox, giveUp.signal));
    await expect.poll(() => sandbox.stats().maxInFlight).toBe(5);
    expect(sandbox.stats()).toMatchObject({ customers: 5, statuses: {} });
    giveUp.abort();
    await Promise.all(asked);
    sandbox.configure({ latencyMs: 20 });
    const start = performance.now();
    expect(await create(sandbox)).toBe(200);
    // A timer may fire a millisecond early.
    expect(performance.now() - start).toBeGreaterThanOrEqual(19);
  });

  test('a delay can be drawn from a range, and grow with the requests in flight', () => {
    const ranged = new Switchboard({ ...defaultFaults, latencyMs: { min: 10, max: 20 } });
    const delays = Array.from({ length: 100 }, () => ranged.delayMs(1));
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...delays)).toBeLessThanOrEqual(20);
    expect(new Set(delays).size).toBeGreaterThan(50);
    const slow = new Switchboard({
      ...defaultFaults,
      latencyMs: 5,
      slowdown: { perRequestMs: 2, above: 10 },
    });
    expect([1, 10, 11, 20].map((inFlight) => slow.delayMs(inFlight))).toEqual([5, 5, 7, 25]);
  });
});
