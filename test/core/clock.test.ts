import { describe, expect, it } from 'vitest';
import { systemClock, toIso } from '../../src/core/clock.js';

describe('clock', () => {
  it('writes stamps in ISO 8601, UTC', () => {
    expect(toIso(1_700_000_000_007)).toBe('2023-11-14T22:13:20.007Z');
  });

  it("never goes back, as the system's monotonic time does not", () => {
    const before = systemClock.monotonic();
    expect(systemClock.monotonic()).toBeGreaterThanOrEqual(before);
  });

  it('does not wait when the signal is aborted already', async () => {
    await expect(systemClock.sleep(3_600_000, AbortSignal.abort())).rejects.toThrow('aborted');
  });

  it('ends a wait when the signal aborts', async () => {
    const stop = new AbortController();
    const wait = systemClock.sleep(3_600_000, stop.signal);
    stop.abort();
    await expect(wait).rejects.toThrow('aborted');
  });
});
