import { expect, test } from 'vitest';
import { BulkError } from '../../src/core/errors.js';
import { readAccount } from '../../src/jobs/connect.js';

const refusing = {
  readAccount: () =>
    Promise.reject(new BulkError('credential_rejected', 'The API refused GET /auth: INVALID_API_KEY.')),
};
const TOKEN = { BITPOWR_TOKEN: 'tok_wrong' };
const PAIR = { BITPOWR_PUBLIC_KEY: 'pub', BITPOWR_SECRET_KEY: 'sec' };

test.each([
  ['the environment', TOKEN, undefined, 'BITPOWR_TOKEN in the environment.'],
  ['a file', TOKEN, { path: 'b.env', variables: ['BITPOWR_TOKEN'] }, 'BITPOWR_TOKEN in b.env.'],
  [
    'the environment, although there is a file',
    TOKEN,
    { path: 'b.env', variables: ['BITPOWR_ACCOUNT_ID'] },
    'BITPOWR_TOKEN in the environment, which overrides b.env.',
  ],
  [
    'a file with a pair of keys',
    PAIR,
    { path: 'b.env', variables: ['BITPOWR_PUBLIC_KEY', 'BITPOWR_SECRET_KEY'] },
    'BITPOWR_PUBLIC_KEY and BITPOWR_SECRET_KEY in b.env.',
  ],
])('a credential of %s that is refused is named', async (_where, environment, credentialsFile, place) => {
  await expect(readAccount(refusing, { environment, credentialsFile })).rejects.toMatchObject({
    message: `The API refused GET /auth: INVALID_API_KEY. The credential is ${place}`,
    hint: expect.not.stringContaining('resume') as string,
  });
});

test('any other error stays as it is', async () => {
  const error = new BulkError('server_unreachable', 'No connection.');
  const failing = { readAccount: () => Promise.reject(error) };
  await expect(readAccount(failing, { environment: TOKEN })).rejects.toBe(error);
});
