/** A review of some rows against a sandbox, and its server, asked as the page asks it. */
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import {
  request as openRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type RequestOptions,
} from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { importOptionsSchema } from '../../../src/config/options.js';
import { systemClock } from '../../../src/core/clock.js';
import type { Connection, JobDeps } from '../../../src/jobs/deps.js';
import { reviewSource } from '../../../src/jobs/review/begin.js';
import { Review } from '../../../src/jobs/review/review.js';
import { ReviewServer } from '../../../src/review/server.js';
import {
  startSandbox,
  testCredential,
  type Sandbox,
  type SandboxOptions,
} from '../../../src/sandbox/index.js';
import type { StateAnswer } from '../../../src/review/wire.js';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  readonly bytes: Buffer;
}

export interface ReviewBench {
  readonly folder: string;
  readonly reportsDir: string;
  readonly sandbox: Sandbox;
  /** Undefined: no credential. */
  readonly connection: Connection | undefined;
  readonly review: Review;
  readonly server: ReviewServer;
  readonly port: number;
  /** Any request, as it is. */
  send(method: string, path: string, headers?: OutgoingHttpHeaders, body?: string): Promise<Reply>;
  /** As the page asks, with its cookie. Throws for another status than 200. */
  ask<T>(path: string, body?: unknown, method?: string): Promise<T>;
  /** As the page asks, with its cookie. */
  get(path: string, headers?: OutgoingHttpHeaders): Promise<Reply>;
  readonly cookie: string;
  /** As Ctrl-C does. */
  close(): Promise<void>;
  /** Until the review is not at work any more. */
  settle(): Promise<StateAnswer>;
}

export interface BenchSetting {
  readonly sandbox?: SandboxOptions;
  readonly token?: string;
  /** No credential. */
  readonly offline?: boolean;
  readonly flags?: Readonly<Record<string, unknown>>;
  /** Hears of each request of the review's runs, while it is under way. */
  readonly onRequest?: (route: string) => void;
}

export const DEPS: JobDeps = {
  emit: () => undefined,
  clock: systemClock,
  signal: new AbortController().signal,
  pid: process.pid,
  version: '0.0.0',
  program: 'bitpowr-bulk',
};

export async function openReview(
  csv: string,
  { sandbox: faults, token, offline, flags, onRequest }: BenchSetting = {},
): Promise<ReviewBench> {
  const folder = await mkdtemp(join(tmpdir(), 'bulk-review-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const sandbox = await startSandbox(faults);
  onTestFinished(() => sandbox.close());
  const source = join(folder, 'customers.csv');
  await writeFile(source, csv);
  const reportsDir = join(folder, 'reports');
  const connection: Connection = {
    endpoint: sandbox.url,
    baseUrl: sandbox.url,
    environment: { BITPOWR_TOKEN: token ?? testCredential.token },
  };
  const options = importOptionsSchema.parse({ reportsDir, runId: 'r', dryRun: true, ...flags });
  const review = await reviewSource({ path: source }, options, offline === true ? undefined : connection, {
    ...DEPS,
    emit: (event) => {
      if (event.type === 'request') onRequest?.(event.route);
    },
  });
  return serveReview(review, {
    folder,
    reportsDir,
    sandbox,
    connection: offline === true ? undefined : connection,
  });
}

/** The same review in another process of the server, as after a kill; the first must be closed. */
export async function reopen(bench: ReviewBench): Promise<ReviewBench> {
  const connection: Connection = {
    endpoint: bench.sandbox.url,
    baseUrl: bench.sandbox.url,
    environment: { BITPOWR_TOKEN: testCredential.token },
  };
  const review = Review.open({ reportsDir: bench.reportsDir, id: 'r' }, connection, DEPS);
  return serveReview(review, { ...bench, connection });
}

export async function serveReview(
  review: Review,
  place: Pick<ReviewBench, 'folder' | 'reportsDir' | 'sandbox' | 'connection'>,
  assets = join(place.folder, 'no-page'),
): Promise<ReviewBench> {
  const server = await ReviewServer.start(review, { assets });
  let isClosed = false;
  const close = async (): Promise<void> => {
    if (isClosed) return;
    isClosed = true;
    await server.close();
    await review.close();
  };
  onTestFinished(close);
  const window = await openWindow(server.address);
  const settle = async (): Promise<StateAnswer> => {
    for (;;) {
      const state = await window.ask<StateAnswer>('/api/state');
      if (
        state.work === undefined &&
        state.connection.mode !== 'asking' &&
        (state.failed !== undefined || state.steps.fix.why !== 'The file is being read.')
      )
        return state;
      await systemClock.sleep(10);
    }
  };
  return { ...place, ...window, review, server, close, settle };
}

/** Lets a window in, at the address that a server prints. */
export async function openWindow(
  address: string,
): Promise<Pick<ReviewBench, 'port' | 'cookie' | 'send' | 'get' | 'ask'>> {
  const { port: text, pathname, search } = new URL(address);
  const port = Number(text);
  const send: ReviewBench['send'] = (method, path, headers = {}, body) =>
    sendRequest({ port, method, path, headers: { host: `127.0.0.1:${port}`, ...headers } }, body);
  const opened = await send('GET', `${pathname}${search}`);
  const cookie = String(opened.headers['set-cookie']).split(';')[0] ?? '';
  const ask = async <T>(
    path: string,
    body?: unknown,
    method = body === undefined ? 'GET' : 'POST',
  ): Promise<T> => {
    const origin = `http://127.0.0.1:${port}`;
    const json = { origin, 'content-type': 'application/json' };
    const reply = await send(
      method,
      path,
      { cookie, ...(body === undefined ? {} : json) },
      body === undefined ? undefined : JSON.stringify(body),
    );
    if (reply.status !== 200) throw new Error(`${reply.status} ${reply.body}`);
    return JSON.parse(reply.body) as T;
  };
  const get: ReviewBench['get'] = (path, headers = {}) => send('GET', path, { cookie, ...headers });
  return { port, cookie, send, get, ask };
}

export async function until<T>(ask: () => Promise<T>, isEnd: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (isEnd(answer)) return answer;
    await systemClock.sleep(10);
  }
}

async function sendRequest(options: RequestOptions, body: string | undefined): Promise<Reply> {
  const request = openRequest({ host: '127.0.0.1', agent: false, ...options });
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const bytes = await buffer(response);
  return { status: response.statusCode ?? 0, headers: response.headers, body: bytes.toString('utf8'), bytes };
}
