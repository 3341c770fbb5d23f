import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toErrorMessage, toLine } from '../../src/api/error-message.js';
import { measureGrowth } from '../support/growth.js';
import { bySize } from '../support/size.js';

/** No secrets here. */
const asIs = (text: string): string => text;

function said(body: unknown, contentType: string | undefined = 'application/json', status = 422): string {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return toErrorMessage({ status, contentType, body: text }, asIs);
}

describe('JSON', () => {
  it.each<[unknown, string]>([
    [{ status: 'error', message: 'email is not valid' }, 'email is not valid'],
    [{ message: 'email is not valid' }, 'email is not valid'],
    [{ error: 'email is not valid' }, 'email is not valid'],
    [{ error: { message: 'email is not valid', code: 'BAD_EMAIL' } }, 'email is not valid (BAD_EMAIL)'],
    [{ error: { message: 'INVALID_API_KEY', code: 'INVALID_API_KEY' } }, 'INVALID_API_KEY'],
    [{ message: 'no', code: 'E1' }, 'no (E1)'],
    [{ message: 'no', code: 17 }, 'no'],
    [{ message: ['name is empty', 'email is not valid'] }, 'name is empty; email is not valid'],
    [{ message: ['name is empty', 'name is empty'] }, 'name is empty'],
    [
      { errors: [{ message: 'name is empty' }, { message: 'email is not valid' }] },
      'name is empty; email is not valid',
    ],
    [{ errors: [{ field: 'email', message: 'is not valid' }] }, 'email: is not valid'],
    [
      { errors: [{ path: ['address', 'zipcode'], message: 'Expected number' }] },
      'address.zipcode: Expected number',
    ],
    [{ errors: { email: ['is not valid', 'is too long'] } }, 'email: is not valid; is too long'],
    [
      { message: 'Validation failed', errors: [{ message: 'name is empty' }] },
      'Validation failed: name is empty',
    ],
    [
      {
        statusCode: 400,
        message: [{ property: 'email', constraints: { isEmail: 'email must be an email' } }],
        error: 'Bad Request',
      },
      'isEmail: email must be an email',
    ],
    [{ status: 'error', data: { message: 'name is empty' } }, 'name is empty'],
    [['name is empty', 'email is not valid'], 'name is empty; email is not valid'],
    [{ error: '' }, 'HTTP 422 Unprocessable Entity: {"error":""}'],
    [{}, 'HTTP 422 Unprocessable Entity: {}'],
    [{ status: 'error' }, 'HTTP 422 Unprocessable Entity: {"status":"error"}'],
    ['"just a text"', 'just a text'],
    ['null', 'HTTP 422 Unprocessable Entity: null'],
    ['42', 'HTTP 422 Unprocessable Entity: 42'],
    [{ message: 'two\r\nlines\u0000 and\u001b[31m colour\u202e' }, 'two lines and [31m colour'],
    ['\uFEFF{"message":"with a mark"}', 'with a mark'],
  ])('%j says %j', (body, message) => {
    expect(said(body)).toBe(message);
  });
});

describe('what is not JSON', () => {
  it.each<[string, string | undefined, number, string]>([
    ['', 'application/json', 422, 'HTTP 422 Unprocessable Entity, with an empty body'],
    [' \n ', undefined, 502, 'HTTP 502 Bad Gateway, with an empty body'],
    ['', undefined, 599, 'HTTP 599, with an empty body'],
    ['upstream timed out', 'text/plain', 504, 'upstream timed out'],
    ['{"message": "cut sh', 'application/json', 500, '{"message": "cut sh'],
    [
      '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr>nginx</body></html>',
      'text/html',
      502,
      'HTTP 502 Bad Gateway: 502 Bad Gateway nginx',
    ],
    [
      '<!DOCTYPE html><title>Oops</title><style>p{color:red}</style><script>alert(1)</script><p>We&#39;re down &amp; out&nbsp;now</p>',
      undefined,
      503,
      "HTTP 503 Service Unavailable: Oops – We're down & out now",
    ],
    ['<html></html>', 'text/html', 500, 'HTTP 500 Internal Server Error, with an HTML page'],
    ['\u0000\u0001', undefined, 500, 'HTTP 500 Internal Server Error, with an unreadable body'],
  ])('%j (%s, %d) says %j', (body, contentType, status, message) => {
    expect(toErrorMessage({ status, contentType, body }, asIs)).toBe(message);
  });
});

it('cuts what is too long, between characters', () => {
  const line = toLine('😀'.repeat(400), asIs);
  expect(line).toHaveLength(499);
  expect(line).toMatch(/^(😀)+…$/u);
});

it('gives one line of 1 to 500 characters for any body', () => {
  const bodies = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 2000 }),
    fc.json(),
    fc.json().map((json) => `{"message":${json},"errors":[${json}]}`),
    fc.string({
      unit: fc.constantFrom('<', '>', '/', '&', ';', '#', '9', 'title', 'script', ' '),
      maxLength: 500,
    }),
  );
  fc.assert(
    fc.property(bodies, fc.constantFrom('text/html', 'application/json', undefined), (body, contentType) => {
      const line = toErrorMessage({ status: 500, contentType, body }, asIs);
      return (
        line.length > 0 && line.length <= 500 && !/[\p{Cc}\u2028\u2029]/u.test(line) && line.trim() === line
      );
    }),
    { numRuns: bySize({ small: 100, full: 500 }) },
  );
});

it('takes time in proportion to a hostile page', () => {
  for (const unit of ['<script', '<title', '<', '&#1', '<script></scrip']) {
    const growth = measureGrowth(
      (size) =>
        toErrorMessage(
          { status: 500, contentType: 'text/html', body: unit.repeat(size / unit.length) },
          asIs,
        ),
      8192,
    );
    expect(growth, unit).toBeLessThan(30);
  }
});

it('quotes nothing of records, which are other people’s', () => {
  const record = { uid: 'c0000000-0000-4000-8000-000000000001', name: 'Jane', description: 'a friend' };
  expect(said({ status: 'error', data: [record] })).toBe('HTTP 422 Unprocessable Entity, without a message');
  expect(said({ status: 'error', data: record }, undefined, 200)).toBe('HTTP 200 OK, without a message');
  expect(said({ message: 'no', data: record })).toBe('no');
});
