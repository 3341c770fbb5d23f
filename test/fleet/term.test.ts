import { describe, expect, it } from 'vitest';
import { Term, type Instant } from '../../src/fleet/term.js';

const TTL_MS = 30_000;
/** What is believed of it. */
const HELD_MS = 27_000n;
const START: Instant = { monotonic: 1_000n, wall: 1_800_000_000_000n };
const HOUR_MS = 3_600_000n;

const later = (monotonicMs: bigint, wallMs = monotonicMs): Instant => ({
  monotonic: START.monotonic + monotonicMs,
  wall: START.wall + wallMs,
});

function begin(): Term {
  const term = new Term(TTL_MS);
  term.renew('run', START);
  return term;
}

describe('a term', () => {
  it('is not held before it was renewed, and ends a tenth early', () => {
    expect(new Term(TTL_MS).holdsAt(START)).toBe(false);
    expect(begin().holdsAt(later(HELD_MS - 1n))).toBe(true);
    expect(begin().holdsAt(later(HELD_MS))).toBe(false);
  });

  it('ends with the clock that ran, when a pause of the machine stopped the other one', () => {
    expect(begin().holdsAt(later(1n, HOUR_MS))).toBe(false);
    expect(begin().holdsAt(later(HOUR_MS, 1n))).toBe(false);
  });

  it('is held for as long as the later of two renewals says, in any thread', () => {
    const term = begin();
    const elsewhere = new Term(TTL_MS, term.memory);
    elsewhere.renew('thread', later(20_000n));
    expect(term.holdsAt(later(20_000n + HELD_MS - 1n))).toBe(true);
    term.renew('run', later(10_000n));
    expect(term.holdsAt(later(20_000n + HELD_MS - 1n))).toBe(true);
  });

  it('that is lost does not come back', () => {
    const term = begin();
    new Term(TTL_MS, term.memory).lose();
    term.renew('run', later(1n));
    expect(term.isLost).toBe(true);
    expect(term.holdsAt(later(2n))).toBe(false);
  });
});
