import type { ServerResponse } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { BodyBudget, type PendingBody } from '../../src/api/body-budget.js';
import { Transport } from '../../src/api/transport.js';
import { systemClock } from '../../src/core/clock.js';
import { withOddServer } from './open-test-api.js';

const KB = 1024;
/** The most that Node reads from a connection at once. */
const CHUNK_BYTES = 64 * KB;

/** Remembers the most that was held. */
class WatchedBudget extends BodyBudget {
  peakBytes = 0;
  override add(body: PendingBody, bytes: number): number {
    const held = super.add(body, bytes);
    this.peakBytes = Math.max(this.peakBytes, this.usedBytes);
    return held;
  }
}

function open(url: string, budget: BodyBudget, concurrency: number): Transport {
  const { origin } = new URL(url);
  const transport = new Transport({
    origin,
    headers: {},
    concurrency,
    timeoutMs: 60_000,
    clock: systemClock,
    budget,
    redact: (text) => text,
  });
  onTestFinished(async () => {
    transport.kill();
    await transport.close();
  });
  return transport;
}

/** Writes to all in turn, a block each, for as long as anyone is there; so they all grow together. */
function writeWithoutEnd(responses: readonly ServerResponse[]): void {
  const block = Buffer.alloc(CHUNK_BYTES, 'x');
  const open = responses.filter((response) => !response.destroyed);
  for (const response of open) if (!response.writableNeedDrain) response.write(block);
  if (open.length > 0) setImmediate(() => writeWithoutEnd(open));
}

describe('bodies in flight', () => {
  it('without end are held up to the bound of all together, and each is dropped at its own', async () => {
    const count = 24;
    const waiting: ServerResponse[] = [];
    const server = await withOddServer((response) => {
      if (waiting.push(response) === count) writeWithoutEnd(waiting);
    });
    const budget = new WatchedBudget({ oneBytes: 1024 * KB, allBytes: 2048 * KB });
    const transport = open(server.url, budget, count);
    const results = await Promise.all(
      Array.from({ length: count }, () => transport.send({ method: 'GET', path: '/' })),
    );
    expect(results.map((result) => result.kind === 'failure' && result.error.message)).toEqual(
      Array.from({ length: count }, () => 'ANSWER_TOO_LARGE'),
    );
    expect(budget.peakBytes).toBeLessThanOrEqual(2048 * KB + count * CHUNK_BYTES);
    expect(budget.usedBytes).toBe(0);
  });

  it('that are too much together, but not each alone, all come in whole', async () => {
    const body = 'y'.repeat(900 * KB);
    const waiting: ServerResponse[] = [];
    const count = 12;
    // All at once, so that none is done before the last one begins.
    const server = await withOddServer((response) => {
      waiting.push(response);
      if (waiting.length === count) for (const one of waiting) one.end(body);
    });
    const budget = new WatchedBudget({ oneBytes: 1024 * KB, allBytes: 2048 * KB });
    const transport = open(server.url, budget, count);
    const results = await Promise.all(
      Array.from({ length: count }, () => transport.send({ method: 'GET', path: '/' })),
    );
    expect(results.map((result) => result.kind === 'answer' && result.body.length)).toEqual(
      Array.from({ length: count }, () => body.length),
    );
    expect(budget.peakBytes).toBeLessThanOrEqual(2048 * KB + count * CHUNK_BYTES);
  });
});

describe('the budget', () => {
  interface Seen extends PendingBody {
    readonly moves: string[];
  }
  const aBody = (): Seen => {
    const moves: string[] = [];
    return { moves, pause: () => moves.push('pause'), resume: () => moves.push('resume') };
  };
  const limits = { oneBytes: 100, allBytes: 200 };

  it('pauses all but the first, and lets the next one go on when that is done', async () => {
    const budget = new BodyBudget(limits);
    const [first, second, third] = [aBody(), aBody(), aBody()];
    for (const body of [first, second, third]) budget.add(body, 40);
    budget.add(first, 50);
    budget.add(second, 10);
    expect([first, second, third].map(({ moves }) => moves)).toEqual([[], ['pause'], ['pause']]);
    budget.remove(first);
    await Promise.resolve();
    expect([second, third].map(({ moves }) => moves)).toEqual([
      ['pause', 'resume'],
      ['pause', 'resume'],
    ]);
    expect(budget.usedBytes).toBe(90);
  });

  it('lets only the next one go on while the others hold too much', async () => {
    const budget = new BodyBudget(limits);
    const [first, second, third] = [aBody(), aBody(), aBody()];
    for (const body of [first, second, third]) budget.add(body, 90);
    budget.remove(first);
    await Promise.resolve();
    expect([second, third].map(({ moves }) => moves)).toEqual([['pause', 'resume'], ['pause']]);
  });
});
