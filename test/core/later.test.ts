import { expect, it } from 'vitest';
import { later } from '../../src/core/later.js';

it('loads a package when it is first used, once', () => {
  const load = later<readonly unknown[]>('i18n-iso-countries/codes.json');
  expect(load()).toBe(load());
  expect(load().length).toBeGreaterThan(200);
});

it('says that a package is missing only when it is used', () => {
  const load = later('a-package-that-is-not-installed');
  expect(load).toThrow(expect.objectContaining({ code: 'MODULE_NOT_FOUND' }));
});
