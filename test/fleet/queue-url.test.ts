import { describe, expect, it } from 'vitest';
import { assertQueueUrl } from '../../src/fleet/queue-url.js';

describe('assertQueueUrl', () => {
  it.each([
    'postgres://bitpowr@localhost/bitpowr',
    'postgres://localhost',
    'postgres://bitpowr@/bitpowr?host=/var/run/postgresql',
    'postgres:///bitpowr?host=/var/run/postgresql&user=bitpowr',
    'postgresql://u:p%40ss%2Fw%3Ard%231%3F%25@127.0.0.1:5433/db?sslmode=verify-full',
    'postgres://u:p:w@[::1]:5432/db?sslrootcert=/etc/ca.pem',
    'postgres://u@localhost/db?host=%2Fvar%2Frun%2Fpostgresql',
  ])('takes %s', (url) => {
    expect(() => assertQueueUrl(url)).not.toThrow();
  });

  it.each([
    'postgres://u:p@ss@host/db',
    'postgres://u:pa/ss@host/db',
    'postgres://u:pa?ss@host/db',
    'postgres://u:pa#ss@host/db',
    'postgres://u:pa ss@host/db',
    'postgres://u:p%ss@host/db',
    'postgres://u:ss@host:port/db',
    'postgres://u:ss@host/db#more',
  ])('refuses %s, which would be misread, without a word of it', (url) => {
    const refused = expect(() => assertQueueUrl(url));
    refused.toThrow(
      expect.objectContaining({
        code: 'config_invalid',
        message: 'Expected the URL of `--queue` to be postgres://USER:PASSWORD@HOST/DATABASE.',
        hint: expect.stringContaining('%40') as string,
      }) as Error,
    );
  });

  it.each(['fleet/queue', 'localhost/bitpowr', 'mysql://u@host/db'])(
    'refuses %s, and says how a file is named',
    (word) => {
      expect(() => assertQueueUrl(word)).toThrow(
        expect.objectContaining({ hint: expect.stringContaining('@FILE') as string }) as Error,
      );
    },
  );

  it('refuses an sslmode that there is not', () => {
    expect(() => assertQueueUrl('postgres://u@host/db?sslmode=on')).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('verify-full') as string }) as Error,
    );
  });
});
