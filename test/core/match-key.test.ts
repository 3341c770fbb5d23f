import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toEmailKey, toRowKeys, toUidKey } from '../../src/core/match-key.js';

const COMPOSED = '\u00e9';
const DECOMPOSED = 'e\u0301';

/** Text with much variety in case, accents of both forms and spaces. */
const keyText = fc.string({
  unit: fc.constantFrom('a', 'Z', 'É', COMPOSED, DECOMPOSED, 'İ', 'ß', 'Σ', ' ', '\t', '@', '.', '7'),
});

describe('email key', () => {
  it.each([
    ['Ada@Example.COM', 'ada@example.com'],
    ['  ada@example.com\n', 'ada@example.com'],
    [`Jos${DECOMPOSED}@example.com`, `jos${COMPOSED}@example.com`],
    [`JOS\u00c9@example.com`, `jos${COMPOSED}@example.com`],
    ['a.b+c@example.com', 'a.b+c@example.com'],
    ['a@XN--BCHER-KVA.example', 'a@bücher.example'],
    ['xn--bcher-kva@xn--\u0000', 'xn--bcher-kva@xn--\u0000'],
  ])('compares %j as %j', (email, key) => {
    expect(toEmailKey(email)).toBe(key);
  });

  it('of any printable ASCII is the address without spaces around it, in small letters', () => {
    const ascii = fc.string({
      unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCodePoint(code)),
    });
    fc.assert(
      fc.property(ascii, (text) => {
        fc.pre(!text.toLowerCase().includes('xn--'));
        return toEmailKey(text) === text.trim().toLowerCase();
      }),
    );
  });

  it('of a key is the key itself', () => {
    fc.assert(fc.property(keyText, (text) => toEmailKey(toEmailKey(text)) === toEmailKey(text)));
  });

  it('is the same for an address in capitals', () => {
    const address = fc.string({ unit: fc.constantFrom('a', 'b', 'z', 'é', 'ñ', '0', '.', '-', '+', '@') });
    fc.assert(fc.property(address, (text) => toEmailKey(text.toUpperCase()) === toEmailKey(text)));
  });
});

describe('uid key', () => {
  it('is without case and outer spaces', () => {
    expect(toUidKey(' 0A1B2C3D-0000-4000-8000-00000000000F ')).toBe('0a1b2c3d-0000-4000-8000-00000000000f');
  });

  it('of a key is the key itself', () => {
    fc.assert(fc.property(keyText, (text) => toUidKey(toUidKey(text)) === toUidKey(text)));
  });
});

describe('keys of a row or a remote customer', () => {
  it('are all three in comparable form', () => {
    expect(toRowKeys({ uid: 'ABC', externalId: ' Client-7', email: 'Ada@X.org' })).toEqual({
      uid: 'abc',
      externalId: ' Client-7',
      email: 'ada@x.org',
    });
  });

  it('tell externalIds apart by case, as the vendor does', () => {
    expect(toRowKeys({ externalId: 'c-1' })).not.toEqual(toRowKeys({ externalId: 'C-1' }));
  });

  it('leave out what is null, empty or absent', () => {
    expect(toRowKeys({ uid: null, externalId: '', email: undefined })).toEqual({});
    expect(Object.keys(toRowKeys({ email: 'a@b.c' }))).toEqual(['email']);
  });
});

it('finds an id that was stored with the apostrophe of a spreadsheet', () => {
  expect(toRowKeys({ externalId: "'6852121231" })).toEqual(toRowKeys({ externalId: '6852121231' }));
  expect(toRowKeys({ externalId: "'E1" })).toEqual({ externalId: "'E1" });
});
