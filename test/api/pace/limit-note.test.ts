import { expect, it } from 'vitest';
import { toLimitNote } from '../../../src/api/pace/limit-note.js';

it.each([
  [200, 1000, 0, 'The API admits about 200 requests per second; pacing at 195.'],
  [10, 60_000, 0, 'The API admits about 600 requests per minute; pacing at 585.'],
  [0.2, 5000, 0, 'The API admits about 12 requests per minute; pacing at 11.7.'],
  [1, 1000, 0, 'The API admits about 1 requests per second; pacing at 0.98.'],
  [200, 1000, 0.3, 'The API admits about 200 requests per second; pacing at 137 (30 % is left to others).'],
])('%d per second in windows of %d ms, reserve %d', (perSecond, windowMs, reserve, message) => {
  expect(toLimitNote({ perSecond, windowMs, isSure: true }, reserve)).toBe(message);
});
