/** What a plan says that carrying it out will take, and what it took, as the server counted. */
import { describe, expect, test } from 'vitest';
import { systemClock, type Clock } from '../../src/core/clock.js';
import {
  hurriedClock,
  makeCustomers,
  openBench,
  type Fields,
  type Flags,
  type ImportBench,
} from '../support/run-import.js';

const ALL = { provisionAddress: true } as const;

interface Mix {
  readonly customers: readonly Fields[];
  /** Of these, how many are there: the first ones, every second with another name. */
  readonly there: number;
  readonly flags?: Flags;
  /** Of those that are there, how many have an address. */
  readonly addressed?: number;
}

const MIXES: Readonly<Record<string, Mix>> = {
  'only creates': { customers: makeCustomers(230), there: 0 },
  'creates and updates': { customers: makeCustomers(240), there: 120 },
  'only updates': { customers: makeCustomers(40), there: 40 },
  'nothing to do': {
    customers: makeCustomers(20, () => ({})).slice(0, 1),
    there: 1,
    flags: { mode: 'create' },
  },
  'creates with addresses': { customers: makeCustomers(130), there: 0, flags: ALL },
  'a column of addresses': {
    customers: makeCustomers(30, (n) => ({ provisionAddress: n % 3 === 0 ? 'yes' : 'no' })),
    there: 0,
  },
  'addresses of known customers': { customers: makeCustomers(60), there: 60, flags: ALL },
  'addresses of known customers, where half have one': {
    customers: makeCustomers(60),
    there: 60,
    flags: ALL,
    addressed: 30,
  },
  'all kinds together': { customers: makeCustomers(160), there: 80, flags: ALL, addressed: 20 },
  'without uniqueness of emails': {
    customers: makeCustomers(130),
    there: 110,
    flags: { emailUnique: false },
  },
  'a sub-account for each': {
    customers: makeCustomers(25),
    there: 0,
    flags: { ...ALL, subAccount: 'per-customer' },
  },
  'a sub-account for known customers, too': {
    customers: makeCustomers(25),
    there: 10,
    flags: { ...ALL, subAccount: 'per-customer' },
  },
};

/** Whether a customer has an address already shows only when it is asked for. */
const RANGES = [
  'addresses of known customers',
  'addresses of known customers, where half have one',
  'all kinds together',
  'a sub-account for known customers, too',
];

/** The waits of the pace, which are short, take no time. */
const SHORT_MS = 200;
let waitedMs = 0;

/** On a busy machine no answer takes longer, which would be a reason for one more look. */
const clock: Clock = {
  ...hurriedClock,
  monotonic: () => systemClock.monotonic() / 100 + waitedMs,
  sleep: async (ms, signal) => {
    await hurriedClock.sleep(ms, signal);
    if (ms <= SHORT_MS) waitedMs += ms;
  },
};

async function open({ addressed = 0, customers, there }: Mix): Promise<ImportBench> {
  const bench = await openBench(customers, {
    sandbox: {
      seedCustomers: customers.slice(0, there).map((one, at) => ({
        externalId: one['externalId'] ?? '',
        email: one['email'] ?? '',
        name: at % 2 === 0 ? (one['name'] ?? '') : 'Old',
        createdAt: '2026-01-01T00:00:00.000Z',
      })),
    },
  });
  if (addressed > 0) await bench.run({ ...ALL, mode: 'update', limit: addressed, runId: 'before' });
  return bench;
}

describe('the requests of a plan', () => {
  test.each(Object.keys(MIXES))('are those that apply sends: %s', async (name) => {
    const mix = MIXES[name];
    if (mix === undefined) throw new Error(name);
    const bench = await open(mix);
    const { summary } = await bench.run({ dryRun: true, runId: 'plan', ...mix.flags }, { clock });
    const { plan } = summary;
    bench.sandbox.resetStats();
    const applied = await bench.apply('plan', {}, { clock });
    expect(applied.summary).toMatchObject({ stopped: null, counts: { failed: 0, pending: 0 } });
    const sent = Object.values(bench.sandbox.stats().requests).reduce((sum, count) => sum + count, 0);
    expect(sent).toBeGreaterThanOrEqual(plan?.minRequests ?? Infinity);
    expect(sent).toBeLessThanOrEqual(plan?.requests ?? 0);
    if (!RANGES.includes(name)) expect([plan?.minRequests, plan?.requests]).toEqual([sent, sent]);
  });
});
