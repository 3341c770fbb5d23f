import { describe, expect, it } from 'vitest';
import { VENDOR_CHECKS, VENDOR_SEVERITIES, vendorProfileSchema } from '../../src/core/vendor-profile.js';
import { readSection, readTable } from './pages.js';

describe('README on doctor', () => {
  it('has everything that is looked at, in order', () => {
    const told = readTable('What doctor looks at').rows.map(([id, what]) => [id, what]);
    expect(told).toEqual(Object.entries(VENDOR_CHECKS));
  });

  it('names every fact and every severity', () => {
    const text = readSection('Before a migration: doctor');
    const named = new Set([...text.matchAll(/`(\w+)`/g)].map(([, name]) => name));
    const facts = Object.keys(vendorProfileSchema.shape.facts.shape);
    expect(facts.length).toBeGreaterThan(5);
    expect([...facts, ...VENDOR_SEVERITIES].filter((name) => !named.has(name))).toEqual([]);
  });
});
