/** Each kind of store keeps the same promises: whole or not at all, and a clear word when it is away. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import S3rver from '@20minutes/s3rver';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore, toS3Place } from '../../src/fleet/open-store.js';
import { openS3Store } from '../../src/fleet/s3-store.js';
import type { Store } from '../../src/fleet/store.js';
import { makeFolder } from '../support/program.js';

const KEY = 'S3RVER';

interface TestStore {
  readonly store: Store;
  /** From now on nothing is reached. */
  readonly takeAway: () => Promise<void>;
  readonly bringBack: () => Promise<void>;
}

async function openFolderStore(): Promise<TestStore> {
  const folder = join(makeFolder(), 'store');
  mkdirSync(folder);
  const away = `${folder}.away`;
  return {
    store: await openStore(folder, {}),
    takeAway: async () => {
      renameSync(folder, away);
      writeFileSync(folder, '');
      return Promise.resolve();
    },
    bringBack: async () => {
      renameSync(folder, `${folder}.file`);
      renameSync(away, folder);
      return Promise.resolve();
    },
  };
}

interface Gateway {
  readonly url: string;
  /** Breaks connections that have carried this many bytes; 0: none can be opened. */
  allowedBytes: number;
}

/** A way to the server that can be closed. */
async function openGateway(port: number): Promise<Gateway> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((client) => {
    if (gateway.allowedBytes === 0) return void client.resetAndDestroy();
    const target = connect(port, '127.0.0.1');
    sockets.add(client).add(target);
    let carried = 0;
    client.on('data', (chunk) => {
      carried += chunk.length;
      if (carried > gateway.allowedBytes) client.resetAndDestroy();
      else target.write(chunk);
    });
    target.pipe(client);
    for (const socket of [client, target])
      socket.on('error', () => undefined).on('close', () => (client.destroy(), target.destroy()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: own } = server.address() as AddressInfo;
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const gateway: Gateway = { url: `http://127.0.0.1:${own}`, allowedBytes: Infinity };
  return gateway;
}

/** `isStrict`: it checks signatures. That of a list it computes as version 2 of the SDK did, so that no list passes. */
async function startS3(isStrict = false): Promise<Gateway> {
  const server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: makeFolder(),
    allowMismatchedSignatures: !isStrict,
    configureBuckets: [{ name: 'runs', configs: [] }],
  });
  const { port } = await server.run();
  onTestFinished(() => server.close());
  return openGateway(port);
}

/** As the shell of a worker has them; the SDK reads the process's own. */
function setKeys(secret = KEY): void {
  const before = { ...process.env };
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: KEY, AWS_SECRET_ACCESS_KEY: secret });
  onTestFinished(() => void (process.env = before));
}

async function openBucket(): Promise<TestStore & { readonly gateway: Gateway }> {
  setKeys();
  const gateway = await startS3();
  const store = await openStore('s3://runs/fleet', { AWS_ENDPOINT_URL_S3: gateway.url });
  const set = async (bytes: number): Promise<void> => Promise.resolve(void (gateway.allowedBytes = bytes));
  return { store, gateway, takeAway: () => set(0), bringBack: () => set(Infinity) };
}

function makeFile(content: string | Buffer): string {
  const path = join(makeFolder(), 'file');
  writeFileSync(path, content);
  return path;
}

const toSha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

async function read(store: Store, key: string): Promise<string> {
  const path = join(makeFolder(), 'got');
  const sha256 = await store.get(key, path);
  const text = readFileSync(path, 'utf8');
  expect(sha256).toBe(toSha256(text));
  expect(statSync(path).mode & 0o777).toBe(0o600);
  return text;
}

