import { describe, expect, test } from 'vitest';
import { createChecker, type Finding } from './checker.js';
import { readFacts } from './facts.js';

const checker = createChecker(readFacts());
const UID = '3640382a-5789-4bc0-a892-caae2693c214';

const check = (method: string, path: string, body?: unknown) =>
  checker.checkRequest({
    method,
    path: `/api/v1${path}`,
    body: body === undefined ? '' : JSON.stringify(body),
  });

const toPlaces = (findings: readonly Finding[]): string[] =>
  findings.map(({ location, pointer, keyword }) => `${location}${pointer} ${keyword}`);

describe('a request as documented has no deviation', () => {
  test.each<[method: string, path: string, route: string, body?: unknown]>([
    ['GET', '/auth', 'GET /auth'],
    ['GET', '/customers?page=2&perPage=100&orderBy=asc', 'GET /customers'],
    ['GET', `/customers/${UID}`, 'GET /customers/{customerId}'],
    ['POST', '/customers', 'POST /customers', { name: 'Jane', metaData: { plan: { tier: [1, null] } } }],
    ['POST', `/customers/${UID}`, 'POST /customers/{customerId}', { name: 'J', address: { zipcode: 10115 } }],
    [
      'POST',
      `/accounts/wallet-a/sub-accounts/${UID}/addresses`,
      'POST /accounts/{uid}/sub-accounts/{subId}/addresses',
      { label: 'one', asset: 'BTC', addressType: 'segwit' },
    ],
  ])('%s %s', (method, path, route, body) => {
    expect(check(method, path, body)).toEqual({ route, findings: [] });
  });
});

describe('a request that is not as documented is found out', () => {
  test.each<[what: string, method: string, path: string, body: unknown, places: string[]]>([
    ['an unknown field', 'POST', '/customers', { name: 'J', nick: 'j' }, ['body/nick additionalProperties']],
    [
      'an unknown field within a field',
      'POST',
      '/customers',
      { name: 'J', address: { floor: '2' } },
      ['body/address/floor additionalProperties'],
    ],
    ['a wrong type', 'POST', '/customers', { name: 'J', phone: 234 }, ['body/phone type']],
    ['null', 'POST', '/customers', { name: 'J', email: null }, ['body/email type']],
    ['a missing field', 'POST', '/addresses', { label: 'a', asset: 'BTC' }, ['body/accountId required']],
    ['a value outside a list', 'GET', '/customers?orderBy=newest', undefined, ['query/orderBy enum']],
    ['two faults at a time', 'POST', '/customers', { email: 1 }, ['body/email type', 'body/name required']],
    ['no body', 'POST', '/customers', undefined, ['body type']],
    ['a list for a body', 'POST', '/customers', [{ name: 'J' }], ['body type']],
    ['a body where none belongs', 'GET', '/customers', {}, ['body undocumented']],
    ['an unknown parameter', 'GET', '/customers?email=a', undefined, ['query/email additionalProperties']],
    ['a parameter that is no number', 'GET', '/customers?page=two', undefined, ['query/page type']],
    ['an empty parameter', 'GET', '/customers?page=', undefined, ['query/page type']],
    ['a number that is too small', 'GET', '/customers?page=0', undefined, ['query/page minimum']],
    ['a parameter given twice', 'GET', '/customers?page=1&page=2', undefined, ['query/page type']],
    ['an unknown route', 'GET', '/wallets', undefined, ['route undocumented']],
    ['an unknown method', 'DELETE', `/customers/${UID}`, undefined, ['route undocumented']],
    ['a path that is one segment longer', 'GET', `/customers/${UID}/x/y`, undefined, ['route undocumented']],
  ])('%s', (_what, method, path, body, places) => {
    expect(toPlaces(check(method, path, body).findings).sort()).toEqual(places);
  });

  test('text that is no JSON', () => {
    const { findings } = checker.checkRequest({
      method: 'POST',
      path: '/api/v1/customers',
      body: '{"name":',
    });
    expect(toPlaces(findings)).toEqual(['body type']);
  });

  test('a path outside the API', () => {
    const { route, findings } = checker.checkRequest({ method: 'GET', path: `/customers/${UID}`, body: '' });
    expect(route).toBe('GET /customers/{uid}');
    expect(toPlaces(findings)).toEqual(['route undocumented']);
  });
});

describe('an answer', () => {
  const customers = { method: 'GET', path: '/api/v1/customers?page=1', body: '' };
  const page = { status: 'success', page: 1, totalPages: 1 };

  test.each<[what: string, status: number, body: unknown, places: string[]]>([
    ['as documented', 200, { ...page, data: [{ uid: UID, name: 'J', email: null, new: 1 }] }, []],
    ['with the page as text', 200, { ...page, page: '1', data: [] }, []],
    ['without a required field', 200, { ...page, data: [{ uid: UID }] }, ['answer/data/*/name required']],
    ['of a wrong type', 200, { ...page, data: [{ uid: 7, name: 'J' }] }, ['answer/data/*/uid type']],
    ['of an undocumented status', 418, {}, ['answer/418 undocumented']],
  ])('%s', (_what, status, body, places) => {
    const { findings } = checker.checkAnswer(customers, { status, body: JSON.stringify(body) });
    expect(toPlaces(findings)).toEqual(places);
  });

  test('that is a page of HTML', () => {
    const { findings } = checker.checkAnswer(customers, { status: 502, body: '<html></html>' });
    expect(toPlaces(findings)).toEqual(['answer type']);
  });
});
