import { describe, expect, test } from 'vitest';
import { toZipcode, withTextZipcode } from '../../src/match/zipcode.js';

describe('a zipcode as it is sent', () => {
  test.each([
    ['10115', 10115, '10115', 10115],
    ['0', 0, '0', 0],
    ['01147', '01147', '01147', 1147],
    ['SW1A 1AA', 'SW1A 1AA', 'SW1A 1AA', 'SW1A 1AA'],
    ['1234-567', '1234-567', '1234-567', '1234-567'],
    // A number would lose digits.
    ['1234567890123456', '1234567890123456', '1234567890123456', '1234567890123456'],
  ])('%s: auto, text, number', (text, auto, asText, asNumber) => {
    expect([toZipcode(text, 'auto'), toZipcode(text, 'text'), toZipcode(text, 'number')]).toEqual([
      auto,
      asText,
      asNumber,
    ]);
  });

  test('can be made text again for a server that refuses numbers', () => {
    const body = { name: 'A', address: { city: 'X', zipcode: 10115 } };
    expect(withTextZipcode(body)).toEqual({ name: 'A', address: { city: 'X', zipcode: '10115' } });
    expect(withTextZipcode({ name: 'A', address: { zipcode: '10115' } })).toBeUndefined();
    expect(withTextZipcode({ name: 'A' })).toBeUndefined();
  });
});
