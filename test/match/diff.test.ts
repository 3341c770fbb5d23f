import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Customer, JsonValue, MetaData, RemoteCustomer } from '../../src/core/customer.js';
import { toDiff } from '../../src/match/diff.js';
import { makeRemote, makeWish } from '../support/customers.js';
import { anyRemote, anyWish, applyBody } from './support.js';
import { bySize } from '../support/size.js';

const KEEP = { blank: 'keep', zipcode: 'auto' } as const;
const CLEAR = { blank: 'clear', zipcode: 'auto' } as const;

function changesOf(customer: Partial<Customer>, remote: Partial<RemoteCustomer>) {
  return toDiff(makeWish(customer), makeRemote(remote), KEEP).changes;
}

/** Changes of metaData whose key `k` is this in the row and that at the server; `isText`: the row has it from a text cell. */
function metaChanges(after: JsonValue, before: JsonValue, isText: boolean) {
  const wish = makeWish({ metaData: { k: after } }, { textMetaData: isText ? ['k'] : [] });
  return toDiff(wish, makeRemote({ metaData: { k: before } }), KEEP).changes;
}

describe('a row that says what the remote says', () => {
  it('changes nothing, and would send the remote record as it is', () => {
    const customer = {
      name: 'Ada Obi',
      email: 'ada@x.org',
      phone: '+2348012345678',
      description: 'first',
      address: { street: '1 Broad St', city: 'Lagos', state: 'LA', zipcode: '00100', country: 'NG' },
      metaData: { plan: 'gold', tags: ['a', 'b'] },
    };
    expect(toDiff(makeWish(customer), makeRemote(customer), KEEP)).toEqual({ changes: [], body: customer });
  });

  it('changes nothing where it says less', () => {
    const remote = makeRemote({
      email: 'ada@x.org',
      phone: '+1',
      address: { city: 'Lagos' },
      metaData: { a: 1 },
    });
    expect(toDiff(makeWish(), remote, KEEP)).toEqual({
      changes: [],
      body: {
        name: 'Ada Obi',
        email: 'ada@x.org',
        phone: '+1',
        address: { city: 'Lagos' },
        metaData: { a: 1 },
      },
    });
  });

  it('sends no empty address or metaData where there is none', () => {
    expect(toDiff(makeWish(), makeRemote(), KEEP).body).toEqual({ name: 'Ada Obi' });
  });
});

describe('differences that an import can not correct', () => {
  it.each<readonly [string, Partial<Customer>, Partial<RemoteCustomer>]>([
    ['the case of an email', { email: 'Ada@X.org' }, { email: 'ada@x.ORG' }],
    ['the + of a phone', { phone: '+2348012345678' }, { phone: '2348012345678' }],
    ['the leading zero of a phone', { phone: '08012345678' }, { phone: '8012345678' }],
    ['the marks in a phone', { phone: '+1 (555) 010-0199' }, { phone: '15550100199' }],
    ['leading zeros of a zipcode', { address: { zipcode: '00100' } }, { address: { zipcode: '100' } }],
    ['a zipcode that became a number', { address: { zipcode: '00100' } }, { address: { zipcode: 100 } }],
    ['a zipcode of zeros', { address: { zipcode: '000' } }, { address: { zipcode: 0 } }],
    ['the form of an accent', { name: 'Jos\u00e9' }, { name: 'Jose\u0301' }],
    [
      'the form of an accent in a city',
      { address: { city: 'Yaound\u00e9' } },
      { address: { city: 'Yaounde\u0301' } },
    ],
    ['spaces around a name', { name: 'Ada' }, { name: ' Ada ' }],
    ['line ends of a description', { description: 'a\nb' }, { description: 'a\r\nb\r\n' }],
  ])('do not count: %s', (_, customer, remote) => {
    expect(changesOf(customer, remote)).toEqual([]);
  });

  it('go back as the remote has them, but a phone with its +', () => {
    const wish = makeWish({ name: 'Jos\u00e9', email: 'Ada@X.org', phone: '+234801', description: 'a\nb' });
    const remote = makeRemote({
      name: 'Jose\u0301',
      email: 'ada@x.org',
      phone: '234801',
      description: 'a\r\nb',
    });
    expect(toDiff(wish, remote, KEEP).body).toEqual({
      name: 'Jose\u0301',
      email: 'ada@x.org',
      phone: '+234801',
      description: 'a\r\nb',
    });
  });
});

