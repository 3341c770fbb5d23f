/** Everything that the vendor has comes out, goes in again, and nothing is sent. */
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normaliseText } from '../../src/core/normalise.js';
import type { SeedCustomer } from '../../src/sandbox/index.js';
import { countWrites, openExportBench } from '../support/run-export.js';
import { bySize } from '../support/size.js';

/** What tables, spreadsheets and JSON are known to stumble over. */
const AWKWARD = [
  '=1+1',
  '="007"',
  '\\N',
  '_x0041_',
  "'=1+1",
  '+2348031234567',
  '-5',
  '@SUM(A1)',
  '\tTab',
  '007',
  '1e5',
  '5',
  'true',
  'null',
  'NULL',
  '{"a":1}',
  'a,b;c|d',
  'say "hi"',
  "'",
  'line\nline',
  'line\r\nline\rline',
  ' spaces ',
  'e\u0301 and \u00e9',
  '\u200bno width\ufeff',
  '﻿bom',
  '\u2028',
  '日本語 🙂',
  'x'.repeat(90),
];

const text = fc.oneof(fc.constantFrom(...AWKWARD), fc.string({ unit: 'grapheme', maxLength: 30 }));
/** What an import takes: other control characters are refused in any file. */
const field = text.filter((value) => !/[^\P{Cc}\t\r\n]/u.test(value));
const line = field.filter((value) => !/[\t\r\n]/.test(normaliseText(value)) && normaliseText(value) !== '');
const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });
const key = fc.oneof(fc.constantFrom('plan', 'Plan', 'tier', 'a.b', ' x', 'é', '=k', 'toString', ''), text);
const safeKey = key.filter((name) => !['__proto__', 'constructor', 'prototype'].includes(name));
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    text,
    fc.constantFrom('', null, true, false, 0, 5, -1.5, 1e20, 1e-7, 2 ** 60, '\u0001', '#REF!'),
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(safeKey, tie('json'), { maxKeys: 3 }),
  ),
}));

const seed = fc.record({
  name: field.filter((value) => normaliseText(value) !== ''),
  email: orNull(fc.constantFrom('a@example.com', 'A.B+c@Example.org', ' d@example.com ')),
  phone: orNull(
    fc.constantFrom('+44 (0)20 7946 0655', '+2348031234567', '020 7946 0655', '007', "'+1", 'ask him', ''),
  ),
  description: orNull(field),
  address: orNull(
    fc.record(
      {
        street: orNull(field),
        city: orNull(field),
        zipcode: fc.oneof(
          field.filter((value) => value.length <= 32),
          fc.constantFrom(501, '00501', null),
        ),
        country: orNull(field),
        floor: fc.oneof(field, fc.integer(), fc.constant({ deep: [1] })),
      },
      { requiredKeys: [] },
    ),
  ),
  metaData: orNull(fc.dictionary(safeKey, json, { maxKeys: 6 })),
});

/** One id for each: unique, as the vendor's are. */
const seeds = fc
  .tuple(fc.array(seed, { minLength: 1, maxLength: 20 }), line)
  .map(([list, word]) =>
    list.map((one, at): SeedCustomer => ({ ...one, externalId: `${word.slice(0, 100)}${at} ` })),
  );

describe('export, then import', () => {
  test('of random customers leaves all of them unchanged, and sends nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        seeds,
        fc.boolean(),
        fc.constantFrom('keep', 'clear'),
        fc.constantFrom('csv', 'ndjson', 'xlsx'),
        async (customers, numeric, blank, format) => {
          const bench = await openExportBench({
            seedCustomers: customers,
            faults: { numericPhone: numeric, numericZip: numeric, unknownFields: numeric },
          });
          const output = join(bench.folder, `customers.${format}`);
          const { summary: exported } = await bench.export({ output });
          expect(exported.certificate.customers).toBe(customers.length);
          const { summary } = await bench.import(output, { blank });
          const { issues } = summary;
          expect(summary.counts, JSON.stringify(issues)).toMatchObject({ unchanged: customers.length });
          expect(issues.map(({ code }) => code)).not.toContain('column_unknown');
          expect(countWrites(bench.sandbox)).toBe(0);
          await bench.sandbox.close();
        },
      ),
      // A shrinking step is a whole export and import: the seed is worth more than the smallest example.
      { numRuns: bySize({ small: 5, full: 25 }), endOnFailure: true },
    );
  });

  test.each(['csv', 'ndjson', 'xlsx'])(
    'as .%s, of texts that other programs read as something else, leaves all unchanged',
    async (format) => {
      const texts = [
        '\\N',
        'NULL',
        '[object Object]',
        '="007"',
        '=T("a")',
        '_x0041_',
        '_x005F_x0041_',
        '\uFFFEa\uFFFF',
        'a\\",b',
      ];
      const bench = await openExportBench({
        seedCustomers: texts.map((value) => ({
          externalId: value,
          name: value,
          description: value,
          address: { street: value, city: value, state: value, country: value },
          metaData: { plan: value, _x0042_: value, list: [value] },
        })),
      });
      const output = join(bench.folder, `customers.${format}`);
      await bench.export({ output });
      const { summary } = await bench.import(output);
      expect(summary.counts, JSON.stringify(summary.issues)).toMatchObject({ unchanged: texts.length });
      expect(countWrites(bench.sandbox)).toBe(0);
    },
  );

  test('of half a character is refused where the file could not hold it, and is whole in the other formats', async () => {
    const bench = await openExportBench({
      seedCustomers: [{ externalId: 'E1', name: 'Ann \uD83D', metaData: { plan: '\uDE00' } }],
    });
    const { summary } = await bench.export();
    expect(summary.stopped).toMatchObject({
      reason: 'output_unwritable',
      message: expect.stringMatching(/^The name of \S.+ has half of a character/) as string,
    });
    for (const format of ['ndjson', 'xlsx']) {
      const output = join(bench.folder, `customers.${format}`);
      expect((await bench.export({ output })).summary.stopped).toBeNull();
      const imported = await bench.import(output);
      expect(imported.summary).toMatchObject({
        counts: { invalid: 1 },
        errors: [{ code: 'control_character' }],
      });
    }
    expect(countWrites(bench.sandbox)).toBe(0);
  });

  const fixtures = [
    'customers.csv',
    ...readdirSync('fixtures/validation').map((name) => `validation/${name}`),
  ];

  test.each(fixtures)(
    'of what fixtures/%s brought in leaves all unchanged, and sends nothing',
    async (name) => {
      const bench = await openExportBench({});
      const source = resolve('fixtures', name);
      await bench.import(source);
      const { customers } = bench.sandbox.snapshot();
      bench.sandbox.resetStats();
      const { summary: exported } = await bench.export();
      expect(exported.certificate.customers).toBe(customers.length);
      if (customers.length === 0) return;
      const { summary } = await bench.import(bench.output);
      expect(summary.counts).toMatchObject({ unchanged: customers.length });
      expect(summary.source.rows).toBe(customers.length);
      expect(countWrites(bench.sandbox)).toBe(0);
    },
  );
});
