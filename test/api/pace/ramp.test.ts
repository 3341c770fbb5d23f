import { expect, it } from 'vitest';
import { toRampIntervalMs } from '../../../src/api/pace/ramp.js';

it('begins with 500 a second, rises with each request and ends', () => {
  expect([0, 250, 3249, 3250, 1e9].map((sent) => toRampIntervalMs(sent))).toEqual([
    2,
    0.5,
    1000 / 19_994,
    0,
    0,
  ]);
});
