/** A server that gives the credential back: in what it refuses, in where it points to, in records. */
import { describe, expect, it } from 'vitest';
import { ENCODINGS, makeSearch, SECRETS } from '../support/secret-forms.js';
import { aCustomer, json } from './odd-server.js';
import { openTestApi, withOddServer } from './open-test-api.js';

const BODY = { name: 'Jane Doe', email: 'jane@example.com', externalId: 'x-1' };

const toCredential = (secret: string) => ({
  credential: { header: `Bearer ${secret}`, secrets: [secret], variables: [] },
});

describe.each(Object.entries(SECRETS))('a %s token that a server gives back', (_name, secret) => {
  const find = makeSearch(secret);
  const forms = Object.values(ENCODINGS);

  it('is in no message, at any offset', async () => {
    const offsets = Array.from({ length: 560 }, (_one, at) => at);
    const server = await withOddServer((response, at) => {
      const form = (forms[at % forms.length] ?? String)(secret);
      const message = `${'x '.repeat(at / 2)}Authorization: Bearer ${form} rejected`;
      // The escapes of JSON are the server's own.
      const text = `{"status":"error","message":"${message.replaceAll('"', '\\"')}"}`;
      const type = at % 3 === 0 ? 'text/html' : 'application/json';
      response.writeHead(422, { 'content-type': type }).end(at % 3 === 0 ? `<html>${message}</html>` : text);
    });
    const { api } = openTestApi(server.url, toCredential(secret));
    for (const at of offsets) {
      const result = await api.createCustomer(BODY);
      expect(result.kind, String(at)).toBe('rejected');
      expect(find(JSON.stringify(result)), String(at)).toBeUndefined();
    }
  });

  it('is not in the host of a redirect', async () => {
    const host = secret.replaceAll(/[^\w.-]/g, '');
    const server = await withOddServer((response) => {
      response.writeHead(302, { location: `http://${host}.example.org/` }).end();
    });
    const { api } = openTestApi(server.url, toCredential(host));
    const result = await api.createCustomer(BODY);
    expect(result).toMatchObject({ message: expect.stringContaining('to host') as string });
    expect(makeSearch(host)(JSON.stringify(result))).toBeUndefined();
  });

  it.each(Object.entries(ENCODINGS))(
    'names no customer and is no text of a record: %s',
    async (_form, encode) => {
      const form = JSON.stringify(encode(secret)).replaceAll('\\\\', '\\');
      const record = { ...aCustomer(), name: '@', address: { city: '@' }, metaData: { '@': '@' } };
      const server = await withOddServer((response, at) => {
        const said = at === 0 ? { data: { ...record, uid: '@' } } : { data: record };
        response
          .writeHead(201, { 'content-type': 'application/json' })
          .end(JSON.stringify(said).replaceAll('"@"', () => form));
      });
      const { api } = openTestApi(server.url, toCredential(secret));
      const nameless = await api.createCustomer(BODY);
      expect(nameless).toMatchObject({
        kind: 'accepted',
        message: expect.stringContaining('no uid') as string,
      });
      const named = await api.createCustomer(BODY);
      expect(named).toMatchObject({
        kind: 'ok',
        value: { uid: aCustomer()['uid'], email: 'jane@example.com' },
      });
      expect(JSON.stringify(named)).toContain('[redacted]');
      for (const result of [nameless, named]) expect(find(JSON.stringify(result))).toBeUndefined();
    },
  );
});

it('is not written over what the server has: an update that would do so is not sent', async () => {
  const secret = SECRETS.short;
  const server = await withOddServer((response) =>
    json(response, 200, { data: { ...aCustomer(), metaData: { note: `key ${secret}` } } }),
  );
  const { api } = openTestApi(server.url, toCredential(secret));
  const read = await api.readCustomer('c0000000-0000-4000-8000-000000000001');
  if (read.kind !== 'ok') throw new Error(read.message);
  const { uid, metaData } = read.value;
  const result = await api.updateCustomer(uid, { ...BODY, metaData: metaData ?? {} });
  expect(result).toMatchObject({
    kind: 'rejected',
    message: expect.stringContaining('Nothing was sent') as string,
  });
  expect(server.seen.map(({ method }) => method)).toEqual(['GET']);
});

it('as a number in JSON makes the answer unreadable, never a record', async () => {
  const secret = '123456789012345678901234';
  const server = await withOddServer((response) => {
    response.writeHead(201, { 'content-type': 'application/json' }).end(`{"data":{"uid":${secret}}}`);
  });
  const { api } = openTestApi(server.url, toCredential(secret));
  const result = await api.createCustomer(BODY);
  expect(result.kind).toBe('unknown_effect');
  expect(JSON.stringify(result)).not.toContain(secret);
});
