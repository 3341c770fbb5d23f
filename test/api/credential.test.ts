import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import type { Environment } from '../../src/core/environment.js';
import { toCredential } from '../../src/api/credential.js';
import { BulkError } from '../../src/core/errors.js';
import { makeRedactor } from '../../src/core/redact.js';

const PAIR = { BITPOWR_PUBLIC_KEY: 'test_public_1', BITPOWR_SECRET_KEY: 'test_secret_1' };
const BASE64 = Buffer.from('test_public_1:test_secret_1').toString('base64');

function refusalOf(environment: Environment): BulkError {
  try {
    toCredential(environment);
  } catch (error) {
    if (error instanceof BulkError) return error;
    throw error;
  }
  throw new Error('It was taken.');
}

describe('the header', () => {
  const TOKEN = ['BITPOWR_TOKEN'];
  const KEYS = ['BITPOWR_PUBLIC_KEY', 'BITPOWR_SECRET_KEY'];

  it.each<[string, Environment, string, readonly string[]]>([
    ['a token', { BITPOWR_TOKEN: 'tok_12345' }, 'Bearer tok_12345', TOKEN],
    ['an API key, as it is', { BITPOWR_API_KEY: 'key/+=1' }, 'Basic key/+=1', ['BITPOWR_API_KEY']],
    ['a pair', PAIR, 'Bearer test_public_1.test_secret_1', KEYS],
    ['a pair by dot', { ...PAIR, BITPOWR_KEY_STYLE: 'dot' }, 'Bearer test_public_1.test_secret_1', KEYS],
    ['a pair by base64', { ...PAIR, BITPOWR_KEY_STYLE: 'Base64' }, `Bearer ${BASE64}`, KEYS],
    ['blanks around', { BITPOWR_TOKEN: ' tok_12345\n' }, 'Bearer tok_12345', TOKEN],
    [
      'empty others',
      { BITPOWR_TOKEN: 'tok_12345', BITPOWR_API_KEY: '', BITPOWR_SECRET_KEY: ' ' },
      'Bearer tok_12345',
      TOKEN,
    ],
  ])('of %s', (_name, environment, header, variables) => {
    expect(toCredential(environment)).toMatchObject({ header, variables });
  });
});

describe('refusals', () => {
  it.each<[string, Environment, string, string]>([
    ['none', {}, 'credential_missing', 'No credential is set.'],
    [
      'half a pair',
      { BITPOWR_PUBLIC_KEY: 'p' },
      'credential_missing',
      'BITPOWR_PUBLIC_KEY is set, but BITPOWR_SECRET_KEY is not.',
    ],
    [
      'the other half',
      { BITPOWR_SECRET_KEY: 's' },
      'credential_missing',
      'BITPOWR_SECRET_KEY is set, but BITPOWR_PUBLIC_KEY is not.',
    ],
    [
      'two kinds',
      { BITPOWR_TOKEN: 't', ...PAIR },
      'config_invalid',
      'More than one credential is set: BITPOWR_TOKEN, BITPOWR_PUBLIC_KEY, BITPOWR_SECRET_KEY.',
    ],
    [
      'an unknown style',
      { ...PAIR, BITPOWR_KEY_STYLE: 'colon' },
      'config_invalid',
      'Expected BITPOWR_KEY_STYLE to be `dot` or `base64`.',
    ],
  ])('%s', (_name, environment, code, message) => {
    expect(refusalOf(environment)).toMatchObject({ code, message });
  });

  it.each([
    '"secret-word"',
    "'secret-word'",
    'secret-word"',
    'secret\r\nX-Evil: word',
    'secret word',
    'secret\u0000word',
    'sécret-word',
    'Bearer secret-word',
    'basic secret-word',
  ])('of %j, without showing it', (value) => {
    const error = refusalOf({ BITPOWR_TOKEN: value });
    expect(error.code).toBe('config_invalid');
    expect(error.message + error.hint + JSON.stringify(error.context)).not.toMatch(
      /secret|sécret|word-?"|Evil/,
    );
  });
});

it('names every form of a secret, so that a redactor finds it', () => {
  const redact = makeRedactor(toCredential(PAIR).secrets);
  for (const form of ['test_secret_1', 'test_public_1', 'test_public_1.test_secret_1', BASE64]) {
    expect(redact(`<${form}>`)).toBe('<[redacted]>');
  }
});

it('knows what an API key that is the base64 of a pair says', () => {
  const key = Buffer.from('public-4711:secret-4711').toString('base64');
  expect(toCredential({ BITPOWR_API_KEY: key }).secrets).toEqual([
    key,
    'public-4711:secret-4711',
    'public-4711',
    'secret-4711',
  ]);
  expect(toCredential({ BITPOWR_API_KEY: 'test_key_4711' }).secrets).toEqual(['test_key_4711']);
});