describe.each([
  ['a folder', openFolderStore],
  ['a bucket', openBucket],
])('%s as a store', (_kind, open) => {
  it('gives back what was put, also an empty file, and the newer one of two', async () => {
    const { store } = await open();
    expect(await store.put('run/1/one.csv', makeFile('one'))).toBe(toSha256('one'));
    expect(await read(store, 'run/1/one.csv')).toBe('one');
    await store.put('run/1/one.csv', makeFile('newer'));
    expect(await read(store, 'run/1/one.csv')).toBe('newer');
    await store.put('run/1/empty', makeFile(''));
    expect(await read(store, 'run/1/empty')).toBe('');
  });

  it('gives back a file of several parts', async () => {
    const { store } = await open();
    const content = randomBytes(40 * 1024 * 1024);
    expect(await store.put('run/journal', makeFile(content))).toBe(toSha256(content));
    const path = join(makeFolder(), 'got');
    expect(await store.get('run/journal', path)).toBe(toSha256(content));
    expect(readFileSync(path).equals(content)).toBe(true);
  });

  it('removes a file, and a folder, but not one whose name only begins alike', async () => {
    const { store } = await open();
    for (const key of ['run/1/a', 'run/1/b', 'run/10/a']) await store.put(key, makeFile(key));
    await store.remove('run/1');
    await expect(read(store, 'run/1/a')).rejects.toThrow();
    await expect(read(store, 'run/1/b')).rejects.toThrow();
    await store.remove('run/nothing');
    expect(await read(store, 'run/10/a')).toBe('run/10/a');
  });

  it('lists the files of a folder, and none of those below it or beside it', async () => {
    const { store } = await open();
    for (const key of ['run/1/one.csv', 'run/1/two.csv', 'run/1/below/three.csv', 'run/10/four.csv'])
      await store.put(key, makeFile(key));
    expect((await store.list('run/1')).toSorted()).toEqual(['one.csv', 'two.csv']);
    expect(await store.list('run/2')).toEqual([]);
  });

  it('says what it does not have', async () => {
    const { store } = await open();
    await expect(read(store, 'run/1/missing')).rejects.toThrow('run/1/missing');
  });

  it('keeps the file that it has when a put fails, says why, and takes it once it is back', async () => {
    const { store, takeAway, bringBack } = await open();
    await store.put('run/1/one.csv', makeFile('before'));
    await takeAway();
    await expect(store.put('run/1/one.csv', makeFile('after'))).rejects.toThrow(/ENOTDIR|ECONNRESET|hang up/);
    await bringBack();
    expect(await read(store, 'run/1/one.csv')).toBe('before');
    await store.put('run/1/one.csv', makeFile('after'));
    expect(await read(store, 'run/1/one.csv')).toBe('after');
  });
});

describe('a bucket', () => {
  // Of one request, the service itself keeps the promise.
  it('keeps what it has when an upload in parts breaks off', async () => {
    const { store, gateway } = await openBucket();
    await store.put('run/one', makeFile('before'));
    gateway.allowedBytes = 2 * 1024 * 1024;
    const large = makeFile(randomBytes(40 * 1024 * 1024));
    for (const key of ['run/one', 'run/new'])
      await expect(store.put(key, large)).rejects.toThrow(`The store s3://runs/fleet can not store ${key}: `);
    gateway.allowedBytes = Infinity;
    expect(await read(store, 'run/one')).toBe('before');
    await expect(read(store, 'run/new')).rejects.toThrow('run/new');
  });

  it('is asked with signatures that it accepts', async () => {
    setKeys();
    const { url } = await startS3(true);
    const store = await openS3Store(toS3Place('s3://runs/a b', { AWS_ENDPOINT_URL: url }));
    await store.put('run/1/ü +.csv', makeFile('one'));
    expect(await read(store, 'run/1/ü +.csv')).toBe('one');
  });

  it.each([
    ['s3://other/x', KEY, 'Create the bucket, or correct its name in --store.'],
    ['s3://runs/x', 'wrong', 'Correct AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.'],
    ['s3:///x', KEY, 'Write --store s3://bucket/prefix, or --store FOLDER.'],
  ])('that can not be used is refused before any run: %s with the secret %s', async (place, secret, hint) => {
    setKeys(secret);
    const gateway = await startS3(true);
    await expect(openStore(place, { AWS_ENDPOINT_URL: gateway.url })).rejects.toMatchObject({
      code: 'config_invalid',
      message: expect.stringContaining(place) as string,
      hint,
    });
  });

  it('that can not be reached is refused with the reason', async () => {
    setKeys();
    const refused = openStore('s3://runs/x', { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' });
    await expect(refused).rejects.toMatchObject({
      code: 'config_invalid',
      message: expect.stringMatching(/^The store s3:\/\/runs\/x can not be used: .*ECONNREFUSED/) as string,
    });
  });
});

it('a folder that is not there is not made: it may not be mounted', async () => {
  const path = join(makeFolder(), 'missing');
  await expect(openStore(path, {})).rejects.toMatchObject({
    code: 'config_invalid',
    message: `The store ${path} is not a folder.`,
  });
});
