import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import {
  ANSWER_CHANNEL,
  REQUEST_CHANNEL,
  type ArrivedRequest,
  type SentAnswer,
} from '../../src/sandbox/http/exchange-channels.js';
import type { SeenAnswer, SeenRequest } from './checker.js';

export interface Listener {
  readonly onRequest: (request: SeenRequest) => void;
  readonly onAnswer?: (request: SeenRequest, answer: SeenAnswer) => void;
}

/**
 * Listens to every sandbox of this process until the returned function is called. Only requests of the program count, by
 * their User-Agent: tests also send some by hand.
 */
export function listenToSandboxes({ onRequest, onAnswer }: Listener): () => void {
  const open = new WeakMap<IncomingMessage, SeenRequest>();
  const hearRequest = (message: unknown): void => {
    const { request, body } = message as ArrivedRequest;
    if (request.headers['user-agent']?.startsWith('bitpowr-bulk/') !== true) return;
    const seen = { method: request.method ?? '', path: request.url ?? '', body };
    open.set(request, seen);
    onRequest(seen);
  };
  const hearAnswer = (message: unknown): void => {
    const { request, status, body } = message as SentAnswer;
    const seen = open.get(request);
    if (seen !== undefined) onAnswer?.(seen, { status, body });
  };
  subscribe(REQUEST_CHANNEL, hearRequest);
  if (onAnswer !== undefined) subscribe(ANSWER_CHANNEL, hearAnswer);
  return () => {
    unsubscribe(REQUEST_CHANNEL, hearRequest);
    unsubscribe(ANSWER_CHANNEL, hearAnswer);
  };
}
