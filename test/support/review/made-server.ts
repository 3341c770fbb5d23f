/** Serves the built page and a review in memory, with the headers of the real server. */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type {
  AcceptRequest,
  ChooseRequest,
  EditsRequest,
  MappingRequest,
  ReplaceRequest,
  ReviewEvent,
} from '../../../src/review/wire.js';
import { MadeReview, type MadeOptions } from './made-review.js';

const PAGE = 'dist/review';

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  'x-content-type-options': 'nosniff',
};

const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
};

export class MadeServer {
  readonly review: MadeReview;
  readonly #listeners = new Set<ServerResponse>();
  #server: Server | undefined;
  #port = 0;
  /** Answers this instead of the next edit. */
  conflict:
    { readonly row: number; readonly at: number; readonly theirs: string; readonly mine: string } | undefined;
  readonly #held = new Map<string, Promise<void>>();
  /** What arrived, in order. */
  readonly seen: string[] = [];

  constructor(options: MadeOptions = {}) {
    this.review = new MadeReview(options);
  }

  /** On the same port again after a stop. */
  async start(): Promise<string> {
    const server = createServer((request, response) => void this.#answer(request, response));
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (server.address() as AddressInfo).port;
    return `http://127.0.0.1:${this.#port}`;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  /** The answer to the next request for this path is kept back until the returned function is called. */
  hold(path: string): () => void {
    let release: () => void = () => undefined;
    this.#held.set(path, new Promise((resolve) => (release = resolve)));
    return release;
  }

  tell(event: ReviewEvent): void {
    for (const listener of this.#listeners)
      listener.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    this.seen.push(`${request.method ?? ''} ${url.pathname}`);
    if (url.pathname === '/api/events') {
      this.#listen(response);
      return;
    }
    if (url.pathname.startsWith('/api/')) return this.#api(request, url, response);
    const name = /^\/assets\/([\w.-]+)$/.exec(url.pathname)?.[1];
    if (name !== undefined && readdirSync(join(PAGE, 'assets')).includes(name)) {
      send(
        response,
        200,
        TYPES[name.split('.').at(-1) ?? ''] ?? 'text/plain',
        readFileSync(join(PAGE, 'assets', name)),
      );
      return;
    }
    send(response, 200, 'text/html; charset=utf-8', readFileSync(join(PAGE, 'index.html')));
  }

  #listen(response: ServerResponse): void {
    response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream' });
    response.write(': hello\n\n');
    this.#listeners.add(response);
    response.on('close', () => this.#listeners.delete(response));
  }

  async #api(request: IncomingMessage, url: URL, response: ServerResponse): Promise<void> {
    const body = request.method === 'GET' ? {} : await readJson(request);
    const conflict = this.conflict;
    if (conflict !== undefined && url.pathname === '/api/edits') {
      this.conflict = undefined;
      const error = {
        code: 'conflict',
        text: 'Another window changed it.',
        remedy: '',
        revision: this.review.revision,
        cells: [conflict],
      };
      send(response, 409, 'application/json', JSON.stringify(error));
      return;
    }
    const answer = this.#route(`${request.method ?? ''} ${url.pathname}`, url.searchParams, body);
    const status = answer === undefined ? 404 : 200;
    await this.#held.get(url.pathname);
    this.#held.delete(url.pathname);
    send(
      response,
      status,
      'application/json',
      JSON.stringify(answer ?? { code: 'not_found', text: 'There is no such address.', remedy: '' }),
    );
    if (request.method !== 'GET') this.tell({ type: 'state', state: this.review.state() });
  }

  #route(route: string, query: URLSearchParams, body: unknown): unknown {
    const { review } = this;
    switch (route) {
      case 'GET /api/state':
        return review.state();
      case 'GET /api/columns':
        return review.columns();
      case 'PUT /api/mapping': {
        const { change } = body as MappingRequest;
        return change.kind === 'field' ? review.map(change.at, change.field) : review.columns();
      }
      case 'GET /api/sent':
        return review.sent(Number(query.get('row')));
      case 'GET /api/kinds':
        return review.kinds();
      case 'GET /api/rows':
        return review.rows(query);
      case 'GET /api/find':
        return review.find(query);
      case 'POST /api/edits': {
        const { id, ops } = body as EditsRequest;
        const answer = review.edit(id, ops);
        return { ...answer, rows: review.rowsOf(new Set(ops.map(({ row }) => row))), hasMore: false };
      }
      case 'POST /api/accept':
        return review.accept((body as AcceptRequest).kind);
      case 'GET /api/replace':
        return { cells: review.count(Number(query.get('column')), query.get('find') ?? '') };
      case 'POST /api/replace': {
        const { column, find, replace } = body as ReplaceRequest;
        return review.replace(column, find, replace);
      }
      case 'POST /api/undo':
        return review.move('undo');
      case 'POST /api/redo':
        return review.move('redo');
      case 'POST /api/save-mapping':
        return {
          path: 'reports/nov25-b/mapping.json',
          command: 'bitpowr-bulk import customers-november.xlsx --mapping mapping.json',
        };
      default:
        return this.#late(route, query, body);
    }
  }

  /** Preview and Apply. */
  #late(route: string, query: URLSearchParams, body: unknown): unknown {
    const { review } = this;
    switch (route) {
      case 'GET /api/preview':
      case 'POST /api/preview':
        return review.preview();
      case 'GET /api/changes':
        return review.changes(query);
      case 'POST /api/choose': {
        const { rows, isChosen } = body as ChooseRequest;
        return review.choose(rows, isChosen);
      }
      case 'GET /api/apply':
        return review.apply();
      case 'GET /api/undoing':
        return review.undoing();
      case 'POST /api/apply':
      case 'POST /api/continue':
        return review.setApply('running');
      case 'POST /api/pause':
        return review.setApply('paused');
      case 'POST /api/stop':
        return review.setApply('stopped');
      case 'POST /api/end':
        return {};
      default:
        return undefined;
    }
  }
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, { ...HEADERS, 'content-type': type });
  response.end(body);
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}
