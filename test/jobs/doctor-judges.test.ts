import { describe, expect, it, test } from 'vitest';
import { toShrunk, toZipcode } from '../../src/jobs/doctor/bodies.js';
import { toFacts } from '../../src/jobs/doctor/facts.js';
import { judgeDelete, judgeThrottling } from '../../src/jobs/doctor/judge/ends.js';
import { judgeField } from '../../src/jobs/doctor/judge/fields.js';
import { judgeOrder } from '../../src/jobs/doctor/judge/lists.js';
import { judgeClearing, judgeLeftOut } from '../../src/jobs/doctor/judge/updates.js';
import { toRecord } from '../../src/jobs/doctor/records.js';

describe('the order of a list', () => {
  const [older, newer] = ['a', 'b'];

  test.each([
    ['honoured', ['b', 'a'], ['a', 'b'], 'honoured'],
    ['honoured, where they are not on the first page of the oldest', ['b', 'a'], ['x', 'y'], 'honoured'],
    ['always the newest first', ['b', 'a'], ['b', 'a'], 'always desc'],
    ['always the oldest first', ['a', 'b'], ['a', 'b'], 'always asc'],
    ['not known, where they are on no page', ['x'], ['x'], 'unknown'],
  ])('is %s', (_what, desc, asc, result) => {
    expect(judgeOrder({ desc, asc, older, newer }).result).toBe(result);
  });
});

describe('what is left out of a refused body', () => {
  const body = { name: 'n', email: 'e', phone: 'p', emailUnique: true, address: { zipcode: '1', city: 'c' } };

  test.each([
    ['"phone" is not allowed', 'phone', true],
    ['emailUnique should not exist', 'emailUnique', true],
    ['email must be an email', 'email', true],
    ['address.zipcode must be a number', 'address.zipcode.text', true],
    ['Bad Request', 'emailUnique', false],
  ])('for "%s" is %s', (message, field, isNamed) => {
    expect(toShrunk(body, message)).toMatchObject({ field, isNamed });
  });

  it('turns a text zipcode into a number first, and leaves the rest of the address', () => {
    const first = toShrunk(body, 'zipcode');
    expect(toZipcode(first?.body ?? {})).toBe(501);
    const second = toShrunk(first?.body ?? {}, 'zipcode');
    expect(second).toMatchObject({ field: 'address.zipcode', body: { address: { city: 'c' } } });
  });

  it('is nothing where only the name is left', () => {
    expect(toShrunk({ name: 'n' }, 'Bad Request')).toBeUndefined();
  });
});

describe('a record in an answer', () => {
  const record = { uid: 'u', name: 'n' };

  test.each([
    ['in data', { data: record }],
    ['in a list', { data: [record] }],
    ['under its name', { data: { customer: record } }],
    ['alone', record],
  ])('is found %s', (_where, json) => {
    expect(toRecord(json)).toEqual(record);
  });

  test.each([['text'], [null], [{ data: null }], [{ status: 'success' }], [{ data: [] }]])(
    'is not found in %j',
    (json) => {
      expect(toRecord(json)).toBeUndefined();
    },
  );
});

describe('judgements', () => {
  it('take a value that an update did not change for dropped', () => {
    const common = { id: 'updatePhone', field: 'phone', wasRefused: false, sent: '+2' } as const;
    expect(judgeField({ ...common, record: { uid: 'u', phone: '+1' }, before: '+1' }).result).toBe('dropped');
    expect(judgeField({ ...common, record: { uid: 'u', phone: '+3' }, before: '+1' }).result).toBe(
      'different',
    );
    expect(judgeField({ ...common, record: { uid: 'u', phone: '+2' }, before: '+1' }).result).toBe('kept');
  });

  it('tell fields that an update clears from those it keeps', () => {
    const fields = [
      { field: 'phone', before: '1', after: null },
      { field: 'email', before: 'e', after: 'e' },
      { field: 'metaData', before: null, after: null },
    ];
    expect(judgeLeftOut(fields)).toMatchObject({ result: 'mixed', detail: 'cleared: phone; kept: email' });
  });

  it('prefer null to clear with, then an empty text, then leaving out', () => {
    const none = { null: 'refused', empty: 'kept', omit: 'changed' } as const;
    expect(judgeClearing({ null: 'cleared', empty: 'cleared', omit: 'cleared' }).result).toBe('null');
    expect(judgeClearing({ ...none, empty: 'cleared' })).toMatchObject({
      result: 'empty',
      severity: 'option',
    });
    expect(judgeClearing({ ...none, omit: 'cleared' }).result).toBe('omit');
    expect(judgeClearing(none)).toMatchObject({ result: 'nothing', severity: 'danger' });
  });

  it('tell a DELETE without effect from one that works', () => {
    const answer = { status: 200, said: '200', isGood: true };
    expect(judgeDelete({ ...answer, isGone: true }).result).toBe('works');
    expect(judgeDelete({ ...answer, isGone: false }).result).toBe('no effect');
  });

  it('look for the first Retry-After among those that came', () => {
    expect(judgeThrottling([null, '7'])).toMatchObject({ result: 'told', detail: '2 x 429, Retry-After: 7' });
  });

  it('give the smallest of the largest pages to all lists, and nothing where nothing is known', () => {
    const common = { severity: 'ok', detail: '', meaning: '', option: '' } as const;
    const facts = toFacts([
      { ...common, id: 'pageSizeCustomers', result: '100' },
      { ...common, id: 'pageSizeAddresses', result: '20' },
      { ...common, id: 'pageSizeSubAccounts', result: 'skipped' },
    ]);
    expect(facts).toEqual({
      keepsExternalId: 'unknown',
      zipcode: 'unknown',
      clears: 'unknown',
      subAccountCustomerId: 'unknown',
      subAccountOwner: 'unknown',
      refusesTwinByExternalId: 'unknown',
      refusesTwinByEmail: 'unknown',
      largestPage: 20,
      createStatus: null,
    });
  });
});
