/** The local server of a review: it answers one page, on this machine, and decides nothing. */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isBulkError, toSystemCode } from '../core/errors.js';
import type { Review } from '../jobs/review/review.js';
import { answerRoute } from './answer-route.js';
import { sendBytes, sendError, sendFile, sendJson, sendText } from './answers.js';
import { readAssets, type Assets } from './assets.js';
import { EventHub } from './events.js';
import { isSame, judgeRequest, toCookieName } from './guard.js';
import { IMMUTABLE, SECURITY_HEADERS } from './headers.js';
import { ROUTES } from './routes.js';

/** Only this machine. There is no option for another address. */
const HOST = '127.0.0.1';

/** A request that takes longer to arrive is cut; one of the page arrives at once. */
const LIMITS = { maxHeaderSize: 16 * 1024, headersTimeout: 10_000, requestTimeout: 30_000 };

const PAGES: ReadonlySet<string> = new Set(['/map', '/fix', '/preview', '/apply']);

export interface ServerOptions {
  /** Folder of the page, as it was built. */
  readonly assets: string;
}

export class ReviewServer {
  readonly #review: Review;
  readonly #assets: Assets;
  readonly #server: Server;
  readonly #events = new EventHub();
  readonly #secret: string;
  /** Lets one window in. */
  #token = randomBytes(32).toString('base64url');
  #port = 0;
  #end: () => void = () => undefined;
  /** Resolves when the page ends the review. */
  readonly ended = new Promise<void>((resolve) => (this.#end = resolve));
  readonly #stopListening: () => void;

  private constructor(review: Review, { assets }: ServerOptions) {
    this.#review = review;
    this.#assets = readAssets(assets);
    this.#secret = review.served?.secret ?? randomBytes(32).toString('base64url');
    this.#stopListening = review.listen((event) => this.#events.tell(event));
    this.#server = createServer(LIMITS, (request, response) => {
      this.#answer(request, response).catch((error: unknown) => {
        if (!response.headersSent && isBulkError(error)) sendError(response, error);
        else response.destroy();
        // A window that went away is no fault of the program.
        if (!isBulkError(error) && toSystemCode(error) === undefined) this.#server.emit('error', error);
      });
    });
  }

  /** Serves a review: at the port where it was before, so that open windows find it again, else at any free one. */
  static async start(review: Review, options: ServerOptions): Promise<ReviewServer> {
    const server = new ReviewServer(review, options);
    await server.#listen(review.served?.port ?? 0);
    review.noteServed({ port: server.#port, secret: server.#secret });
    return server;
  }

  /** Opens the page once. */
  get address(): string {
    return `http://${HOST}:${this.#port}/open?t=${this.#token}`;
  }

  async close(): Promise<void> {
    this.#stopListening();
    this.#events.close();
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #listen(port: number): Promise<void> {
    try {
      await new Promise<void>((resolve, reject) => {
        this.#server.once('error', reject);
        this.#server.listen(port, HOST, () => {
          this.#server.removeListener('error', reject);
          resolve();
        });
      });
    } catch (error) {
      if (port === 0 || toSystemCode(error) !== 'EADDRINUSE') throw error;
      return this.#listen(0);
    }
    const address = this.#server.address();
    if (typeof address === 'object' && address !== null) this.#port = address.port;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', headers } = request;
    const [path, query] = splitOnce(request.url ?? '');
    const refusal = judgeRequest({ method, path, headers }, { port: this.#port, secret: this.#secret });
    if (refusal !== undefined) {
      const { status, ...answer } = refusal;
      if (path.startsWith('/api/')) {
        sendJson(response, status, answer);
        return;
      }
      sendText(response, status, `${answer.text} ${answer.remedy}`);
      return;
    }
    if (path === '/open') {
      this.#open(response, new URLSearchParams(query).get('t') ?? '', headers.cookie);
      return;
    }
    const route = ROUTES[`${method} ${path}`];
    if (route !== undefined) return answerRoute(route, this.#review, { request, query }, response);
    if (method === 'POST' && path === '/api/end') {
      sendJson(response, 200, {});
      this.#end();
      return;
    }
    if (method === 'GET') return this.#get(path, request, response);
    sendJson(response, 404, NOT_FOUND);
  }

  async #get(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (path === '/') {
      redirect(response, '/map');
      return;
    }
    if (path === '/api/events') {
      const last = Number(request.headers['last-event-id'] ?? Number.NaN);
      if (this.#events.add(response, Number.isNaN(last) ? undefined : last)) return;
      const text = 'Too many windows show this review.';
      const answer = { code: 'too_many_windows', text, remedy: 'Close one of them.' };
      sendJson(response, 503, answer, { 'Retry-After': '10' });
      return;
    }
    if (PAGES.has(path)) {
      const { page } = this.#assets;
      if (page === undefined) {
        sendText(response, 503, 'The page was not built. Run npm run build in the package.');
        return;
      }
      sendBytes(response, 200, page.bytes, { 'Content-Type': page.type });
      return;
    }
    const asset = this.#assets.files.get(path);
    if (asset !== undefined) {
      sendBytes(response, 200, asset.bytes, { 'Content-Type': asset.type, ...IMMUTABLE });
      return;
    }
    const [, name = ''] = /^\/files\/([A-Za-z0-9._-]+)$/.exec(path) ?? [];
    const file = name === '' ? undefined : await this.#review.findFile(name);
    if (file === undefined) sendJson(response, 404, NOT_FOUND);
    else await sendFile(response, file, name);
  }

  #open(response: ServerResponse, token: string, cookies: string | undefined): void {
    const isIn = (cookies ?? '').split(/; */).includes(`${toCookieName(this.#port)}=${this.#secret}`);
    if (!isIn && (this.#token === '' || !isSame(token, this.#token))) {
      sendText(
        response,
        403,
        'This address was used already, or is not whole. Stop the review in the terminal, and start it again.',
      );
      return;
    }
    this.#token = '';
    const cookie = `${toCookieName(this.#port)}=${this.#secret}; HttpOnly; SameSite=Strict; Path=/`;
    redirect(response, '/map', { 'Set-Cookie': cookie });
  }
}

const NOT_FOUND = { code: 'not_found', text: 'There is nothing here.', remedy: 'Load the page again.' };

function redirect(
  response: ServerResponse,
  to: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(303, { ...SECURITY_HEADERS, ...headers, Location: to, 'Content-Length': '0' });
  response.end();
}

function splitOnce(url: string): readonly [string, string] {
  const at = url.indexOf('?');
  return at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)];
}
