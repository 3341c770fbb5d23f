import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWished, toCreateBody } from '../../src/match/create-body.js';
import { toDiff } from '../../src/match/diff.js';
import { makeRemote, makeWish, toUid } from '../support/customers.js';
import { anyWish, applyBody } from './support.js';
import { bySize } from '../support/size.js';

describe('body of a create', () => {
  it('has every field that the row names, under the names of the API', () => {
    const wish = makeWish(
      {
        uid: toUid(1),
        externalId: 'C-1',
        email: 'ada@x.org',
        phone: '+1',
        description: 'd',
        address: { city: 'Lagos', zipcode: '00100' },
        metaData: { plan: 'gold' },
      },
      { blank: ['address.street'], provisionAddress: true, subAccountId: 's' },
    );
    expect(toCreateBody(wish, { emailUnique: true, zipcode: 'auto' })).toEqual({
      name: 'Ada Obi',
      email: 'ada@x.org',
      phone: '+1',
      description: 'd',
      address: { city: 'Lagos', zipcode: '00100' },
      metaData: { plan: 'gold' },
      externalId: 'C-1',
      emailUnique: true,
    });
  });

  it('has no key for what the row does not name', () => {
    expect(Object.keys(toCreateBody(makeWish(), { emailUnique: true, zipcode: 'auto' }))).toEqual(['name']);
    expect(
      Object.keys(toCreateBody(makeWish({ email: 'a@x.org' }), { emailUnique: false, zipcode: 'auto' })),
    ).toEqual(['name', 'email']);
  });

  it('makes a customer that the same row then leaves unchanged', () => {
    fc.assert(
      fc.property(anyWish, fc.boolean(), fc.constantFrom('keep', 'clear'), (wish, emailUnique, blank) => {
        const made = applyBody(
          makeRemote({ externalId: toUid(5) }),
          toCreateBody(wish, { emailUnique, zipcode: 'auto' }),
        );
        expect(toDiff(wish, made, { blank, zipcode: 'auto' }).changes).toEqual([]);
        return isWished(wish, made);
      }),
      { numRuns: bySize({ small: 50, full: 500 }) },
    );
  });
});

describe('a remote customer', () => {
  const wish = makeWish({ externalId: 'C-1', email: 'ada@x.org' });

  it('is the wished one when it says all that the row says, and more', () => {
    expect(isWished(wish, makeRemote({ externalId: 'C-1', email: 'ADA@x.org', phone: '+1' }))).toBe(true);
    expect(isWished(wish, makeRemote({ externalId: null, email: 'ada@x.org' }))).toBe(true);
    expect(isWished(makeWish(), makeRemote({ externalId: 'C-9' }))).toBe(true);
  });

  it('is not the wished one when it says something else', () => {
    expect(isWished(wish, makeRemote({ externalId: 'C-1', email: 'eve@x.org' }))).toBe(false);
    expect(isWished(wish, makeRemote({ externalId: 'C-2', email: 'ada@x.org' }))).toBe(false);
    expect(isWished(wish, makeRemote({ externalId: 'C-1', email: null }))).toBe(false);
    expect(isWished(wish, makeRemote({ name: 'Eve', externalId: 'C-1', email: 'ada@x.org' }))).toBe(false);
  });
});
