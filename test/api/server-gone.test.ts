import type { ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { aCustomer, json } from './odd-server.js';
import { ManualClock, settle } from './manual-clock.js';
import { openTestApi, withOddServer } from './open-test-api.js';

const CONCURRENCY = 16;
const GOOD = 200;

/** Lets what is on its way over the loopback arrive. */
async function letArrive(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await settle();
}

it('a server that cuts every connection is given up after five probes in 31 s, not for what was under way', async () => {
  const clock = new ManualClock();
  const held: ServerResponse[] = [];
  const cutAt: number[] = [];
  const cut = (response: ServerResponse | undefined): void => {
    cutAt.push(clock.monotonic());
    response?.destroy();
  };
  // From the 201st on: as many fail one by one as trip the breaker, while all the others are under way; then those fail.
  const server = await withOddServer((response, index) => {
    if (index < GOOD) {
      json(response, 201, { data: aCustomer() });
      return;
    }
    held.push(response);
    if (cutAt.length >= CONCURRENCY) for (const one of held.splice(0)) cut(one);
    else if (held.length === CONCURRENCY) cut(held.shift());
  });
  const ends: [code: string, at: number][] = [];
  const { api } = openTestApi(server.url, {
    clock,
    concurrency: CONCURRENCY,
    timeoutMs: 3_600_000,
    onEnd: (code) => ends.push([code, clock.monotonic()]),
  });
  const results = Array.from({ length: GOOD + 100 }, () => api.createCustomer({ name: 'Jane Doe' }));
  for (let step = 0; step < 3000 && ends.length === 0; step += 1) {
    await letArrive();
    await clock.advance(20);
    // The breaker has tripped: no request is accepted any more.
    if (cutAt.length === CONCURRENCY) for (const one of held.splice(0)) cut(one);
  }
  const [tripped = NaN] = cutAt.slice(CONCURRENCY - 1);
  const probesAt = cutAt.filter((at) => at > tripped + 500);
  expect(ends.map(([code]) => code)).toEqual(['server_unreachable']);
  expect(probesAt).toHaveLength(5);
  expect((ends[0]?.[1] ?? 0) - tripped).toBeGreaterThanOrEqual(31_000);
  // All that were under way at the trip, and the probes, are unsure; the rest did not leave.
  const kinds = (await Promise.all(results)).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'ok')).toHaveLength(GOOD);
  expect(kinds.filter((kind) => kind === 'unknown_effect')).toHaveLength(cutAt.length);
});
