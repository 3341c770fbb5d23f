import { expect, it } from 'vitest';
import { toLimitNote } from '../../../src/api/pace/pace-notes.js';

it.each([
  [200, 1000, 0, 1, 'The API admits about 200 requests per second; pacing at 195.'],
  [10, 60_000, 0, 1, 'The API admits about 600 requests per minute; pacing at 585.'],
  [0.2, 5000, 0, 1, 'The API admits about 12 requests per minute; pacing at 11.7.'],
  [1, 1000, 0, 1, 'The API admits about 1 requests per second; pacing at 0.98.'],
  [
    200,
    1000,
    0.3,
    1,
    'The API admits about 200 requests per second; pacing at 137 (30 % is left to others).',
  ],
  [200, 1000, 0, 2, 'The API admits about 200 requests per second; pacing at 98, shared by 2 runs.'],
])(
  '%d per second in windows of %d ms, reserve %d, %d runs',
  (perSecond, windowMs, reserve, runs, message) => {
    expect(toLimitNote({ perSecond, windowMs }, reserve, runs)).toBe(message);
  },
);
