import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { Review } from '../../../src/jobs/review/review.js';
import { EventHub } from '../../../src/review/events.js';
import type { ReviewEvent, StateAnswer, StepAnswer } from '../../../src/review/wire.js';
import { DEPS, openReview, serveReview, until, type ReviewBench } from './bench.js';

const CSV = 'externalId,name\nC-1,Ana\nC-2,Jens\n';

interface Heard {
  readonly id: number;
  readonly event: ReviewEvent;
}

interface Window {
  readonly status: number;
  readonly heard: readonly Heard[];
  readonly ended: Promise<unknown>;
  close(): void;
}

/** As the page's EventSource does. */
async function openWindow({ port, cookie }: ReviewBench, lastId?: number): Promise<Window> {
  const asked = request({
    ...{ host: '127.0.0.1', port, path: '/api/events', agent: false },
    headers: { cookie, ...(lastId === undefined ? {} : { 'last-event-id': `${lastId}` }) },
  });
  asked.on('error', () => undefined);
  asked.end();
  onTestFinished(() => void asked.destroy());
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  const heard: Heard[] = [];
  let rest = '';
  response.setEncoding('utf8').on('data', (chunk: string) => {
    rest += chunk;
    const messages = rest.split('\n\n');
    rest = messages.pop() ?? '';
    heard.push(...messages.flatMap(read));
  });
  const ended = new Promise((resolve) => response.on('close', resolve));
  response.on('error', () => undefined);
  return { status: response.statusCode ?? 0, heard, ended, close: () => void asked.destroy() };
}

function read(message: string): Heard[] {
  const lines = message.split('\n');
  const [id, event, data] = ['id', 'event', 'data'].map((name) =>
    lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2),
  );
  if (data === undefined) return [];
  const said = JSON.parse(data) as ReviewEvent;
  expect(said.type).toBe(event);
  return [{ id: Number(id), event: said }];
}

const untilHeard = (window: Window, isIt: (event: ReviewEvent) => boolean): Promise<Heard | undefined> =>
  until(
    () => Promise.resolve(window.heard.find(({ event }) => isIt(event))),
    (found) => found !== undefined,
  );

test('windows hear of edits in another one, up to eight of them, also what they missed, and of the end', async () => {
  const bench = await openReview(CSV, { offline: true });
  await bench.settle();
  const windows = await Promise.all(Array.from({ length: 8 }, () => openWindow(bench)));
  expect(windows.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
  const [first, second] = windows;
  if (first === undefined || second === undefined) throw new Error('no window');
  const ninth = await bench.get('/api/events');
  expect([ninth.status, JSON.parse(ninth.body)]).toMatchObject([503, { code: 'too_many_windows' }]);
  expect(ninth.headers['retry-after']).toBe('10');

  const edit = (id: string, base: number, value: string) =>
    bench.ask<StepAnswer>('/api/edits', { id, base, ops: [{ op: 'set', row: 2, at: 1, value }] });
  await edit('e1', 0, 'Jens Holm');
  for (const window of windows) {
    const heard = await untilHeard(window, (event) => event.type === 'checked' && event.revision === 1);
    expect(heard?.event).toEqual({ type: 'checked', revision: 1, rows: [2] });
  }
  const state = await untilHeard(first, (event) => event.type === 'state' && event.state.revision === 1);
  expect(state?.event).toMatchObject({ state: { undo: 'edit row 2', counts: { changed: 1 } } });

  // A window that lost its connection hears what it missed, and nothing twice.
  const last = Math.max(...second.heard.map(({ id }) => id));
  second.close();
  await second.ended;
  await edit('e2', 1, 'Jens Olsen');
  await untilHeard(first, (event) => event.type === 'checked' && event.revision === 2);
  const back = await until(
    () => openWindow(bench, last),
    ({ status }) => status === 200,
  );
  await untilHeard(back, (event) => event.type === 'checked' && event.revision === 2);
  expect(Math.min(...back.heard.map(({ id }) => id))).toBe(last + 1);
  const ids = back.heard.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));

  // The page ends the review: it answers first, and then the command can end.
  expect(await bench.ask('/api/end', {})).toEqual({});
  await bench.server.ended;
  await bench.close();
  await Promise.all([first.ended, back.ended]);
  expect(first.heard.at(-1)?.event).toEqual({ type: 'done' });
  expect(back.heard.at(-1)?.event).toEqual({ type: 'done' });

  // A page that was open over a restart has seen ids of the server before: it hears all that is new.
  const review = Review.open({ reportsDir: bench.reportsDir, id: 'r' }, undefined, DEPS);
  const again = await serveReview(review, bench);
  expect(again.port).toBe(bench.port);
  expect((await again.settle()).revision).toBe(2);
  const stayed = await openWindow({ ...again, cookie: bench.cookie }, 1_000_000);
  expect(stayed.status).toBe(200);
  await again.ask('/api/undo', { id: 'u1', base: 2 });
  await untilHeard(stayed, (event) => event.type === 'checked' && event.revision === 3);
});

