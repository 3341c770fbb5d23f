import { describe, expect, test } from 'vitest';
import { toForecast, type PaceSeen, type PlannedWork } from '../../src/record/summary/forecast.js';

const WORK: PlannedWork = {
  remoteCustomers: 0,
  creates: 0,
  updates: 0,
  newWithAddress: 0,
  knownWithAddress: 0,
  perCustomerSubAccount: false,
};
const PACE: PaceSeen = {
  requests: { total: 10, retried: 0, throttled: 0, p50Ms: 100, p95Ms: 200, perSecond: 8 },
  concurrency: 10,
  rate: undefined,
};

describe('a forecast', () => {
  test.each<readonly [string, Partial<PlannedWork>, number]>([
    ['of nothing is the credential', {}, 1],
    ['lists all customers before it creates one', { remoteCustomers: 1001, creates: 1 }, 1 + 11 + 1],
    ['sends each create once and each update after a look', { creates: 5, updates: 3 }, 2 + 5 + 6],
    [
      'asks for the wallet and an address for each new customer',
      { creates: 5, newWithAddress: 4 },
      2 + 5 + 1 + 4 + 1,
    ],
    ['looks before it asks for an address of a known one', { knownWithAddress: 4 }, 1 + 1 + 8 + 1],
    ['makes a sub-account for each', { knownWithAddress: 4, perCustomerSubAccount: true }, 1 + 1 + 12 + 1],
  ])('%s', (_what, work, requests) => {
    expect(toForecast({ ...WORK, ...work }, PACE).requests).toBe(requests);
  });

  test('takes as many at once as are sent, while the server did not throttle', () => {
    expect(toForecast({ ...WORK, creates: 198 }, PACE).durationMs).toBe(2000);
  });

  test('takes no more than --rate', () => {
    expect(toForecast({ ...WORK, creates: 198 }, { ...PACE, rate: 20 }).durationMs).toBe(10_000);
  });

  test('takes the pace seen where the server throttled', () => {
    const requests = { ...PACE.requests, throttled: 1 };
    expect(toForecast({ ...WORK, creates: 198 }, { ...PACE, requests }).durationMs).toBe(25_000);
  });
});
