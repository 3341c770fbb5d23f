/** What must hold after any failure of a run: each customer once, each address once, each row one line. */
import { expect } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.js';
import { readRun } from './program.js';

export interface Expectation {
  readonly rows: number;
  /** Rows that end with an address. @default none */
  readonly addresses?: number;
}

/** Asks the server and the files. */
export function expectExactlyOnce(
  sandbox: Sandbox,
  reportsDir: string,
  id: string,
  { rows, addresses = 0 }: Expectation,
): void {
  const { results, summary } = readRun(reportsDir, id);
  const stats = sandbox.stats();
  expect(stats.duplicates).toEqual({ externalIds: 0, emails: 0, customersWithManyAddresses: 0 });
  expect(stats.customers).toBe(rows);
  expect(stats.addresses).toBe(addresses);
  expect(results.map((row) => row['bulk_row'])).toEqual(
    Array.from({ length: rows }, (_row, at) => String(at + 1)),
  );
  expect(summary.source.rows).toBe(rows);
  expect(Object.values(summary.counts).reduce((sum, count) => sum + count, 0)).toBe(rows);
  const { created, updated, unchanged } = summary.counts;
  expect(created + updated + unchanged, JSON.stringify(summary.counts)).toBe(rows);
  const { customers } = sandbox.snapshot();
  const uids = new Map(customers.map((customer) => [customer.externalId, customer.uid]));
  for (const row of results) expect(row['bulk_uid']).toBe(uids.get(row['externalId'] ?? ''));
  const given = results.map((row) => row['bulk_address']).filter((address) => address !== '');
  expect(new Set(given).size).toBe(addresses);
}

/** Small, fast and seeded (mulberry32); enough for choosing when to kill. */
export function makeRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
