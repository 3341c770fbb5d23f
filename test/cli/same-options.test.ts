import { describe, expect, it } from 'vitest';
import { assertSameOptions } from '../../src/cli/same-options.js';
import { importOptionsSchema } from '../../src/config/options.js';

const begun = importOptionsSchema.parse({ mode: 'create', map: { name: 'Kunde' }, header: false });

/** `given`: what all words come to, those of a configuration file too. */
const check = (typed: readonly string[], given: Readonly<Record<string, unknown>> = {}): (() => void) => {
  const read = () =>
    importOptionsSchema.parse({ mode: 'create', map: { name: 'Kunde' }, header: false, ...given });
  return () => assertSameOptions('r', ['review', 'r', ...typed], read, begun);
};

describe('options of what is begun already', () => {
  it('may be typed again as they were, with another place', () => {
    expect(check([])).not.toThrow();
    expect(check(['--mode', 'create', '--no-header', '--map', 'name=Kunde'])).not.toThrow();
    expect(
      check(['--reports-dir=elsewhere', '--credentials', 'acme.env', '--no-open'], {
        reportsDir: 'elsewhere',
      }),
    ).not.toThrow();
    // Of a configuration file that was changed since.
    expect(check([], { mode: 'update' })).not.toThrow();
  });

  it.each([
    [['--mode=update'], { mode: 'update' }, '--mode'],
    [['--header'], { header: true }, '--header'],
    [['--map', 'name=Firma'], { map: { name: 'Firma' } }, '--map'],
    [['--mapping', 'other.json'], { map: { email: 'Mail' } }, '--mapping'],
    [['--concurrency', '3'], { concurrency: 3 }, '--concurrency'],
  ])('are refused where they differ: %j', (typed, given, flag) => {
    expect(check(typed, given)).toThrow(`r was begun with another ${flag}, and keeps the options`);
  });
});
