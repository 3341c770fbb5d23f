/** A worker is killed at every state of a row; another one, on a folder of its own, ends the run. */
import { expect, it } from 'vitest';
import type { SandboxFaults } from '../../src/sandbox/index.js';
import { countCreates, expectOnce, openFleetBench, SHORT_TTL_MS, usePostgres } from './bench.js';

const ROWS = 40;
const toPostgres = usePostgres();

interface Kill {
  readonly at: string;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly known?: number;
  readonly faults?: Partial<SandboxFaults>;
}

const PER_CUSTOMER = { subAccount: 'per-customer' };

const AT_STATES: readonly Kill[] = ['before', 'after'].flatMap((moment): Kill[] => [
  { at: `${moment}:planned_create:5` },
  { at: `${moment}:planned_update:5`, known: 20 },
  { at: `${moment}:sending_create:9` },
  { at: `${moment}:sending_update:9`, known: 20 },
  { at: `${moment}:customer_done:9` },
  { at: `${moment}:sending_sub_account:9`, options: PER_CUSTOMER },
  { at: `${moment}:sub_account_done:9`, options: PER_CUSTOMER },
  { at: `${moment}:sending_address:9` },
  { at: `${moment}:in_doubt:4`, faults: { cutAfterRate: 0.25, cutBeforeRate: 0.25, faultsOn: ['POST'] } },
  { at: `${moment}:done:9` },
]);

/** While the source is read there is no snapshot yet: the next worker begins from the source. */
const KILLS: readonly Kill[] = [{ at: 'after:ingested:1' }, ...AT_STATES];

it.each(KILLS)('killed $at ($options, $known, $faults)', async ({ at, options, known = 0, faults }) => {
  const seedCustomers = Array.from({ length: known }, (_customer, n) => ({
    externalId: `E${String(n + 1).padStart(6, '0')}`,
    name: 'Old name',
    email: `c${n + 1}@example.com`,
  }));
  const more = options === undefined ? {} : { options };
  const bench = await openFleetBench(toPostgres(), ROWS, { seedCustomers, ...more });
  const { sandbox, startWorker, finish } = bench;
  sandbox.configure(faults ?? {});
  expect(await startWorker({ killAt: at, ttlMs: SHORT_TTL_MS }).ended).toBe('SIGKILL');
  sandbox.configure({ cutAfterRate: 0, cutBeforeRate: 0 });
  await finish();
  await expectOnce(bench, ROWS);
  for (const customer of sandbox.snapshot().customers) expect(customer.name).toMatch(/^Customer /);
  if (faults === undefined && known === 0)
    expect(countCreates(sandbox).customers).toBeLessThanOrEqual(ROWS + 1);
});
