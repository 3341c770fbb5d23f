import { expect, it } from 'vitest';
import { listHidden } from '../../src/cli/hidden.js';

it('no output has the credential, a webhook, a password of a proxy, or what signs a URL that was typed', () => {
  const environment = {
    BITPOWR_TOKEN: 'token-0123456789',
    BITPOWR_BULK_NOTIFY: 'https://hooks.example.com/set/abcdefghijklmnop mailto:ops@example.com',
    BITPOWR_BULK_NOTIFY_SECRET: 'whsec_0123456789',
    HTTPS_PROXY: 'http://me:proxy-pass@proxy.example.com:3128',
  };
  const words = [
    ...['import', 'https://example.com/a.csv?sig=signature'],
    ...['--notify', 'https://hooks.example.com/typed/0123456789abcdef'],
    ...['--notify=https://hooks.example.com/joined/0123456789abcdeg', '--rate', '5'],
  ];
  expect(listHidden(environment, words)).toEqual(
    expect.arrayContaining([
      ...['token-0123456789', 'abcdefghijklmnop', 'whsec_0123456789', 'proxy-pass'],
      ...['signature', '0123456789abcdef', '0123456789abcdeg'],
    ]),
  );
  expect(listHidden({}, ['import', 'a.csv', '--base-url', 'https://example.com/api/v1'])).toEqual([]);
});
