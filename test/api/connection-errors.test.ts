import { describe, expect, it } from 'vitest';
import { toConnectionFailure } from '../../src/api/connection-errors.js';

function coded(code: string, message = code): Error {
  return Object.assign(new Error(message), { code });
}

const CODES = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ECONNRESET',
  'UND_ERR_SOCKET',
  'EPIPE',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_ABORTED',
  'CERT_HAS_EXPIRED',
  'HPE_INVALID_CONSTANT',
  'SOMETHING_NEW',
];

it.each(CODES)(
  'lets the start alone decide whether a request with %s may have reached the server',
  (code) => {
    expect(toConnectionFailure(coded(code), false).mayHaveReached).toBe(false);
    expect(toConnectionFailure(coded(code), true).mayHaveReached).toBe(true);
  },
);

describe('what is said', () => {
  it.each([
    ['ENOTFOUND', false, 'The name of the host could not be resolved: there is no such host (ENOTFOUND).'],
    ['ECONNREFUSED', false, 'No connection could be made: refused, nothing listens there (ECONNREFUSED).'],
    [
      'CERT_HAS_EXPIRED',
      false,
      'The TLS certificate of the server was not accepted: it has expired (CERT_HAS_EXPIRED).',
    ],
    ['ERR_SSL_SOMETHING', false, 'The TLS handshake failed (ERR_SSL_SOMETHING).'],
    ['ECONNRESET', true, 'The connection was cut before the answer was complete (ECONNRESET).'],
    ['EHOSTUNREACH', true, 'The connection was cut before the answer was complete (EHOSTUNREACH).'],
    ['HPE_INVALID_CONSTANT', true, 'The answer was not proper HTTP (HPE_INVALID_CONSTANT).'],
    ['REQUEST_TIMEOUT', true, 'No complete answer came in time.'],
    ['REQUEST_TIMEOUT', false, 'No connection could be made in time.'],
    ['SOMETHING_NEW', true, 'The request failed (SOMETHING_NEW).'],
    ['constructor', true, 'The request failed (constructor).'],
  ])('of %s (started: %s)', (code, wasStarted, message) => {
    expect(toConnectionFailure(coded(code), wasStarted).message).toBe(message);
  });

  it('is the error itself where there is no code', () => {
    expect(toConnectionFailure(new Error('odd'), false).message).toBe('The request failed: odd.');
  });

  it('comes from the cause where the code stands there', () => {
    const error = new Error('fetch failed', { cause: coded('ENOTFOUND') });
    expect(toConnectionFailure(error, false).message).toContain('no such host');
  });
});

it.each([
  ['CERT_HAS_EXPIRED', true],
  ['ERR_TLS_CERT_ALTNAME_INVALID', true],
  ['ERR_SSL_WRONG_VERSION_NUMBER', true],
  ['ECONNREFUSED', false],
  ['ENOTFOUND', false],
  ['ECONNRESET', false],
  ['SOMETHING_NEW', false],
])('knows whether %s will last: %s', (code, isLasting) => {
  expect(toConnectionFailure(coded(code), false).isLasting).toBe(isLasting);
});
