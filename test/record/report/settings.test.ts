import { expect, it } from 'vitest';
import { toSettings } from '../../../src/record/report/settings.js';

it('tells options by their flags, in words, and leaves out what was not set', () => {
  expect(
    toSettings({
      strict: true,
      defaultCountry: undefined,
      match: ['uid', 'email'],
      map: { email: 'Contact mail', name: '#2' },
      maxErrors: { amount: 5, isPercent: true },
      rules: {
        rules: [{ column: 'Tier', oneOf: ['gold'] }, { column: 'email', required: true }, { column: 'Tier' }],
      },
      concurrency: 32,
      reportsDir: 'reports',
      runId: 'a',
    }),
  ).toEqual([
    { name: '--strict', value: 'on' },
    { name: '--match', value: 'uid, email' },
    { name: '--map', value: 'email=Contact mail, name=#2' },
    { name: '--max-errors', value: '5%' },
    { name: '--rules', value: 'for Tier, email' },
    { name: '--concurrency', value: '32' },
  ]);
});
