import { describe, expect, it } from 'vitest';
import { hideUrlSecrets, listUrlSecrets } from '../../src/core/url-secrets.js';

const TOKEN = 'abcdefghij0123456789';
const WEBHOOK = { hasSecretPath: true };

describe('hideUrlSecrets', () => {
  it.each([
    ['https://example.com/a.csv?x=1&y=2', 'https://example.com/a.csv?x=1&y=2'],
    ['https://user:pass@example.com/a.csv', 'https://…@example.com/a.csv'],
    ['sftp://user@example.com/a.csv', 'sftp://user@example.com/a.csv'],
    [`https://${TOKEN}@example.com/a`, 'https://…@example.com/a'],
    [`https://a.example.com/a.csv?v=1&sig=x`, 'https://a.example.com/a.csv?v=1&sig=…'],
    [
      `https://a.example.com/a?X-Amz-Date=1&X-Amz-Signature=${TOKEN}#${TOKEN}`,
      'https://a.example.com/a?X-Amz-Date=1&X-Amz-Signature=…#…',
    ],
    ['a b.csv', 'a b.csv'],
    [
      'got `http://u:p@example.com` twice: ftp://u:p@example.org/x',
      'got `http://…@example.com` twice: ftp://…@example.org/x',
    ],
  ])('shows %s as %s', (url, shown) => expect(hideUrlSecrets(url)).toBe(shown));

  it('shows nothing of a secret path', () => {
    expect(hideUrlSecrets('slack+https://u:p@hooks.example.com/T0/x?a=b', WEBHOOK)).toBe(
      'slack+https://…@hooks.example.com/…',
    );
  });
});

describe('listUrlSecrets', () => {
  it('lists what is hidden, as it stands and decoded', () => {
    const url = `https://me:pass%20word@example.com/${TOKEN}/a?key=k%2Bk&page=2`;
    expect([...listUrlSecrets(url)].sort()).toEqual(
      ['me:pass%20word', 'me:pass word', 'pass%20word', 'pass word', 'k%2Bk', 'k+k'].sort(),
    );
    expect(listUrlSecrets(url, WEBHOOK)).toContain(TOKEN);
    expect(listUrlSecrets('https://example.com/a/b?c=d')).toEqual([]);
  });
});
