import { expect, it } from 'vitest';
import { parseBaseUrl } from '../../src/api/base-url.js';
import { BulkError } from '../../src/core/errors.js';

it.each([
  ['https://developers.bitpowr.com/api/v1', 'https://developers.bitpowr.com', '/api/v1'],
  ['https://developers.bitpowr.com/api/v1/', 'https://developers.bitpowr.com', '/api/v1'],
  ['https://example.com', 'https://example.com', ''],
  ['https://example.com:8443//', 'https://example.com:8443', ''],
  ['http://127.0.0.1:4000/api/v1', 'http://127.0.0.1:4000', '/api/v1'],
  ['http://127.9.9.9', 'http://127.9.9.9', ''],
  ['http://localhost:1/x', 'http://localhost:1', '/x'],
  ['http://[::1]:4000', 'http://[::1]:4000', ''],
])('takes %s', (text, origin, path) => {
  expect(parseBaseUrl(text)).toEqual({ origin, path });
});

it.each([
  ['http://example.com', 'host `example.com`'],
  ['http://128.0.0.1', 'host `128.0.0.1`'],
  ['http://127.0.0.1.example.com', 'plain http is for loopback only'],
  ['http://localhost.example.com', 'plain http is for loopback only'],
  ['http://[::2]', 'plain http is for loopback only'],
  ['ftp://example.com', 'to be a URL'],
  ['file:///etc', 'to be a URL'],
  ['developers.bitpowr.com', 'to be a URL'],
  ['', 'to be a URL'],
  ['https://user:hunter2@example.com', 'no user name or password'],
  ['https://example.com/?key=1', 'neither ? nor #'],
  ['https://example.com/#x', 'neither ? nor #'],
  ['https://user:hunter2@', 'to be a URL'],
])('refuses %s', (text, said) => {
  let thrown: unknown;
  try {
    parseBaseUrl(text);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(BulkError);
  expect(thrown).toMatchObject({ code: 'config_invalid', message: expect.stringContaining(said) as string });
  expect((thrown as BulkError).message).not.toContain('hunter2');
});
