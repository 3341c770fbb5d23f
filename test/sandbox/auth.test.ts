import { describe, expect, test } from 'vitest';
import { otherOrgId, restrictedAccountId, sandboxOrgId, testCredential } from '../../src/sandbox/index.js';
import { addCustomer, ask, openSandbox } from './support.js';

const pair = (publicKey: string, secretKey: string): string =>
  Buffer.from(`${publicKey}:${secretKey}`).toString('base64');

describe('every documented form of credential', () => {
  test.each([
    [
      'public and secret key joined by a dot',
      'Bearer test_pub_sandbox.test_sec_sandbox',
      'TEST',
      sandboxOrgId,
    ],
    ['base64 of the pair', `Bearer ${pair('test_pub_sandbox', 'test_sec_sandbox')}`, 'TEST', sandboxOrgId],
    [
      'base64 without padding',
      `Bearer ${pair('test_pub_sandbox', 'test_sec_sandbox').replace(/=+$/, '')}`,
      'TEST',
      sandboxOrgId,
    ],
    ['a ready-made token', 'Bearer test_token_sandbox', 'TEST', sandboxOrgId],
    ['an API key', 'Basic test_key_sandbox', 'TEST', sandboxOrgId],
    ['a scheme in small letters', 'bearer test_token_sandbox', 'TEST', sandboxOrgId],
    ['a live pair', 'Bearer live_pub_sandbox.live_sec_sandbox', 'LIVE', sandboxOrgId],
    ['a live token', 'Bearer live_token_sandbox', 'LIVE', sandboxOrgId],
    ['a live API key', 'Basic live_key_sandbox', 'LIVE', sandboxOrgId],
    ['another organisation', 'Bearer test_token_other', 'TEST', otherOrgId],
  ])('%s is accepted', async (_title, authorization, mode, orgId) => {
    const sandbox = await openSandbox();
    const answer = await ask(sandbox, 'GET /auth', undefined, { authorization });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ status: 'success', mode, data: { orgId, mode } });
  });

  test.each([
    ['no header', null, 401, 'MISSING_AUTH_HEADER'],
    ['another scheme', 'Digest abc', 401, 'INVALID_AUTHORIZATION_METHOD'],
    ['a scheme and nothing else', 'Bearer', 401, 'INVALID_AUTHORIZATION'],
    ['an unknown token', 'Bearer unknown', 401, 'INVALID_AUTHORIZATION'],
    ['a wrong secret', 'Bearer test_pub_sandbox.wrong', 401, 'INVALID_API_KEY'],
    ['a wrong secret in base64', `Bearer ${pair('test_pub_sandbox', 'wrong')}`, 401, 'INVALID_API_KEY'],
    ['an unknown API key', 'Basic unknown', 401, 'INVALID_API_KEY'],
    ['a token sent as an API key', 'Basic test_token_sandbox', 401, 'INVALID_API_KEY'],
    ['an expired token', 'Bearer expired_token_sandbox', 401, 'EXPIRED_API_KEY'],
    ['an expired pair', 'Bearer expired_pub_sandbox.expired_sec_sandbox', 401, 'EXPIRED_API_KEY'],
    ['a disabled token', 'Bearer disabled_token_sandbox', 403, 'DISABLED_API_ACCESS'],
    ['a disabled API key', 'Basic disabled_key_sandbox', 403, 'DISABLED_API_ACCESS'],
  ])('%s is refused by its documented message', async (_title, authorization, status, message) => {
    const sandbox = await openSandbox();
    const answer = await ask(sandbox, 'GET /auth', undefined, { authorization });
    expect(answer).toMatchObject({ status, body: { status: 'error', message } });
  });
});

