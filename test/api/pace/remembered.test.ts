import { describe, expect, it } from 'vitest';
import { FORGOTTEN_MS } from '../../../src/core/pace-words.js';
import type { KeptLimit } from '../../../src/core/pace-board.js';
import { fixedWindow, tokenBucket, type ModelServer } from './model-servers.js';
import { simulate, type SimulationResult } from './simulate.js';

const SECOND = 1000;
const HOUR = 3_600_000;
const window = (requests: number): ModelServer => fixedWindow({ requests, perMs: SECOND });
const bucket = (requests: number, burst = requests): ModelServer =>
  tokenBucket({ requests, perMs: SECOND }, burst);

/** What a first run against the server leaves. */
function learn(server: ModelServer, requests: number): KeptLimit {
  const { kept } = simulate({ server, requests });
  if (kept === undefined) throw new Error('The first run found no limit.');
  return kept;
}

function runAgain(kept: KeptLimit, server: ModelServer, more: { ageMs?: number; untilMs?: number } = {}) {
  const { ageMs = 0, untilMs = 15 * SECOND } = more;
  return simulate({ server, requests: Infinity, untilMs, remembered: { kept, ageMs } });
}

const between = ({ admittedAt }: SimulationResult, from: number, to: number): number =>
  (admittedAt[0] ?? []).filter((at) => at >= from && at < to).length;

describe('a run that knows what an earlier one found', () => {
  const found = learn(window(200), 3000);

  it('uses the limit from the first second on, without a 429', () => {
    for (const ageMs of [0, HOUR / 2, 10 * HOUR, 3 * 24 * HOUR]) {
      const second = runAgain(found, window(200), { ageMs });
      expect(between(second, 0, SECOND)).toBeGreaterThanOrEqual(190);
      expect(second.overall).toBeGreaterThanOrEqual(ageMs <= HOUR ? 0.95 : 0.9);
      expect(second.throttledShare).toBeLessThan(0.005);
    }
    expect(runAgain(found, window(200)).throttled).toBe(0);
  });

  it('uses other limits of a second from the first second on', () => {
    for (const make of [() => bucket(200), () => window(1000), () => window(20)]) {
      const { overall, throttledShare } = runAgain(learn(make(), 10_000), make());
      expect(overall).toBeGreaterThanOrEqual(0.95);
      expect(throttledShare).toBeLessThan(0.005);
    }
  });

  it('continues at a limit that fell in between after one closing', () => {
    for (const now of [150, 100, 20]) {
      const second = runAgain(found, window(now));
      const firstAt = second.throttledAt[0] ?? 0;
      // The other 429s were under way when the first one came.
      expect(second.throttledAt.filter((at) => at > firstAt + 10)).toEqual([]);
      expect(second.throttled).toBeLessThanOrEqual(3);
      expect(second.overall).toBeGreaterThanOrEqual(0.9);
    }
  });

  it('finds a limit that rose, the sooner the older its knowledge is', () => {
    /** When it had 900 requests admitted in a second. */
    const near = (ageMs: number): number => {
      const { admittedAt } = runAgain(found, window(1000), { ageMs, untilMs: 60 * SECOND });
      const [all = []] = admittedAt;
      return all.find((at, index) => (all[index + 900] ?? Infinity) - at < SECOND) ?? Infinity;
    };
    const [fresh, old] = [near(0), near(24 * HOUR)];
    expect(old).toBeLessThan(30 * SECOND);
    expect(fresh).toBeGreaterThan(old);
    expect(fresh).toBeLessThan(45 * SECOND);
  });

  it('finds a limit of another kind', () => {
    const small = learn(bucket(200, 20), 20_000);
    expect(small.isSmallBucket).toBe(true);
    const cases = [
      { kept: found, server: bucket(200, 20), least: 0.9 },
      { kept: found, server: bucket(100, 20), least: 0.6 },
      { kept: small, server: window(200), least: 0.85 },
      { kept: small, server: window(100), least: 0.85 },
      { kept: learn(fixedWindow({ requests: 6000, perMs: 60_000 }), 12_000), server: window(50), least: 0.9 },
    ];
    for (const { kept, server, least } of cases) {
      const { overall, throttledShare } = runAgain(kept, server, { untilMs: 60 * SECOND });
      expect(overall).toBeGreaterThanOrEqual(least);
      expect(throttledShare).toBeLessThan(0.02);
    }
  });

  it('begins from nothing when that was too long ago', () => {
    const unknown = simulate({ server: window(200), requests: Infinity, untilMs: 15 * SECOND });
    const forgotten = runAgain(found, window(200), { ageMs: FORGOTTEN_MS });
    expect(forgotten).toEqual(unknown);
  });

  it('leaves nothing until it has confirmed the limit itself', () => {
    expect(runAgain(found, window(200), { untilMs: 5 * SECOND }).kept).toBeUndefined();
    const longer = runAgain(found, window(200), { untilMs: 300 * SECOND }).kept;
    expect(longer?.perSecond).toBeCloseTo(200, -1);
    expect(runAgain(found, window(100), { untilMs: 5 * SECOND }).kept?.perSecond).toBeCloseTo(100, -1);
  });
});