test('the end is the last that a window hears, also of news that waits for their turn', async () => {
  const hub = new EventHub();
  const server = createServer((_asked, response) => void hub.add(response, undefined));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const asked = request({ host: '127.0.0.1', port, agent: false }).end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  for (const revision of [1, 2, 3]) hub.tell({ type: 'checked', revision, rows: [revision] });
  hub.close();
  const heard = (await text(response)).split('\n\n').flatMap(read);
  expect(heard.map(({ event }) => event)).toEqual([
    { type: 'checked', revision: 1, rows: [1] },
    { type: 'checked', revision: 3, rows: [2, 3] },
    { type: 'done' },
  ]);
});

test('a window that takes nothing is cut before it fills the memory', async () => {
  const hub = new EventHub();
  const server = createServer((_asked, response) => void hub.add(response, undefined));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    hub.close();
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const asked = request({ host: '127.0.0.1', port, agent: false }).end();
  asked.on('error', () => undefined);
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  response.on('error', () => undefined);
  const rows = Array.from({ length: 3_000_000 }, (_, at) => at);
  hub.tell({ type: 'checked', revision: 1, rows });
  // More than the system keeps for a reader that is away.
  hub.tell({ type: 'done' });
  response.resume();
  await new Promise((resolve) => response.on('close', resolve));
  expect(response.complete).toBe(false);
});

test('the page and its files are served with a policy that lets nothing else in', async () => {
  const bench = await openReview(CSV, { offline: true });
  const page = join(bench.folder, 'page');
  await mkdir(join(page, 'assets'), { recursive: true });
  await writeFile(join(page, 'index.html'), '<!doctype html><title>Review</title>');
  await writeFile(join(page, 'assets', 'index-1a2b.js'), 'export {};');
  await writeFile(join(page, 'assets', 'index-1a2b.css'), 'a{}');
  await writeFile(join(page, 'assets', 'notes.txt'), 'not of the page');
  // No page: said, with what to do.
  const unbuilt = await bench.get('/map');
  expect(unbuilt.status).toBe(503);
  expect(unbuilt.body).toContain('npm run build');
  await bench.close();
  const served = await serveReview(
    Review.open({ reportsDir: bench.reportsDir, id: 'r' }, undefined, DEPS),
    bench,
    page,
  );
  for (const path of ['/map', '/fix?show=todo&row=2', '/preview', '/apply']) {
    const { status, headers, body } = await served.get(path);
    expect([path, status, body]).toEqual([path, 200, '<!doctype html><title>Review</title>']);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
    });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
  }
  const root = await served.get('/');
  expect([root.status, root.headers.location]).toEqual([303, '/map']);
  const script = await served.get('/assets/index-1a2b.js');
  expect([script.status, script.body, script.headers['content-type']]).toEqual([
    200,
    'export {};',
    'text/javascript; charset=utf-8',
  ]);
  expect(script.headers['cache-control']).toContain('immutable');
  expect((await served.get('/assets/index-1a2b.css')).headers['content-type']).toContain('text/css');
  expect((await served.get('/assets/notes.txt')).status).toBe(404);
  // A file of the page needs the cookie like all else.
  expect((await served.send('GET', '/assets/index-1a2b.js')).status).toBe(401);
  expect((await served.ask<StateAnswer>('/api/state')).run).toBe('r');
});