describe('differences', () => {
  it.each<readonly [Partial<Customer>, Partial<RemoteCustomer>, object]>([
    [{ name: 'Ada' }, { name: 'ada' }, { field: 'name', before: 'ada', after: 'Ada' }],
    [{ email: 'a@x.org' }, { email: null }, { field: 'email', before: null, after: 'a@x.org' }],
    [{ email: 'a@x.org' }, { email: 'b@x.org' }, { field: 'email', before: 'b@x.org', after: 'a@x.org' }],
    [{ phone: '+1555' }, { phone: '+1556' }, { field: 'phone', before: '+1556', after: '+1555' }],
    [{ phone: 'none' }, { phone: 'ask' }, { field: 'phone', before: 'ask', after: 'none' }],
    [{ description: 'a\nb' }, { description: 'a b' }, { field: 'description', before: 'a b', after: 'a\nb' }],
    [
      { address: { zipcode: '00100' } },
      { address: { zipcode: '00101' } },
      { field: 'address.zipcode', before: '00101', after: '00100' },
    ],
    [
      { address: { zipcode: '0A1' } },
      { address: { zipcode: 'A1' } },
      { field: 'address.zipcode', before: 'A1', after: '0A1' },
    ],
    // Only zipcodes are read as numbers on the way.
    [
      { address: { street: '007' } },
      { address: { street: '7' } },
      { field: 'address.street', before: '7', after: '007' },
    ],
    [
      { address: { city: 'Lagos' } },
      { address: null },
      { field: 'address.city', before: null, after: 'Lagos' },
    ],
    [
      { address: { city: 'Lagos' } },
      { address: { city: { name: 'Lagos' } } },
      { field: 'address.city', before: { name: 'Lagos' }, after: 'Lagos' },
    ],
    [{ metaData: { a: 1 } }, { metaData: null }, { field: 'metaData.a', before: null, after: 1 }],
  ])('of %j to %j are reported', (customer, remote, change) => {
    expect(changesOf(customer, remote)).toEqual([change]);
  });

  it('are reported field by field, in the order of the fields', () => {
    const wish = makeWish({
      name: 'B',
      email: 'b@x.org',
      address: { country: 'NG', street: 's' },
      metaData: { z: 1, a: 2 },
    });
    const fields = toDiff(wish, makeRemote(), KEEP).changes.map(({ field }) => field);
    expect(fields).toEqual([
      'name',
      'email',
      'address.street',
      'address.country',
      'metaData.z',
      'metaData.a',
    ]);
  });

  it('are laid over the remote record, so that nothing left out is lost', () => {
    const wish = makeWish({ phone: '+2', address: { city: 'Abuja' }, metaData: { plan: 'gold' } });
    const remote = makeRemote({
      externalId: 'C-1',
      email: 'ada@x.org',
      phone: '+1',
      description: 'd',
      address: { street: '1 Broad St', city: 'Lagos', landmark: 'the tree' },
      metaData: { plan: 'free', since: 2020 },
    });
    expect(toDiff(wish, remote, KEEP).body).toEqual({
      name: 'Ada Obi',
      email: 'ada@x.org',
      phone: '+2',
      description: 'd',
      address: { street: '1 Broad St', city: 'Abuja', landmark: 'the tree' },
      metaData: { plan: 'gold', since: 2020 },
    });
  });

  it('leave the row and the remote record as they were', () => {
    const wish = makeWish({ address: { city: 'Abuja' }, metaData: { a: 1 } }, { blank: ['metaData.b'] });
    const remote = makeRemote({ address: { city: 'Lagos' }, metaData: { a: 0, b: 1 } });
    const before = structuredClone({ wish, remote });
    toDiff(wish, remote, CLEAR);
    expect({ wish, remote }).toEqual(before);
  });
});

