/** Sends requests over a connection pool. */
import { EnvHttpProxyAgent, Pool, type Dispatcher } from 'undici';
import type { Clock } from '../core/clock.js';
import { OWN_MACHINE, type SendLease } from '../core/send-lease.js';
import { BodyBudget } from './body-budget.js';
import { Deadlines } from './deadlines.js';
import type { ProxySettings } from './proxy.js';
import { openProxyClient } from './proxy-client.js';
import { Exchange, redactAnswer, type Answer, type Failure } from './exchange.js';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Includes the query. */
  readonly path: string;
  readonly body?: string;
}

export interface TransportOptions {
  readonly origin: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly clock: Clock;
  /** Limit on the bytes of answers held at a time. @default a budget with its defaults */
  readonly budget?: BodyBudget;
  readonly proxy?: ProxySettings | undefined;
  /** @default OWN_MACHINE */
  readonly lease?: SendLease | undefined;
  /** Removes secrets from everything in an answer, before anything reads it. */
  readonly redact: (text: string) => string;
}

/** Sends each request once, unchanged. */
export class Transport {
  readonly #dispatcher: Dispatcher;
  readonly #origin: string;
  readonly #proxy: string | undefined;
  #isEnded = false;
  readonly #deadlines: Deadlines;
  readonly #budget: BodyBudget;
  readonly #lease: SendLease;
  readonly #readHeaders: Record<string, string>;
  readonly #writeHeaders: Record<string, string>;
  readonly #redact: (text: string) => string;

  constructor(options: TransportOptions) {
    const { origin, headers, concurrency, timeoutMs, clock, budget, proxy, redact } = options;
    this.#origin = origin;
    this.#proxy = proxy?.name;
    this.#budget = budget ?? new BodyBudget();
    this.#lease = options.lease ?? OWN_MACHINE;
    this.#redact = redact;
    this.#deadlines = new Deadlines(timeoutMs, clock);
    this.#readHeaders = { ...headers, accept: 'application/json' };
    this.#writeHeaders = { ...this.#readHeaders, 'content-type': 'application/json' };
    const poolOptions = {
      connections: concurrency,
      pipelining: 1,
      connectTimeout: timeoutMs,
      // Our own deadline covers both.
      headersTimeout: 0,
      bodyTimeout: 0,
      // By default Node gives each address of a host 250 ms, less than a round trip between continents can take.
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: 1500,
    };
    this.#dispatcher =
      proxy === undefined
        ? new Pool(origin, poolOptions)
        : new EnvHttpProxyAgent({ ...poolOptions, ...proxy, clientFactory: openProxyClient });
  }

  /** Sends one request once. Never rejects. */
  send(request: HttpRequest): Promise<Answer | Failure> {
    const headers = request.method === 'POST' ? this.#writeHeaders : this.#readHeaders;
    return new Promise((resolve) => {
      const exchange = new Exchange(this.#budget, this.#lease, (settled, result) => {
        this.#deadlines.remove(settled);
        if (result.kind === 'answer') resolve(redactAnswer(result, this.#redact));
        else resolve(this.#proxy === undefined ? result : { ...result, proxy: this.#proxy });
      });
      this.#deadlines.add(exchange);
      this.#dispatcher.dispatch({ origin: this.#origin, headers, ...request }, exchange);
    });
  }

  /** Cuts every connection; requests in flight fail immediately, later ones are not sent. */
  kill(): void {
    // Its promise waits for the sockets to close, which `close` does, too.
    this.#isEnded = true;
    void this.#dispatcher.destroy();
  }

  /** Waits for requests in flight, then closes every connection. */
  async close(): Promise<void> {
    const isEnded = this.#isEnded;
    this.#isEnded = true;
    await (isEnded ? this.#dispatcher.destroy() : this.#dispatcher.close());
    this.#deadlines.close();
  }
}
