/** One request and its answer, as undici reports them. */
import { Buffer, isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import type { PendingBody, BodyBudget } from './body-budget.js';
import { CHARSET_CODE, ENCODING_CODE, TIMEOUT_CODE, TOO_LARGE_CODE } from './connection-errors.js';
import { decodeBody, isTooLargeToDecode } from './content-encoding.js';
import type { SendLease } from '../core/send-lease.js';
import type { Expirable } from './deadlines.js';

/** An answer, with as much of its body as is needed. */
export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** No complete answer. */
export interface Failure {
  readonly kind: 'failure';
  readonly error: Error;
  /** A connection existed, and writing the request to it began. Until then the server can't have it. */
  readonly wasStarted: boolean;
  /** The status, if the headers came and the body did not. */
  readonly status: number | undefined;
  /** Host and port of the proxy on the way, if there is one. */
  readonly proxy?: string;
  /** The lease did not allow it to leave: nothing was written. */
  readonly wasWithheld?: true;
}

/** For a refusal: its message is at the beginning. */
const MAX_ERROR_BODY_BYTES = 64 * 1024;

/**
 * Collects an answer. Reads every body itself, to its end or to its limit, so that none stays unread and blocks its
 * connection (undici waits for that). At its own limit the connection is dropped; while all answers together are at
 * theirs, it pauses. `onSettled` is called exactly once.
 */
export class Exchange implements Dispatcher.DispatchHandler, Expirable, PendingBody {
  readonly #budget: BodyBudget;
  readonly #lease: SendLease;
  readonly #onSettled: (exchange: Exchange, result: Answer | Failure) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #isSettled = false;
  #status: number | undefined;
  #headers: IncomingHttpHeaders = {};
  #chunks: Buffer[] = [];

  constructor(
    budget: BodyBudget,
    lease: SendLease,
    onSettled: (exchange: Exchange, result: Answer | Failure) => void,
  ) {
    this.#budget = budget;
    this.#lease = lease;
    this.#onSettled = onSettled;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // It was cancelled while it waited for a connection: it must not be sent any more.
    if (this.#isSettled) controller.abort(toCodedError(TIMEOUT_CODE));
    else if (!this.#lease.maySend()) this.#withhold(controller);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    if (status < 200) return;
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#isSettled) return;
    this.#chunks.push(chunk);
    const sizeBytes = this.#budget.add(this, chunk.length);
    const limit = this.#isGood() ? this.#budget.oneBytes : MAX_ERROR_BODY_BYTES;
    if (sizeBytes > limit) this.#giveUp(toCodedError(TOO_LARGE_CODE));
  }

  onResponseEnd(): void {
    this.#settle(this.#toAnswer(this.#status ?? 0));
  }

  onResponseError(_controller: Dispatcher.DispatchController | undefined, error: Error): void {
    // The status alone says what a refusal means, even if the rest is lost.
    if (this.#status !== undefined && !this.#isGood()) this.#settle(this.#toAnswer(this.#status));
    else this.#settle(this.#toFailure(error));
  }

  pause(): void {
    this.#controller?.pause();
  }

  resume(): void {
    this.#controller?.resume();
  }

  expire(): void {
    this.#giveUp(toCodedError(TIMEOUT_CODE));
  }

  /** The connection is there, and nothing has been written to it. */
  #withhold(controller: Dispatcher.DispatchController): void {
    const error = new Error('The lease of the run has ended.');
    this.#settle({ kind: 'failure', error, wasStarted: false, status: undefined, wasWithheld: true });
    controller.abort(error);
  }

  #giveUp(error: Error): void {
    this.onResponseError(this.#controller, error);
    this.#controller?.abort(error);
  }

  #settle(result: Answer | Failure): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.#chunks = [];
    this.#budget.remove(this);
    this.#onSettled(this, result);
  }

  #isGood(): boolean {
    return this.#status !== undefined && this.#status < 300;
  }

  #toAnswer(status: number): Answer | Failure {
    const [first] = this.#chunks;
    const bytes = first !== undefined && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks);
    const encoding = this.#headers['content-encoding'];
    if (encoding === undefined) return this.#toText(status, bytes);
    const isGood = this.#isGood();
    const maxBytes = isGood ? this.#budget.oneBytes : MAX_ERROR_BODY_BYTES;
    try {
      const limits = { maxBytes, mayBeCut: !isGood };
      return this.#toText(status, decodeBody(bytes, encoding, limits));
    } catch (error) {
      // The status of a refusal is enough.
      if (!isGood) return { kind: 'answer', status, headers: this.#headers, body: '' };
      return this.#toFailure(toCodedError(isTooLargeToDecode(error) ? TOO_LARGE_CODE : ENCODING_CODE));
    }
  }

  /** JSON is UTF-8 (RFC 8259 §8.1). Of other text, letters would be replaced, and the next update would write that back. */
  #toText(status: number, bytes: Buffer): Answer | Failure {
    // The status of a refusal is enough.
    if (this.#isGood() && !isUtf8(bytes)) return this.#toFailure(toCodedError(CHARSET_CODE));
    return { kind: 'answer', status, headers: this.#headers, body: bytes.toString('utf8') };
  }

  #toFailure(error: Error): Failure {
    return { kind: 'failure', error, wasStarted: this.#controller !== undefined, status: this.#status };
  }
}

function toCodedError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/** The answer without secrets in its headers and body. Nearly no answer has any. */
export function redactAnswer(answer: Answer, redact: (text: string) => string): Answer {
  const body = redact(answer.body);
  let headers = answer.headers;
  for (const name in headers) {
    const value = headers[name];
    const clean = Array.isArray(value) ? value.map(redact) : redact(value ?? '');
    if (Array.isArray(clean) || clean !== value) headers = { ...headers, [name]: clean };
  }
  return body === answer.body && headers === answer.headers ? answer : { ...answer, body, headers };
}

/** A header's value; the first, if there are several. */
export function toHeader(answer: Answer, name: string): string | undefined {
  const value = answer.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** The server's clock when it answered, by its Date header: ms since the epoch, whole seconds. */
export function toAnsweredAt(answer: Answer): number | undefined {
  const at = Date.parse(toHeader(answer, 'date') ?? '');
  return Number.isNaN(at) ? undefined : at;
}
