import { describe, expect, it } from 'vitest';
import { VENDOR_CHECKS, VENDOR_SEVERITIES, vendorProfileSchema } from '../../src/core/vendor-profile.js';
import { readPage, readTable } from './pages.js';

const PAGE = 'docs/guides/doctor.md';

describe('docs on doctor', () => {
  it('has everything that is looked at, in order', () => {
    const told = readTable(PAGE, 'What doctor looks at').rows.map(([id, what]) => [id, what]);
    expect(told).toEqual(Object.entries(VENDOR_CHECKS));
  });

  it('names every fact and every severity', () => {
    const { text } = readPage(PAGE);
    const named = new Set([...text.matchAll(/`(\w+)`/g)].map(([, name]) => name));
    const facts = Object.keys(vendorProfileSchema.shape.facts.shape);
    expect(facts.length).toBeGreaterThan(5);
    expect([...facts, ...VENDOR_SEVERITIES].filter((name) => !named.has(name))).toEqual([]);
  });
});
