/** Requests that return the unprocessed answer: to find out what a server does, not to move customers. */
import { parseJson } from '../core/parse-json.js';
import { classify } from './classify.js';
import { toConnectionFailure } from './connection-errors.js';
import { toErrorMessage } from './error-message.js';
import { toHeader, type Answer } from './exchange.js';
import { toRefusal } from './refusal.js';
import { toSender, type SenderParts } from './sender.js';

export interface ProbeRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Its name for events and messages. @example 'POST /customers/{uid}' */
  readonly route: string;
  /** Below the base URL, with the query. @example '/customers?page=1' */
  readonly path: string;
  readonly body?: unknown;
}

export interface ProbeAnswer {
  readonly kind: 'answer';
  /** Never 401 or 402, which throw, and never 429, which is retried. 403 is an answer here. */
  readonly status: number;
  readonly headers: ProbeHeaders;
  /** Undefined if the body is not JSON. */
  readonly json: unknown;
  /** The first 500 characters of the body, without secrets. */
  readonly text: string;
  /** The message of a refusal, on one line, without secrets; empty for a 2xx. */
  readonly message: string;
  /** The `Retry-After` of each preceding 429; null: the 429 had none. */
  readonly throttles: readonly (string | null)[];
}

/** Absent ones are undefined. */
export interface ProbeHeaders {
  readonly date: string | undefined;
  readonly contentType: string | undefined;
  /** How many pages there are, under any of the usual names. */
  readonly totalPages: string | undefined;
}

export interface ProbeFailure {
  readonly kind: 'failed';
  readonly message: string;
  /** The server may have received the request and carried it out. */
  readonly mayHaveReached: boolean;
  /** The client is stopping; nothing more is sent. */
  readonly stopped: boolean;
}

export type ProbeResult = ProbeAnswer | ProbeFailure;

/** Sends one request once. Throws `credential_rejected` on 401 and 402, `blocked_before_api` for the page of a firewall. */
export type Probe = (request: ProbeRequest) => Promise<ProbeResult>;

const MAX_TEXT = 500;
const TOTAL_HEADERS = ['totalpage', 'totalpages', 'total-pages', 'x-total-pages'];

/** A probe that uses the gate and connections of a client. `basePath`: the path of the base URL. */
export function toProbe(
  parts: SenderParts,
  { basePath, redact }: { readonly basePath: string; readonly redact: (text: string) => string },
): Probe {
  return async ({ method, route, path, body }) => {
    const throttles: (string | null)[] = [];
    const transport: SenderParts['transport'] = {
      send: async (request) => {
        const result = await parts.transport.send(request);
        if (result.kind === 'answer' && result.status === 429)
          throttles.push(toHeader(result, 'retry-after') ?? null);
        return result;
      },
    };
    const sent = { method, route, path: basePath + path };
    const request = body === undefined ? sent : { ...sent, body: JSON.stringify(body) };
    const result = await toSender({ ...parts, transport }).send(request, false);
    if (result.kind === 'stopped') {
      return { kind: 'failed', message: 'The request was not sent.', mayHaveReached: false, stopped: true };
    }
    if (result.kind === 'answer') return toAnswer(route, result, throttles, redact);
    const { mayHaveReached, message } = toConnectionFailure(result.error, result.wasStarted, result.proxy);
    return { kind: 'failed', message: redact(message), mayHaveReached, stopped: false };
  };
}

function toAnswer(
  route: string,
  answer: Answer,
  throttles: readonly (string | null)[],
  redact: (text: string) => string,
): ProbeAnswer {
  const { status, body } = answer;
  const contentType = toHeader(answer, 'content-type');
  const isGood = status >= 200 && status < 300;
  const message = isGood ? '' : toErrorMessage({ status, contentType, body }, redact);
  if (!isGood && classify('read', status, message) === 'credential') {
    const refusal = toRefusal(route, answer, message);
    if (status !== 403 || refusal.code === 'blocked_before_api') throw refusal;
  }
  return {
    kind: 'answer',
    status,
    headers: {
      date: toHeader(answer, 'date'),
      contentType,
      totalPages: TOTAL_HEADERS.map((name) => toHeader(answer, name)).find((value) => value !== undefined),
    },
    json: parseJson(body.replace(/^\uFEFF/, '')),
    text: Array.from(redact(body)).slice(0, MAX_TEXT).join(''),
    message,
    throttles,
  };
}
