import { expect, test } from 'vitest';
import { createChecker } from './checker.js';
import { Findings } from './compare.js';
import { readFacts } from './facts.js';
import type { KnownDeviation } from './known-deviations.js';

const ZIPCODE: KnownDeviation = {
  route: 'POST /customers',
  location: 'body',
  pointer: '/address/zipcode',
  keyword: 'type',
  reason: 'Zipcodes have leading zeros.',
};

function collect(...bodies: readonly object[]): Findings {
  const checker = createChecker(readFacts());
  const findings = new Findings();
  for (const body of bodies) {
    const request = { method: 'POST', path: '/api/v1/customers', body: JSON.stringify(body) };
    findings.add(checker.checkRequest(request), request);
  }
  return findings;
}

test('a listed deviation that occurs is neither new nor gone', () => {
  const findings = collect({ name: 'J', address: { zipcode: '00123' } });
  expect(findings.listNew([ZIPCODE])).toEqual([]);
  expect(findings.listGone([ZIPCODE])).toEqual([]);
});

test('a listed deviation that does not occur is gone', () => {
  const findings = collect({ name: 'J', address: { zipcode: 10115 } });
  expect(findings.listGone([ZIPCODE])).toEqual(['POST /customers body/address/zipcode type']);
});

test('the same deviation is reported once, with its number and its first request', () => {
  const findings = collect({ name: 'J', nick: 'a' }, { name: 'K', nick: 'b' }, { name: 'L' });
  expect(findings.listNew([ZIPCODE])).toEqual([
    'POST /customers body/nick additionalProperties: must NOT have additional properties (2 times), ' +
      'first in POST /api/v1/customers {"name":"J","nick":"a"}',
  ]);
  expect(findings.requests).toBe(3);
});

test('a listed deviation covers no other place, keyword or route', () => {
  const findings = collect({ name: 'J', address: { zipcode: '00123' }, email: 1 });
  for (const other of [{ pointer: '/address/city' }, { keyword: 'enum' }, { route: 'POST /addresses' }]) {
    expect(findings.listNew([{ ...ZIPCODE, ...other }])).toHaveLength(2);
  }
});
