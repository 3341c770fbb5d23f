import { describe, expect, it } from 'vitest';
import type { RemoteCustomer } from '../../src/core/customer.js';
import type { DirectoryHits } from '../../src/core/journal-port.js';
import { decide, type MatchOptions } from '../../src/match/decide.js';
import { makeRemote, makeWish, toUid } from '../support/customers.js';

const UPSERT: MatchOptions = {
  mode: 'upsert',
  match: ['uid', 'externalId', 'email'],
  blank: 'keep',
  emailUnique: true,
  zipcode: 'auto',
};
const CREATE: MatchOptions = { ...UPSERT, mode: 'create' };
const UPDATE: MatchOptions = { ...UPSERT, mode: 'update' };

const ada = makeRemote({ uid: toUid(1), externalId: 'C-1', email: 'ada@x.org' });
const eve = makeRemote({ uid: toUid(2), externalId: 'C-2', email: 'eve@x.org' });
const found = (...customers: RemoteCustomer[]): readonly RemoteCustomer[] => customers;

/** Kind of the decision with its code, or with the key that matched. */
function summarise(
  customer: Parameters<typeof makeWish>[0],
  hits: DirectoryHits,
  options: MatchOptions,
): string {
  const decision = decide(makeWish(customer), hits, options);
  if ('code' in decision) return `${decision.kind} ${decision.code}`;
  return 'matchedBy' in decision ? `${decision.kind} by ${decision.matchedBy}` : decision.kind;
}

describe('decision', () => {
  it.each([
    ['no customer', {}, { create: 'create', update: 'skipped not_found', upsert: 'create' }],
    [
      'one by uid',
      { uid: found(ada) },
      { create: 'exists by uid', update: 'unchanged by uid', upsert: 'unchanged by uid' },
    ],
    [
      'one by externalId',
      { externalId: found(ada) },
      {
        create: 'exists by externalId',
        update: 'unchanged by externalId',
        upsert: 'unchanged by externalId',
      },
    ],
    [
      'one by email',
      { email: found(ada) },
      { create: 'exists by email', update: 'unchanged by email', upsert: 'unchanged by email' },
    ],
    [
      'one by two keys',
      { externalId: found(ada), email: found(ada) },
      {
        create: 'exists by externalId',
        update: 'unchanged by externalId',
        upsert: 'unchanged by externalId',
      },
    ],
    [
      'two by one key',
      { email: found(ada, eve) },
      {
        create: 'conflict ambiguous_match',
        update: 'conflict ambiguous_match',
        upsert: 'conflict ambiguous_match',
      },
    ],
    [
      'two by two keys',
      { externalId: found(ada), email: found(eve) },
      {
        create: 'conflict keys_disagree',
        update: 'conflict keys_disagree',
        upsert: 'conflict keys_disagree',
      },
    ],
    [
      'no one, by keys that were looked for',
      { externalId: [], email: [] },
      { create: 'create', update: 'skipped not_found', upsert: 'create' },
    ],
  ] as const)('where the keys find %s', (_, hits, expected) => {
    const customer = { externalId: 'C-1', email: 'ada@x.org' };
    expect(summarise(customer, hits, CREATE)).toBe(expected.create);
    expect(summarise(customer, hits, UPDATE)).toBe(expected.update);
    expect(summarise(customer, hits, UPSERT)).toBe(expected.upsert);
  });

  it('to update lists what changes, from what, and sends the whole record', () => {
    const remote = makeRemote({ externalId: 'C-1', phone: '+1', address: { city: 'Lagos' } });
    const wish = makeWish({ externalId: 'C-1', name: 'Ada Eze' });
    const update = {
      kind: 'update',
      remote,
      matchedBy: 'externalId',
      changes: [{ field: 'name', before: 'Ada Obi', after: 'Ada Eze' }],
      body: { name: 'Ada Eze', phone: '+1', address: { city: 'Lagos' } },
      warnings: [],
    };
    expect(decide(wish, { externalId: [remote] }, UPSERT)).toEqual(update);
    expect(decide(wish, { externalId: [remote] }, UPDATE)).toEqual(update);
    expect(decide(wish, { externalId: [remote] }, CREATE)).toEqual({
      kind: 'exists',
      remote,
      matchedBy: 'externalId',
      warnings: [],
    });
  });

  it('clears what is blank only where that is asked for', () => {
    const remote = makeRemote({ phone: '+1' });
    const wish = makeWish({}, { blank: ['phone'] });
    expect(decide(wish, { uid: [remote] }, UPSERT).kind).toBe('unchanged');
    expect(decide(wish, { uid: [remote] }, { ...UPSERT, blank: 'clear' })).toMatchObject({
      kind: 'update',
      changes: [{ field: 'phone', before: '+1', after: null }],
    });
  });

  it('to create asks for a unique email, unless that is turned off or there is none', () => {
    const email = 'new@x.org';
    const body = (customer: object, emailUnique: boolean) =>
      decide(makeWish(customer), {}, { ...UPSERT, emailUnique });
    expect(body({ email }, true)).toEqual({
      kind: 'create',
      body: { name: 'Ada Obi', email, emailUnique: true },
      warnings: [],
    });
    expect(body({ email }, false)).toMatchObject({ body: { name: 'Ada Obi', email } });
    expect(body({ email }, false)).not.toHaveProperty('body.emailUnique');
    expect(body({ externalId: 'C-9' }, true)).toEqual({
      kind: 'create',
      body: { name: 'Ada Obi', externalId: 'C-9' },
      warnings: [],
    });
  });

  it('names the candidates where there are several, the first three of many', () => {
    const many = [1, 2, 3, 4, 5].map((number) => makeRemote({ uid: toUid(number) }));
    expect(decide(makeWish(), { email: many.slice(0, 2) }, UPSERT)).toEqual({
      kind: 'conflict',
      code: 'ambiguous_match',
      message: `2 customers have this email: ${toUid(1)}, ${toUid(2)}.`,
    });
    expect(decide(makeWish(), { externalId: many }, UPSERT)).toMatchObject({
      message: `5 customers have this externalId: ${toUid(1)}, ${toUid(2)}, ${toUid(3)} and 2 more.`,
    });
  });
});

