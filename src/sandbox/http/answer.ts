import { Buffer } from 'node:buffer';
import type { ServerResponse } from 'node:http';
import type { Draw } from '../draws.js';
import type { ErrorEnvelope } from '../options.js';
import { toErrorBody } from './envelope.js';
import type { Reply } from './reply.js';

/** A reply as bytes for the wire. Built immediately, because the records may change later. */
export interface Answer {
  status: number;
  headers: Record<string, string | number>;
  body: string;
}

const jsonType = 'application/json; charset=utf-8';

export function toAnswer(reply: Reply, envelope: ErrorEnvelope, draw: Draw): Answer {
  const { status } = reply;
  const { contentType, body } =
    reply.kind === 'success'
      ? { contentType: jsonType, body: reply.body === undefined ? '' : JSON.stringify(reply.body) }
      : toErrorBody(status, reply.message, reply.envelope ?? envelope, draw);
  const headers = {
    ...reply.headers,
    ...(body === '' && reply.kind === 'success' ? {} : { 'content-type': contentType }),
    'content-length': Buffer.byteLength(body),
  };
  return { status, headers, body };
}

export function sendAnswer(response: ServerResponse, { status, headers, body }: Answer): void {
  if (response.destroyed) return;
  response.writeHead(status, headers);
  response.end(body);
}
