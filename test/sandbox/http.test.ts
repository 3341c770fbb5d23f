import { Readable } from 'node:stream';
import { request } from 'undici';
import { describe, expect, test } from 'vitest';
import { addCustomer, ask, bearer, openSandbox } from './support.js';

describe('requests the API does not take', () => {
  test.each(['GET /nothing', 'POST /customers/a/b', 'GET /customers/', 'GET /accounts/w'])(
    '%s is a 404 with a message',
    async (label) => {
      const sandbox = await openSandbox();
      expect(await ask(sandbox, label)).toMatchObject({ status: 404, body: { message: 'Not found' } });
    },
  );

  test.each([
    ['DELETE /customers', 'POST, GET'],
    ['PUT /customers/some', 'GET, POST, DELETE'],
    ['PATCH /addresses/some', 'GET'],
    ['POST /auth', 'GET'],
  ])('%s is a 405 that says what is allowed', async (label, allow) => {
    const sandbox = await openSandbox();
    const answer = await ask(sandbox, label);
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe(allow);
  });

  test('a body that is not declared as JSON is a 406', async () => {
    const sandbox = await openSandbox();
    const body = '{"name":"A"}';
    expect((await ask(sandbox, 'POST /customers', body, { contentType: 'text/plain' })).status).toBe(406);
    const withCharset = { contentType: 'application/json; charset=utf-8' };
    expect((await ask(sandbox, 'POST /customers', body, withCharset)).status).toBe(200);
  });

  test.each(['{"name":', '', '[]', '"text"', 'null'])('the body %j is a 400', async (body) => {
    const sandbox = await openSandbox();
    expect((await ask(sandbox, 'POST /customers', body)).status).toBe(400);
  });

  test('a body over 25 MB is a 413, with or without its length told', async () => {
    const sandbox = await openSandbox();
    const body = Buffer.alloc(26_000_000, 'x');
    const headers = { authorization: bearer, 'content-type': 'application/json' };
    const told = await request(`${sandbox.url}/customers`, { method: 'POST', headers, body });
    expect(told.statusCode).toBe(413);
    expect(await told.body.json()).toMatchObject({ message: 'Body is larger than 25 MB' });
    const chunks = function* (): Generator<Buffer> {
      for (let start = 0; start < body.length; start += 1_000_000)
        yield body.subarray(start, start + 1_000_000);
    };
    const untold = await request(`${sandbox.url}/customers`, {
      method: 'POST',
      headers,
      body: Readable.from(chunks()),
    });
    expect(untold.statusCode).toBe(413);
    expect((await ask(sandbox, 'GET /auth')).status).toBe(200);
  });

  test('a body just under 25 MB is taken', async () => {
    const sandbox = await openSandbox();
    const customer = await addCustomer(sandbox, { metaData: { text: 'x'.repeat(24_900_000) } });
    expect(customer.uid).toBeTypeOf('string');
  });
});

describe('how errors are wrapped', () => {
  const message = 'name is required';
  test.each([
    ['status-message', { status: 'error', message }],
    ['message', { message }],
    ['error', { error: message }],
    ['error-object', { error: { message, code: 'HTTP_400' } }],
  ] as const)('%s', async (errorEnvelope, body) => {
    const sandbox = await openSandbox({ faults: { errorEnvelope } });
    const answer = await ask(sandbox, 'POST /customers', {});
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual(body);
  });

  test('html and empty', async () => {
    const sandbox = await openSandbox({ faults: { errorEnvelope: 'html' } });
    const page = await ask(sandbox, 'POST /customers', {});
    expect(page.text).toContain(`<h1>${message}</h1>`);
    sandbox.configure({ errorEnvelope: 'empty' });
    expect(await ask(sandbox, 'POST /customers', {})).toMatchObject({ status: 400, text: '' });
  });

  test('mixed draws among the JSON ones for a 4xx, and among all for a 5xx', async () => {
    const sandbox = await openSandbox({ faults: { errorEnvelope: 'mixed' } });
    const refusals = [];
    for (let n = 0; n < 40; n += 1) refusals.push((await ask(sandbox, 'POST /customers', {})).text);
    expect(new Set(refusals).size).toBe(4);
    expect(refusals.every((text) => text.includes(message))).toBe(true);
    sandbox.configure({ errorRate: 1 });
    const faults = [];
    for (let n = 0; n < 60; n += 1) faults.push((await ask(sandbox, 'POST /customers', {})).text);
    expect(new Set(faults).size).toBe(6);
  });
});

test('many requests go over one connection, which stays open', async () => {
  const sandbox = await openSandbox();
  const answer = await ask(sandbox, 'GET /auth');
  expect(answer.headers.get('connection')).toBe('keep-alive');
  expect(answer.headers.get('keep-alive')).toBe('timeout=600');
});

test('a port that is taken is reported clearly', async () => {
  const sandbox = await openSandbox();
  await expect(openSandbox({ port: sandbox.port })).rejects.toMatchObject({ code: 'SANDBOX_LISTEN' });
});

test('closing twice is the same as once, and cuts what is open', async () => {
  const sandbox = await openSandbox({ faults: { hangRate: 1 } });
  const hanging = ask(sandbox, 'GET /customers').catch(() => 'cut');
  const seen = async (): Promise<void> => {
    while (sandbox.stats().inFlight === 0) await new Promise((resolve) => setImmediate(resolve));
  };
  await seen();
  await Promise.all([sandbox.close(), sandbox.close()]);
  expect(await hanging).toBe('cut');
});