it('takes the customer that has exactly the id, where another one has it with the apostrophe of a spreadsheet', () => {
  const [marked, exact] = [
    makeRemote({ uid: toUid(1), externalId: "'42" }),
    makeRemote({ uid: toUid(2), externalId: '42' }),
  ];
  const wish = makeWish({ externalId: '42' });
  expect(decide(wish, { externalId: [marked, exact] }, UPSERT)).toMatchObject({ remote: { uid: toUid(2) } });
  expect(decide(wish, { externalId: [exact, exact] }, UPSERT)).toMatchObject({ code: 'ambiguous_match' });
});

describe('a uid that no customer has', () => {
  const wish = makeWish({ uid: toUid(9), email: 'ada@x.org' });

  it.each([CREATE, UPDATE, UPSERT])('is never created under another one (mode $mode)', (options) => {
    expect(decide(wish, { uid: [], email: [] }, options)).toEqual({
      kind: 'failed',
      code: 'api_not_found',
      message: `No customer has the uid ${toUid(9)}. A new one would get another uid, so none was created.`,
    });
  });

  it('contradicts a match by another key', () => {
    expect(decide(wish, { uid: [], email: [ada] }, UPSERT)).toEqual({
      kind: 'conflict',
      code: 'keys_disagree',
      message: `The email belongs to the customer ${toUid(1)}, and no customer has the uid ${toUid(9)}.`,
    });
  });

  it('is left aside where --match does not name it', () => {
    const options: MatchOptions = { ...UPSERT, match: ['externalId', 'email'] };
    expect(decide(wish, { uid: [], email: [] }, options).kind).toBe('create');
    expect(decide(wish, { uid: [], email: [ada] }, options)).toMatchObject({
      kind: 'unchanged',
      matchedBy: 'email',
    });
  });
});

describe('a row whose only key is left out of --match', () => {
  const wish = makeWish({ uid: toUid(9) });

  it('is not created, since the customer could not be recognised again', () => {
    for (const options of [CREATE, UPSERT]) {
      expect(decide(wish, { uid: [] }, { ...options, match: ['externalId', 'email'] })).toMatchObject({
        kind: 'failed',
        code: 'key_missing',
      });
    }
  });

  it('is skipped where nothing is to be created', () => {
    expect(decide(wish, { uid: [ada] }, { ...UPDATE, match: ['externalId', 'email'] })).toMatchObject({
      kind: 'skipped',
      code: 'not_found',
    });
  });
});

