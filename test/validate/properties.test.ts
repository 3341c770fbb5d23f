import fc from 'fast-check';
import isEmail from 'validator/lib/isEmail.js';
import { expect, it } from 'vitest';
import { CODES } from '../../src/core/codes.js';
import { customerSchema } from '../../src/core/customer.js';
import { PLAIN_FIELDS } from '../../src/core/types.js';
import { validate } from './support.js';
import { bySize } from '../support/size.js';

const COLUMNS = [...PLAIN_FIELDS, 'metaData.plan', 'metaData.__proto__', 'metaData.'];

const LIKELY = fc.constantFrom(
  '',
  ' ',
  'Jane',
  'jane@example.com',
  '+12025550143',
  '020 7946 0321',
  '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
  '{"plan":"gold"}',
  '{"a":{"b":[1]}}',
  '02108',
  '90210',
  'NG',
  'yes',
  'no',
  '#REF!',
  '####',
  '2.34E+11',
  'a\nb',
  '\u0000',
  '\uD800',
  '__proto__',
);

const cell = fc.oneof(
  LIKELY,
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.array(fc.nat(0xffff), { maxLength: 20 }).map((units) => String.fromCharCode(...units)),
  fc.json().map((json) => json.slice(0, 300)),
  fc.emailAddress(),
);

const likelyRow = fc.record({
  externalId: fc.constantFrom('C-1', ' 007 ', ''),
  name: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
});
const cells = fc
  .tuple(likelyRow, fc.dictionary(fc.constantFrom(...COLUMNS), cell, { maxKeys: 5 }))
  .map(([likely, any]) => ({ ...likely, ...any }));
const options = fc.record({
  strict: fc.boolean(),
  provisionAddress: fc.boolean(),
  defaultCountry: fc.constantFrom('GB', 'NG', 'us'),
});

it('never throws; is valid exactly where no issue is an error; a valid customer fits the schema', () => {
  let valid = 0;
  fc.assert(
    fc.property(cells, options, (row, chosen) => {
      const { issues, wish } = validate(row, chosen);
      expect(wish !== undefined).toBe(issues.every(({ severity }) => severity === 'warning'));
      for (const issue of issues) {
        expect(CODES).toHaveProperty(issue.code);
        expect(issue.value.length).toBeLessThanOrEqual(200);
        expect(issue.message).not.toMatch(/[\p{Cc}\p{Cs}]/u);
      }
      if (wish === undefined) return;
      valid += 1;
      expect(customerSchema.safeParse(wish.customer).success).toBe(true);
    }),
    { numRuns: bySize({ small: 300, full: 3000 }), seed: 1 },
  );
  expect(valid).toBeGreaterThan(bySize({ small: 20, full: 200 }));
});

it('says the same of a row and of the same row normalised, where it is valid', () => {
  const row = fc.record({
    externalId: fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
    name: cell,
    description: cell,
    phone: cell,
  });
  fc.assert(
    fc.property(row, (first) => {
      const { wish } = validate(first);
      if (wish === undefined) return;
      const { externalId = '', name, description = '', phone = '' } = wish.customer;
      expect(validate({ externalId, name, description, phone }).wish?.customer).toEqual(wish.customer);
    }),
    { numRuns: bySize({ small: 100, full: 1000 }) },
  );
});

it('takes every email that fast-check makes by RFC 1123 and 5322, as validator does', () => {
  fc.assert(
    fc.property(fc.emailAddress(), (email) => {
      fc.pre(isEmail.default(email));
      // By chance a domain ends in `.con`: a warning, and an address all the same.
      const { issues } = validate({ name: 'Jane', email });
      expect(issues.filter(({ code }) => code !== 'email_typo')).toEqual([]);
    }),
    { numRuns: bySize({ small: 100, full: 1000 }) },
  );
});

it('takes no short plain email that validator refuses', () => {
  const near = fc.stringMatching(/^[a-z0-9._+-]{1,8}@[a-z0-9.-]{1,12}$/);
  fc.assert(
    fc.property(near, (email) => {
      const { issues } = validate({ name: 'Jane', email });
      expect(issues.every(({ code }) => code === 'email_typo')).toBe(isEmail.default(email));
    }),
    { numRuns: bySize({ small: 500, full: 5000 }) },
  );
});
