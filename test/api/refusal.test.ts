import { describe, expect, it } from 'vitest';
import { openTestApi, withOddServer } from './open-test-api.js';

const WALL = '<!DOCTYPE html><html><head><title>One moment</title></head><body>Checking you.</body></html>';

async function ask(status: number, type: string, body: string) {
  const server = await withOddServer((response) => {
    response.writeHead(status, { 'content-type': type }).end(body);
  });
  return openTestApi(server.url, { maxAttempts: 1 }).api;
}

const HTML = 'text/html; charset=UTF-8';

describe('an answer that refuses everything', () => {
  it.each([
    [403, HTML, WALL],
    [401, HTML, '\n<html><title>Sign in to the network</title></html>'],
    [403, '', '<html>Blocked</html>'],
    [403, HTML, 'Access denied by policy.'],
    [403, 'text/plain', 'error code: 1020'],
  ])('is not the API’s where it is a web page: %d %s %s', async (status, type, body) => {
    const api = await ask(status, type, body);
    const refused = { code: 'blocked_before_api', context: { httpStatus: status } };
    await expect(api.createCustomer({ name: 'Ada', email: 'a@example.com' })).rejects.toMatchObject(refused);
    await expect(api.readAccount()).rejects.toMatchObject(refused);
    await expect(api.probe({ method: 'GET', route: 'GET /auth', path: '/auth' })).rejects.toMatchObject(
      refused,
    );
    await expect(api.listSubAccounts('w', { page: 1, perPage: 10, orderBy: 'desc' })).rejects.toMatchObject(
      refused,
    );
  });

  it('has the title of the page in its message', async () => {
    const api = await ask(403, HTML, WALL);
    await expect(api.readAccount()).rejects.toThrow(
      'GET /auth was answered 403 with a web page, not by the API: One moment – Checking you.',
    );
  });

  it.each([
    [401, 'application/json', '{"message":"INVALID_API_KEY"}'],
    [403, 'application/json', '{"status":"error","message":"Forbidden"}'],
    [403, HTML, '{"message":"INVALID_AUTHORIZATION"}'],
    [401, 'text/plain', 'Unauthorized'],
    [403, 'text/html', ''],
    [401, '', ''],
  ])('is the API’s where it may be: %d %s %s', async (status, type, body) => {
    const api = await ask(status, type, body);
    await expect(api.readAccount()).rejects.toMatchObject({ code: 'credential_rejected' });
  });
});
