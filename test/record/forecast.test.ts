import { describe, expect, test } from 'vitest';
import { toForecast, type PaceSeen, type PlannedWork } from '../../src/record/summary/forecast.js';

const WORK: PlannedWork = {
  remoteCustomers: 0,
  listings: 1,
  asksForWallet: false,
  creates: 0,
  updates: 0,
  newWithAddress: 0,
  knownWithAddress: 0,
  perCustomerSubAccount: false,
  addressed: 0,
};
const PACE: PaceSeen = {
  requests: { total: 10, retried: 0, throttled: 0, p50Ms: 100, p95Ms: 200, perSecond: 8 },
  concurrency: 10,
  rate: undefined,
};
const WALLET = { asksForWallet: true };

describe('the requests of a forecast', () => {
  test.each<readonly [string, Partial<PlannedWork>, number]>([
    ['are 0 for a plan without changes', { remoteCustomers: 500, ...WALLET }, 0],
    ['list all customers before one is created', { remoteCustomers: 1001, creates: 1 }, 1 + 11 + 1],
    [
      'list them twice where only the list tells who is there',
      { remoteCustomers: 101, listings: 2, creates: 1 },
      6,
    ],
    ['are one for each create, and two for each update', { creates: 5, updates: 3 }, 2 + 5 + 6],
    [
      'have the wallet, and an address for each new customer, compared at the end',
      { creates: 150, newWithAddress: 120, ...WALLET },
      3 + 150 + 120 + 2,
    ],
    [
      'have a sub-account for each new customer with an address',
      { creates: 5, newWithAddress: 4, perCustomerSubAccount: true, ...WALLET },
      3 + 5 + 8 + 1,
    ],
  ])('%s', (_what, work, requests) => {
    const forecast = toForecast({ ...WORK, ...work }, PACE);
    expect([forecast.minRequests, forecast.requests]).toEqual([requests, requests]);
  });

  test('are a range where customers that are there may have an address already', () => {
    const { minRequests, requests } = toForecast({ ...WORK, ...WALLET, knownWithAddress: 4 }, PACE);
    expect(minRequests).toBe(2 + 4 + 1);
    expect(requests).toBe(2 + 3 * 4 + (2 + 1 + 4));
  });

  test('may have one more look for each address where the server is slow', () => {
    const slow = { ...PACE, requests: { ...PACE.requests, p95Ms: 1500 } };
    const { minRequests, requests } = toForecast({ ...WORK, creates: 5, newWithAddress: 5 }, slow);
    expect(requests - minRequests).toBe(5);
  });
});

describe('the time of a forecast', () => {
  const toTime = (work: Partial<PlannedWork>, pace: Partial<PaceSeen> = {}) => {
    const { durationMs, minDurationMs } = toForecast({ ...WORK, ...work }, { ...PACE, ...pace });
    return [minDurationMs, durationMs];
  };

  test('is nothing for nothing', () => {
    expect(toTime({})).toEqual([0, 0]);
  });

  test('is never under the round trips that wait for each other', () => {
    // The credential, the list, the create.
    expect(toTime({ creates: 1 }, { concurrency: 256 })).toEqual([300, 601]);
  });

  test('is the round trips over the requests that are sent side by side', () => {
    const [min = 0, max = 0] = toTime({ creates: 198 });
    expect([min, max]).toEqual([100 * (3 + 19.8), 200 * (3 + 19.8)]);
  });

  test('counts the addresses', () => {
    const [without = 0] = toTime({ creates: 198 });
    const [min = 0] = toTime({ creates: 198, newWithAddress: 198 });
    expect(min).toBeGreaterThan(1.8 * without);
  });

  test('is no shorter than --rate allows', () => {
    expect(toTime({ creates: 198 }, { rate: 20 })).toEqual([10_000, 10_000]);
  });

  test('keeps to the pace seen where the server throttled', () => {
    const requests = { ...PACE.requests, throttled: 1 };
    expect(toTime({ creates: 198 }, { requests })).toEqual([25_000, 25_000]);
  });
});