describe('keys that disagree', () => {
  it('point at two customers, and the message names them', () => {
    const wish = makeWish({ externalId: 'C-1', email: 'eve@x.org' });
    expect(decide(wish, { externalId: [ada], email: [eve] }, UPSERT)).toEqual({
      kind: 'conflict',
      code: 'keys_disagree',
      message: `The externalId belongs to the customer ${toUid(1)}, the email to ${toUid(2)}.`,
    });
    expect(decide(wish, { uid: [eve], externalId: [ada] }, UPSERT)).toMatchObject({
      message: `The uid belongs to the customer ${toUid(2)}, the externalId to ${toUid(1)}.`,
    });
  });

  it('do not where a later key finds several, and the matched customer is among them', () => {
    const wish = makeWish({ externalId: 'C-1', email: 'ada@x.org' });
    expect(decide(wish, { externalId: [ada], email: [eve, ada] }, UPSERT)).toMatchObject({
      kind: 'unchanged',
      matchedBy: 'externalId',
      remote: ada,
    });
  });

  it('do where a later key finds several, and the matched customer is not among them', () => {
    const bob = makeRemote({ uid: toUid(3) });
    const wish = makeWish({ externalId: 'C-1', email: 'shared@x.org' });
    expect(decide(wish, { externalId: [ada], email: [eve, bob] }, UPSERT)).toMatchObject({
      code: 'keys_disagree',
      message: `The externalId belongs to the customer ${toUid(1)}, the email to ${toUid(2)}, ${toUid(3)}.`,
    });
  });

  it('are an externalId of the row and another one of the customer found, since it can not change', () => {
    const wish = makeWish({ externalId: 'C-9', email: 'ada@x.org' });
    for (const options of [CREATE, UPDATE, UPSERT]) {
      expect(decide(wish, { externalId: [], email: [ada] }, options)).toEqual({
        kind: 'conflict',
        code: 'keys_disagree',
        message: `The email belongs to the customer ${toUid(1)}, whose externalId is another one and can not change.`,
      });
    }
  });

  it('are two externalIds that are UUIDs: the row means one that it knows', () => {
    const remote = makeRemote({ externalId: toUid(77) });
    expect(summarise({ externalId: toUid(78) }, { email: [remote] }, UPSERT)).toBe('conflict keys_disagree');
  });

  it('are not two, if only one has the apostrophe that programs write before a number', () => {
    const remote = makeRemote({ externalId: "'6852121231", email: 'ada@x.org' });
    expect(summarise({ externalId: '6852121231' }, { email: [remote] }, UPSERT)).not.toContain('conflict');
  });

  it('are distinguished by case', () => {
    expect(summarise({ externalId: 'c-1' }, { email: [ada] }, UPSERT)).toBe('conflict keys_disagree');
  });

  it('are not looked at where --match leaves them out', () => {
    const wish = makeWish({ externalId: 'C-1', email: 'eve@x.org' });
    const options: MatchOptions = { ...UPSERT, match: ['externalId'] };
    expect(decide(wish, { externalId: [ada], email: [eve] }, options)).toMatchObject({
      kind: 'update',
      matchedBy: 'externalId',
      changes: [{ field: 'email', before: 'ada@x.org', after: 'eve@x.org' }],
    });
  });
});

describe('an externalId that the vendor made up', () => {
  const made = makeRemote({ externalId: '3f2504e0-4f89-41d3-9a0c-0305e82c3301', email: 'ada@x.org' });
  const wish = makeWish({ externalId: 'C-1', email: 'ada@x.org' });

  it.each([
    [UPSERT, 'unchanged'],
    [UPDATE, 'unchanged'],
    [CREATE, 'exists'],
  ] as const)('stays, with a warning (mode $mode)', (options, kind) => {
    expect(decide(wish, { externalId: [], email: [made] }, options)).toEqual({
      kind,
      remote: made,
      matchedBy: 'email',
      warnings: ['external_id_kept'],
    });
  });

  it('stays with a warning when something else changes, and is not sent', () => {
    const renamed = makeWish({ ...wish.customer, name: 'Ada Eze' });
    expect(decide(renamed, { email: [made] }, UPSERT)).toMatchObject({
      kind: 'update',
      body: { name: 'Ada Eze', email: 'ada@x.org' },
      warnings: ['external_id_kept'],
    });
    expect(decide(renamed, { email: [made] }, UPSERT)).not.toHaveProperty('body.externalId');
  });

  it('is no matter for a row that has none, or has the same', () => {
    expect(decide(makeWish({ email: 'ada@x.org' }), { email: [made] }, UPSERT)).toMatchObject({
      warnings: [],
    });
    const same = makeWish({ externalId: '3f2504e0-4f89-41d3-9a0c-0305e82c3301' });
    expect(decide(same, { externalId: [made] }, UPSERT)).toMatchObject({ kind: 'unchanged', warnings: [] });
  });
});

describe('the order of --match', () => {
  it('decides which key a customer counts as found by', () => {
    const hits: DirectoryHits = { externalId: [ada], email: [ada] };
    const customer = { externalId: 'C-1', email: 'ada@x.org' };
    expect(summarise(customer, hits, { ...UPSERT, match: ['email', 'externalId'] })).toBe(
      'unchanged by email',
    );
    expect(summarise(customer, hits, { ...UPSERT, match: ['externalId', 'email'] })).toBe(
      'unchanged by externalId',
    );
  });
});
