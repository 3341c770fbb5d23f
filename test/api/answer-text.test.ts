/** Answers whose text is not UTF-8, and a status that was not asked for. */
import { describe, expect, test } from 'vitest';
import { aCustomer, type OddAnswer } from './odd-server.js';
import { openTestApi, withOddServer } from './open-test-api.js';

const NAME = 'José Núñez';
const TEXT = JSON.stringify({ data: { ...aCustomer(), name: NAME } });

const send =
  (bytes: Buffer, contentType: string): OddAnswer =>
  (response) =>
    response.writeHead(200, { 'content-type': contentType }).end(bytes);

async function readName(answer: OddAnswer) {
  const server = await withOddServer(answer);
  const { api } = openTestApi(server.url, { maxAttempts: 2 });
  const read = await api.readCustomer('c0000000-0000-4000-8000-000000000001');
  return { read, name: read.kind === 'ok' ? read.value.name : undefined, seen: server.seen.length };
}

describe('the text of an answer', () => {
  // Some frameworks add the second to JSON, which is UTF-8 all the same.
  test.each(['application/json', 'application/json; charset=ISO-8859-1'])(
    'is UTF-8: %s',
    async (contentType) => {
      expect((await readName(send(Buffer.from(TEXT), contentType))).name).toBe(NAME);
    },
  );

  test.each([
    ['application/json'],
    ['application/json; charset=utf-8'],
    ['application/json; charset=ISO-8859-1'],
  ])('is refused if it is not: %s', async (contentType) => {
    const { read, seen } = await readName(send(Buffer.from(TEXT, 'latin1'), contentType));
    expect(read).toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('not UTF-8') as string,
    });
    expect(seen).toBe(1);
  });

  test('leaves the effect of a write unknown if it can not be read', async () => {
    const server = await withOddServer(send(Buffer.from(TEXT, 'latin1'), 'application/json'));
    const { api } = openTestApi(server.url);
    expect(await api.createCustomer({ name: NAME })).toMatchObject({
      kind: 'unknown_effect',
      httpStatus: 200,
    });
  });

  test('of a refusal is read as far as it goes', async () => {
    const server = await withOddServer((response) =>
      response.writeHead(422).end(Buffer.from('{"message":"No s\xed"}', 'latin1')),
    );
    const { api } = openTestApi(server.url);
    expect(await api.createCustomer({ name: NAME })).toMatchObject({
      kind: 'rejected',
      message: 'No s\ufffd',
    });
  });
});

test.each([
  ['100 Continue', '100 Continue\r\n'],
  ['101 Switching Protocols', '101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n'],
])('%s, which was not asked for, is named', async (_, head) => {
  const server = await withOddServer((_response, _index, _request, socket) => {
    socket.end(`HTTP/1.1 ${head}\r\nHTTP/1.1 200 OK\r\nContent-Length: ${TEXT.length}\r\n\r\n${TEXT}`);
  });
  const { api } = openTestApi(server.url);
  expect(await api.createCustomer({ name: NAME })).toMatchObject({
    kind: 'unknown_effect',
    message: 'The answer was not proper HTTP: it begins with the status 100 or 101, which was not asked for.',
  });
});
