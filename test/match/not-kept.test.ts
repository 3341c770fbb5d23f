import { describe, expect, test } from 'vitest';
import { findNotKept } from '../../src/match/not-kept.js';
import { makeRemote } from '../support/customers.js';

describe('an object that was to be emptied as a whole', () => {
  test('is named by each key that is left', () => {
    const remote = makeRemote({ name: 'Jane', metaData: { plan: 'gold', old: null }, address: null });
    const found = findNotKept({ name: 'Jane', metaData: null, address: null }, remote);
    expect(found.map(({ field, kept }) => [field, kept])).toEqual([['metaData.plan', 'gold']]);
  });
});