describe('what a credential opens', () => {
  test('each organisation and mode has its own customers', async () => {
    const sandbox = await openSandbox();
    const own = await addCustomer(sandbox, { externalId: 'same' });
    for (const authorization of ['Bearer test_token_other', 'Bearer live_token_sandbox']) {
      const list = await ask(sandbox, 'GET /customers', undefined, { authorization });
      expect(list.body.data).toEqual([]);
      expect((await ask(sandbox, `GET /customers/${own.uid}`, undefined, { authorization })).status).toBe(
        404,
      );
      const created = await ask(
        sandbox,
        'POST /customers',
        { name: 'B', externalId: 'same' },
        { authorization },
      );
      expect(created.status).toBe(200);
    }
    const same = await ask(sandbox, 'GET /customers', undefined, { authorization: 'Basic test_key_sandbox' });
    expect(same.body.data.map(({ uid }) => uid)).toEqual([own.uid]);
  });

  test('a restricted API key reaches its own wallet and no other', async () => {
    const sandbox = await openSandbox();
    await ask(sandbox, 'POST /addresses', { label: 'a', asset: 'BTC', accountId: 'elsewhere' });
    const authorization = 'Basic test_key_restricted';
    const body = { label: 'a', asset: 'BTC', accountId: restrictedAccountId };
    expect((await ask(sandbox, 'POST /addresses', body, { authorization })).status).toBe(200);
    const denied = await ask(
      sandbox,
      'POST /addresses',
      { ...body, accountId: 'elsewhere' },
      { authorization },
    );
    expect(denied).toMatchObject({ status: 403, body: { message: 'ACCOUNT_ACCESS_DENIED' } });
    const list = await ask(sandbox, 'GET /addresses', undefined, { authorization });
    expect(list.body.data.map(({ accountId }) => accountId)).toEqual([restrictedAccountId]);
  });

  test('the server can be limited to one mode', async () => {
    const sandbox = await openSandbox({ mode: 'LIVE' });
    expect((await ask(sandbox, 'GET /auth')).status).toBe(401);
    expect(
      (await ask(sandbox, 'GET /auth', undefined, { authorization: 'Bearer live_token_sandbox' })).status,
    ).toBe(200);
  });

  test('the server can be limited to some credentials', async () => {
    const sandbox = await openSandbox({ credentials: [{ orgId: 'o', mode: 'TEST', token: 'only' }] });
    expect((await ask(sandbox, 'GET /auth', undefined, { authorization: 'Bearer only' })).status).toBe(200);
    expect((await ask(sandbox, 'GET /auth')).status).toBe(401);
  });

  test('a mode without any credential is an error at the start', async () => {
    await expect(openSandbox({ mode: 'LIVE', credentials: [testCredential] })).rejects.toMatchObject({
      code: 'SANDBOX_OPTION',
    });
  });

  test('generateToken makes a token for the same customers', async () => {
    const sandbox = await openSandbox();
    await addCustomer(sandbox);
    const { body } = await ask(sandbox, 'POST /utils/generateToken', {});
    const authorization = `Bearer ${String(body.data.token)}`;
    expect((await ask(sandbox, 'GET /customers', undefined, { authorization })).body.data).toHaveLength(1);
  });

  test('the deprecated base64 form can be refused while the dotted one works', async () => {
    const sandbox = await openSandbox({ faults: { base64Auth: 'deprecated' } });
    const authorization = `Bearer ${pair('test_pub_sandbox', 'test_sec_sandbox')}`;
    const refused = await ask(sandbox, 'GET /auth', undefined, { authorization });
    expect(refused).toMatchObject({ status: 401, body: { message: 'API_KEY_DEPRECATED' } });
    const dotted = { authorization: 'Bearer test_pub_sandbox.test_sec_sandbox' };
    expect((await ask(sandbox, 'GET /auth', undefined, dotted)).status).toBe(200);
  });

  test('from the N-th request on a good credential is refused', async () => {
    const sandbox = await openSandbox({
      faults: { refuseCredentialAfter: 2, refuseCredentialMessage: 'RESOURCE_EXCEEDED' },
    });
    const statuses = [];
    for (let n = 0; n < 4; n += 1) statuses.push((await ask(sandbox, 'GET /auth')).status);
    expect(statuses).toEqual([200, 200, 401, 401]);
    expect((await ask(sandbox, 'GET /customers')).body.message).toBe('RESOURCE_EXCEEDED');
    expect(sandbox.stats().faults).toEqual({ 'credential-refused': 3 });
  });
});
