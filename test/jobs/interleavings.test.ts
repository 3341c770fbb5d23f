/** Random faults, random stops, resumed until done: in any order of answers, no one is made twice and no row is lost. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countBy, makeCustomers, NO_DUPLICATES, openBench } from '../support/run-import.js';
import { bySize } from '../support/size.js';

const ROWS = 12;

test('any interleaving of answers, silences and stops ends with each customer and address once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        seed: fc.integer({ min: 1, max: 1_000_000 }),
        concurrency: fc.integer({ min: 1, max: 8 }),
        errors: fc.double({ min: 0, max: 0.15, noNaN: true }),
        cutBefore: fc.double({ min: 0, max: 0.15, noNaN: true }),
        cutAfter: fc.double({ min: 0, max: 0.3, noNaN: true }),
        subAccounts: fc.boolean(),
        known: fc.integer({ min: 0, max: 4 }),
        // Requests after which the run is interrupted, session by session.
        stops: fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 4 }),
      }),
      async ({ seed, concurrency, errors, cutBefore, cutAfter, subAccounts, known, stops }) => {
        const customers = makeCustomers(ROWS);
        const bench = await openBench(customers, {
          sandbox: {
            seedCustomers: customers
              .slice(0, known)
              .map(({ externalId = '', email = '' }) => ({ externalId, email, name: 'Old' })),
            faults: {
              seed,
              errorRate: errors,
              cutBeforeRate: cutBefore,
              cutAfterRate: cutAfter,
              faultsOn: ['POST', 'GET'],
            },
          },
        });
        const stopAfter = (requests: number) => {
          let left = requests;
          return {
            onEvent: (event: { readonly type: string }, interrupt: () => void) => {
              if (event.type === 'request' && (left -= 1) === 0) interrupt();
            },
          };
        };
        const flags = {
          provisionAddress: true,
          concurrency,
          runId: 'r',
          ...(subAccounts ? { subAccount: 'per-customer' as const } : {}),
        };
        const [first = Infinity, ...more] = stops;
        await bench.run(flags, stopAfter(first));
        for (const requests of more) await bench.resume('r', {}, stopAfter(requests));
        // A server that stays bad may use up a row's tries, or be given up; both are said, and taken up again.
        bench.sandbox.configure({ errorRate: 0, cutBeforeRate: 0, cutAfterRate: 0 });
        const { rows, summary } = await bench.resume('r', { failed: true });
        expect(bench.sandbox.stats().duplicates).toEqual(NO_DUPLICATES);
        expect(bench.sandbox.stats()).toMatchObject({ customers: ROWS, addresses: ROWS });
        expect(rows.map((row) => row['bulk_row'])).toEqual(customers.map((_customer, at) => String(at + 1)));
        expect(summary.counts.created + summary.counts.updated + summary.counts.unchanged).toBe(ROWS);
        expect(countBy(rows, 'bulk_error_code')).toEqual({ '': ROWS });
      },
    ),
    { numRuns: bySize({ small: 5, full: 25 }) },
  );
});
