import { describe, expect, test } from 'vitest';
import { toClearForm } from '../../src/match/sent-form.js';

const BODY = {
  name: 'A',
  email: null,
  phone: '+2348012345678',
  description: null,
  address: { city: null, street: '1 Broad St', zipcode: null },
  metaData: { plan: null, tier: 3 },
};

describe('an empty value', () => {
  test('goes as an empty text; a zipcode, which is a number, is left out, and metaData keeps its null', () => {
    expect(toClearForm(BODY, 'empty')).toEqual({
      ...BODY,
      email: '',
      description: '',
      address: { city: '', street: '1 Broad St' },
    });
  });

  test('goes as null', () => {
    expect(toClearForm(BODY, 'null')).toEqual(BODY);
  });

  test('is left out', () => {
    expect(toClearForm(BODY, 'omit')).toEqual({
      name: 'A',
      phone: '+2348012345678',
      address: { street: '1 Broad St' },
      metaData: { plan: null, tier: 3 },
    });
  });

  test('of a whole group goes as an empty object, or is left out', () => {
    const body = { name: 'A', address: null, metaData: null };
    expect(toClearForm(body, 'empty')).toEqual({ name: 'A', address: {}, metaData: {} });
    expect(toClearForm(body, 'omit')).toEqual({ name: 'A' });
  });

  test('is no matter for a body without one, which stays the same object', () => {
    const body = { name: 'A', phone: '1' };
    for (const form of ['empty', 'null', 'omit'] as const) expect(toClearForm(body, form)).toBe(body);
  });
});
