import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BULK_STATUSES } from '../../src/core/types.js';
import { OutcomeTally } from '../../src/record/tally/outcome-tally.js';
import { makeResultRow } from './support.js';

const noCounts = Object.fromEntries(BULK_STATUSES.map((status) => [status, 0]));

describe('OutcomeTally', () => {
  it('has every status, if only with 0', () => {
    expect(new OutcomeTally().toOutcomes()).toEqual({
      counts: noCounts,
      addresses: { created: 0, existing: 0, failed: 0 },
      errors: [],
    });
  });

  it('counts rows, addresses and the codes of rows that did not get what they asked for', () => {
    const tally = new OutcomeTally();
    tally.add(
      makeResultRow({
        rowNumber: 3,
        cells: [],
        status: 'invalid',
        errorCode: 'name_missing',
        error: 'third',
      }),
    );
    tally.add(
      makeResultRow({
        rowNumber: 2,
        cells: [],
        status: 'invalid',
        errorCode: 'name_missing',
        error: 'second',
      }),
    );
    tally.add(makeResultRow({ rowNumber: 1, cells: [], status: 'created', addressStatus: 'existing' }));
    tally.add(makeResultRow({ rowNumber: 4, cells: [], status: 'skipped', errorCode: 'not_found' }));
    tally.add(
      makeResultRow({
        rowNumber: 5,
        cells: [],
        status: 'failed',
        addressStatus: 'failed',
        errorCode: 'address_failed',
        error: 'no',
      }),
    );
    expect(tally.toOutcomes()).toEqual({
      counts: { ...noCounts, created: 1, skipped: 1, invalid: 2, failed: 1 },
      addresses: { created: 0, existing: 1, failed: 1 },
      errors: [
        { code: 'name_missing', count: 2, example: { row: 2, message: 'second' } },
        { code: 'address_failed', count: 1, example: { row: 5, message: 'no' } },
      ],
    });
  });

  it('passes the batches on that it counts', async () => {
    const tally = new OutcomeTally();
    const batches = [[makeResultRow({ rowNumber: 1, cells: [], status: 'exists' })], []];
    const seen: unknown[] = [];
    for await (const batch of tally.watch(batches)) seen.push(batch);
    expect(seen).toEqual(batches);
    expect(tally.toOutcomes().counts.exists).toBe(1);
  });

  it('is the same in any order of the outcomes', () => {
    const outcome = fc.record({
      status: fc.constantFrom(...BULK_STATUSES),
      addressStatus: fc.constantFrom('created' as const, 'existing' as const, 'failed' as const, '' as const),
      errorCode: fc.constantFrom(
        'api_rejected' as const,
        'name_missing' as const,
        'email_invalid' as const,
        '' as const,
      ),
    });
    const shuffled = fc
      .array(outcome, { maxLength: 20 })
      .map((outcomes) =>
        outcomes.map((fields, at) =>
          makeResultRow({ rowNumber: at + 1, cells: [], error: `row ${at + 1}`, ...fields }),
        ),
      )
      .chain((rows) =>
        fc.tuple(
          fc.constant(rows),
          fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }),
        ),
      );
    fc.assert(
      fc.property(shuffled, ([inOrder, inAnyOrder]) => {
        const [a, b] = [new OutcomeTally(), new OutcomeTally()];
        for (const row of inOrder) a.add(row);
        for (const row of inAnyOrder) b.add(row);
        expect(JSON.stringify(b.toOutcomes())).toBe(JSON.stringify(a.toOutcomes()));
      }),
    );
  });
});
