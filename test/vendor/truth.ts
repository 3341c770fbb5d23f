/** Runs an import and holds every line of its results.csv against the record of the server. */
import { expect } from 'vitest';
import type { SandboxSnapshot } from '../../src/sandbox/index.js';
import { countBy, type Flags, type ImportBench, type ImportResult } from '../support/run-import.js';
import { ask } from '../sandbox/support.js';
import { assertAddresses, assertCustomers, assertFewPosts, assertNoTwins } from './assert-truth.js';
import { listLive } from './row-fields.js';

export interface TruthOptions {
  /** The asset of the addresses. @default 'BTC' */
  readonly asset?: string;
  /** POST requests allowed beyond two for each row and kind of record. @default 4 */
  readonly morePosts?: number;
}

/** Does `job` and asserts that what it reports is what the server has. */
export async function checkTruth(
  { sandbox }: ImportBench,
  job: () => Promise<ImportResult>,
  options: TruthOptions = {},
): Promise<ImportResult> {
  const before = sandbox.snapshot();
  sandbox.resetStats();
  const result = await job();
  const after = sandbox.snapshot();
  assertCustomers(result.rows, before, after);
  assertAddresses(result.rows, before, after, options.asset ?? 'BTC');
  assertNoTwins(result.rows, before, after);
  assertFewPosts(sandbox.stats().requests, result.rows.length, options.morePosts ?? 4);
  return result;
}

/** An import, checked. */
export async function runTruly(
  bench: ImportBench,
  flags: Flags = {},
  options: TruthOptions = {},
): Promise<ImportResult> {
  return checkTruth(bench, () => bench.run(flags), options);
}

/** Two imports of the same source, checked; the second may create nothing at all. */
export async function runTwice(
  bench: ImportBench,
  flags: Flags = {},
  options: TruthOptions = {},
): Promise<{ first: ImportResult; second: ImportResult }> {
  const first = await runTruly(bench, flags, options);
  return { first, second: await runAgain(bench, flags, options) };
}

/** An import after which the server has no customer, address or sub-account more than before. */
export async function runAgain(
  bench: ImportBench,
  flags: Flags = {},
  options: TruthOptions = {},
): Promise<ImportResult> {
  const before = countRecords(bench.sandbox.snapshot());
  const second = await runTruly(bench, flags, options);
  expect(countRecords(bench.sandbox.snapshot()), 'records after a second run').toEqual(before);
  expect(countBy(second.rows, 'bulk_status')['created'], 'created in a second run').toBeUndefined();
  return second;
}

/** How many rows have each status. */
export function toStatuses({ rows }: ImportResult): Record<string, number> {
  return countBy(rows, 'bulk_status');
}

/** How many rows have each status of an address. */
export function toAddressStatuses({ rows }: ImportResult): Record<string, number> {
  return countBy(rows, 'bulk_address_status');
}

/** Makes a sub-account of the wallet that the tests import to; gives its uid. */
export async function addSubAccount({ sandbox }: ImportBench): Promise<string> {
  const body = { name: 'Shared', externalId: 'shared', metaData: {} };
  await ask(sandbox, 'POST /accounts/wallet-a/sub-accounts', body);
  const made = sandbox.snapshot().subAccounts.find(({ externalId }) => externalId === 'shared');
  if (made === undefined) throw new Error('Expected the sandbox to make a sub-account.');
  return made.uid;
}

function countRecords(snapshot: SandboxSnapshot): Record<string, number> {
  const { addresses, subAccounts } = snapshot;
  return {
    customers: listLive(snapshot).length,
    addresses: addresses.length,
    subAccounts: subAccounts.length,
  };
}
