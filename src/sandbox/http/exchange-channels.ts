import { channel } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

/** A request that was read in full, before it is processed. */
export interface ArrivedRequest {
  request: IncomingMessage;
  /** The text of the body, empty without one. */
  body: string;
}

/** The answer to an `ArrivedRequest`, with the same `request`. A request that is cut or hangs has none. */
export interface SentAnswer {
  request: IncomingMessage;
  status: number;
  body: string;
}

/** Names of Node's diagnostics channels that carry each `ArrivedRequest` and `SentAnswer` of every sandbox in the process. */
export const REQUEST_CHANNEL = 'bitpowr-sandbox:request';
export const ANSWER_CHANNEL = 'bitpowr-sandbox:answer';

const requests = channel(REQUEST_CHANNEL);
const answers = channel(ANSWER_CHANNEL);

export function publishRequest(request: IncomingMessage, body: string): void {
  if (requests.hasSubscribers) requests.publish({ request, body } satisfies ArrivedRequest);
}

export function publishAnswer(request: IncomingMessage, status: number, body: string): void {
  if (answers.hasSubscribers) answers.publish({ request, status, body } satisfies SentAnswer);
}