describe('metaData', () => {
  it.each<readonly [JsonValue, JsonValue]>([
    ['5', 5],
    ['1.5', 1.5],
    ['true', true],
    ['false', false],
  ])('from a text cell that says %j is the same as %j', (cell, before) => {
    expect(metaChanges(cell, before, true)).toEqual([]);
    // From a JSON column it was meant as text.
    expect(metaChanges(cell, before, false)).toEqual([{ field: 'metaData.k', before, after: cell }]);
  });

  it.each<readonly [JsonValue, JsonValue]>([
    ['05', 5],
    ['5.0', 5],
    ['TRUE', true],
    ['null', null],
    ['[1]', [1]],
    ['', false],
  ])('from a text cell that says %j is not the same as %j', (cell, before) => {
    expect(metaChanges(cell, before, true)).toHaveLength(1);
  });

  it('is compared to its depth, without regard to the order of keys', () => {
    const before = { a: [1, { b: 2, c: null }], d: 'x' };
    expect(metaChanges({ d: 'x', a: [1, { c: null, b: 2 }] }, before, false)).toEqual([]);
    expect(metaChanges({ d: 'x', a: [1, { c: null, b: 3 }] }, before, false)).toHaveLength(1);
    expect(metaChanges({ d: 'x', a: [{ c: null, b: 2 }, 1] }, before, false)).toHaveLength(1);
  });

  it('is replaced key by key: an object goes as the row has it, not merged', () => {
    const wish = makeWish({ metaData: { k: { b: 2 } } });
    const { body } = toDiff(wish, makeRemote({ metaData: { k: { a: 1 }, other: 1 } }), KEEP);
    expect(body.metaData).toEqual({ k: { b: 2 }, other: 1 });
  });

  it('that is null at the server is there: a row that says null changes nothing', () => {
    expect(metaChanges(null, null, false)).toEqual([]);
    expect(changesOf({ metaData: { k: null } }, { metaData: {} })).toEqual([
      { field: 'metaData.k', before: null, after: null },
    ]);
  });

  it.each(['__proto__', 'constructor', 'prototype'])(
    'can not reach into other objects by a key %s',
    (key) => {
      const evil = (value: string) => JSON.parse(`{"${key}":{"polluted":"${value}"}}`) as MetaData;
      const before = Object.getOwnPropertyNames(Object.prototype);
      toDiff(makeWish({ metaData: evil('row') }), makeRemote({ metaData: evil('remote') }), KEEP);
      toDiff(
        makeWish({}, { blank: [`metaData.${key}`, `address.${key}`] }),
        makeRemote({ metaData: evil('remote'), address: evil('remote') }),
        CLEAR,
      );
      expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
      expect('polluted' in {}).toBe(false);
    },
  );
});

