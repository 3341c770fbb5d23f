import { expect, it } from 'vitest';
import { toPauseMs } from '../../../src/api/pace/pause.js';

it.each([
  [0, 1000, 1000],
  [4, 1000, 1000],
  [0, 2500, 2500],
  [0, 900_000, 900_000],
  [0, 86_400_000, 900_000],
  [0, Infinity, 900_000],
  // The server's word has been too short five times running.
  [5, 1000, 1000],
  [6, 1000, 2000],
  [10, 1000, 32_000],
  [50, 1000, 60_000],
  [50, 120_000, 120_000],
  // At once, says the server, and throttles again.
  [0, 0, 100],
  [1, 0, 200],
  [5, 0, 3200],
  [20, 0, 60_000],
  // It says nothing.
  [0, undefined, 1000],
  [1, undefined, 2000],
  [5, undefined, 32_000],
  [6, undefined, 60_000],
  [5000, undefined, 60_000],
])('after %d strikes a Retry-After of %s ms gives a pause of %d ms', (strikes, retryAfterMs, expected) => {
  expect(toPauseMs(strikes, retryAfterMs)).toBe(expected);
});
