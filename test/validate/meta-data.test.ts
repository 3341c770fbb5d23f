import { expect, it } from 'vitest';
import { codesOf, toWish, validate } from './support.js';

const BASE = { externalId: 'C-1', name: 'Jane' };

it.each([
  '{}',
  '{"a":1}',
  '{"a":null,"b":[1,"x",{"c":true}]}',
  ' {"a" :\n 1.5}\n',
  '{"":""}',
  '{"toString":1}',
  '{"a":1e21}'.replace('1e21', '1e15'),
])('takes %j as metaData', (json) => {
  expect(codesOf('metaData', json)).toEqual([]);
});

it.each([
  'gold',
  '"gold"',
  '5',
  'true',
  'null',
  '[]',
  '[{"a":1}]',
  '{',
  '}',
  '{a:1}',
  "{'a':1}",
  '{"a":1,}',
  '{"a":1}{"b":2}',
  '{"a":NaN}',
  '{"__proto__":{}}',
  '{"a":{"constructor":1}}',
  '{"a":[{"prototype":1}]}',
  '{"\\u005f_proto__":1}',
  '{"a":[[[[[[[[1]]]]]]]]}',
  `{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}`,
  `{"a":"${'x'.repeat(64 * 1024)}"}`,
  '{"a":undefined}',
  '{“a”:1}',
  '{"a":1}; --',
  'plan=gold',
])('takes %.40j as no metaData', (json) => {
  expect(codesOf('metaData', json)).toEqual(['metadata_invalid']);
});

it.each(['{"a":1e999}', '{"a":12345678901234567890}', '{"a":[9007199254740993]}'])(
  'refuses %s, because no JSON reader keeps its number',
  (json) => {
    const { issues } = validate({ ...BASE, metaData: json });
    expect(issues).toMatchObject([{ code: 'metadata_number', hint: 'Put the number in quotes.' }]);
  },
);

it.each([
  ['[1,2]', '{"list":[1,2]}'],
  ['["vip"]', '{"list":["vip"]}'],
])('says how to give the array %s a key', (json, suggestion) => {
  const { issues } = validate({ ...BASE, metaData: json });
  expect(issues).toMatchObject([{ code: 'metadata_invalid', suggestion }]);
  expect(issues[0]?.hint).toContain(suggestion);
});

it('leaves no trace in any prototype', () => {
  codesOf('metaData', '{"__proto__":{"admin":true}}');
  codesOf('metaData.__proto__', 'x');
  expect(({} as Record<string, unknown>).admin).toBeUndefined();
});

it.each(['__proto__', 'constructor', 'prototype'])('refuses a column metaData.%s', (key) => {
  expect(codesOf(`metaData.${key}`, 'x')).toEqual(['metadata_invalid']);
});

it('merges the columns over the JSON column, and tells which values are text', () => {
  const wish = toWish({
    ...BASE,
    metaData: '{"plan":"gold","level":3}',
    'metaData.segment': ' retail ',
    'metaData.since': '2024',
  });
  expect(wish.customer.metaData).toEqual({ plan: 'gold', level: 3, segment: 'retail', since: '2024' });
  expect(wish.textMetaData).toEqual(['segment', 'since']);
});

it('keeps the JSON type of a key that both name with one value', () => {
  const wish = toWish({
    ...BASE,
    metaData: '{"level":3,"on":true}',
    'metaData.level': '3',
    'metaData.on': 'true',
  });
  expect(wish.customer.metaData).toEqual({ level: 3, on: true });
  expect(wish.textMetaData).toEqual([]);
});

it('names both values of a key where they differ', () => {
  const [issue] = validate({ ...BASE, metaData: '{"level":3}', 'metaData.level': '4' }).issues;
  expect(issue).toMatchObject({ code: 'metadata_invalid', column: 'metaData.level', value: '4' });
  expect(issue?.message).toBe(
    'metaData.level: expected one value for the key `level`, found `4` here and `3` in the metaData column.',
  );
});

it('takes an empty cell for nothing, and a key in the JSON column for not blank', () => {
  const wish = toWish({ ...BASE, metaData: '{"plan":"gold"}', 'metaData.plan': '', 'metaData.segment': ' ' });
  expect(wish.customer.metaData).toEqual({ plan: 'gold' });
  expect(wish.blank).toEqual(['metaData.segment']);
});

it('has no metaData where all its cells are empty', () => {
  const wish = toWish({ ...BASE, metaData: '', 'metaData.plan': '' });
  expect(wish.customer).not.toHaveProperty('metaData');
  expect(wish.blank).toEqual(['metaData', 'metaData.plan']);
});

it('measures the columns and the JSON column together', () => {
  const half = 'x'.repeat(33 * 1024);
  expect(codesOf('metaData.a', half)).toEqual([]);
  const { issues } = validate({ ...BASE, 'metaData.a': half, 'metaData.b': half });
  expect(issues.map(({ code }) => code)).toEqual(['metadata_invalid']);
});