describe('an empty cell', () => {
  const remote = makeRemote({
    email: 'ada@x.org',
    phone: '+1',
    description: 'd',
    address: { street: 's', city: 'c', state: 't', zipcode: 9, country: 'NG', landmark: 'l' },
    metaData: { plan: 'gold', 'a.b': false },
  });
  const whole = {
    name: 'Ada Obi',
    email: 'ada@x.org',
    phone: '+1',
    description: 'd',
    address: { street: 's', city: 'c', state: 't', zipcode: 9, country: 'NG', landmark: 'l' },
    metaData: { plan: 'gold', 'a.b': false },
  };

  it.each<readonly [string, JsonValue, object]>([
    ['email', 'ada@x.org', { ...whole, email: null }],
    ['phone', '+1', { ...whole, phone: null }],
    ['description', 'd', { ...whole, description: null }],
    ['address.street', 's', { ...whole, address: { ...whole.address, street: null } }],
    ['address.city', 'c', { ...whole, address: { ...whole.address, city: null } }],
    ['address.state', 't', { ...whole, address: { ...whole.address, state: null } }],
    ['address.zipcode', 9, { ...whole, address: { ...whole.address, zipcode: null } }],
    ['address.country', 'NG', { ...whole, address: { ...whole.address, country: null } }],
    ['metaData.plan', 'gold', { ...whole, metaData: { ...whole.metaData, plan: null } }],
    ['metaData.a.b', false, { ...whole, metaData: { ...whole.metaData, 'a.b': null } }],
  ])('of %s keeps what is there, or clears just that', (field, before, cleared) => {
    const wish = makeWish({}, { blank: [field] });
    expect(toDiff(wish, remote, KEEP)).toEqual({ changes: [], body: whole });
    expect(toDiff(wish, remote, CLEAR)).toEqual({ changes: [{ field, before, after: null }], body: cleared });
  });

  it.each(['email', 'phone', 'description', 'address.city', 'address.zipcode', 'metaData.plan'])(
    'of %s clears nothing where there is nothing',
    (field) => {
      const wish = makeWish({}, { blank: [field] });
      expect(toDiff(wish, makeRemote(), CLEAR)).toEqual({ changes: [], body: { name: 'Ada Obi' } });
      const empty = makeRemote({
        email: '',
        phone: '',
        description: '',
        address: { city: '', zipcode: null },
        metaData: { plan: '' },
      });
      expect(toDiff(wish, empty, CLEAR).changes).toEqual([]);
    },
  );

  it('clears no phone or zipcode that a cell could only show as empty', () => {
    const wish = makeWish({}, { blank: ['phone', 'address.zipcode'] });
    const remote = makeRemote({ phone: "'", address: { zipcode: ' ’ ' } });
    expect(toDiff(wish, remote, CLEAR).changes).toEqual([]);
  });

  it.each(['uid', 'externalId', 'name'])('of %s clears nothing: it can not be cleared', (field) => {
    const wish = makeWish({}, { blank: [field] });
    expect(toDiff(wish, makeRemote({ externalId: 'C-1' }), CLEAR)).toEqual({
      changes: [],
      body: { name: 'Ada Obi' },
    });
  });

  it('does not stop other cells from changing', () => {
    const wish = makeWish(
      { phone: '+2', address: { city: 'Abuja' } },
      { blank: ['email', 'address.street'] },
    );
    const { changes } = toDiff(wish, remote, CLEAR);
    expect(changes.map(({ field }) => field)).toEqual(['phone', 'address.city', 'email', 'address.street']);
  });
});

describe('an update that was carried out', () => {
  it('leaves nothing to change', () => {
    fc.assert(
      fc.property(anyWish, anyRemote, fc.constantFrom(KEEP, CLEAR), (wish, remote, options) => {
        const { body } = toDiff(wish, remote, options);
        expect(toDiff(wish, applyBody(remote, body), options).changes).toEqual([]);
      }),
      { numRuns: bySize({ small: 100, full: 1000 }) },
    );
  });

  it('has kept every field of the remote that the row does not name', () => {
    fc.assert(
      fc.property(anyWish, anyRemote, (wish, remote) => {
        const after = applyBody(remote, toDiff(wish, remote, KEEP).body);
        for (const field of ['email', 'phone', 'description'] as const) {
          if (wish.customer[field] === undefined) expect(after[field]).toBe(remote[field]);
        }
        for (const part of ['address', 'metaData'] as const) {
          const named = new Set(Object.keys(wish.customer[part] ?? {}));
          const rest = Object.entries(remote[part] ?? {}).filter(([key]) => !named.has(key));
          expect(after[part] ?? {}).toMatchObject(toPlain(Object.fromEntries(rest)));
        }
      }),
      { numRuns: bySize({ small: 50, full: 500 }) },
    );
  });
});

/** As JSON carries it, where -0 is 0. */
function toPlain(value: Record<string, JsonValue>): Record<string, JsonValue> {
  return JSON.parse(JSON.stringify(value)) as Record<string, JsonValue>;
}
