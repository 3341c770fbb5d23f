import type { ErrorEnvelope } from '../options.js';

/** A successful answer. `isCreate`: it reports a new record. A body of undefined: an empty one. */
export interface Success {
  kind: 'success';
  status: number;
  body: unknown;
  headers?: Record<string, string>;
  isCreate?: boolean;
}

/** A refusal. `envelope`: if it differs from the usual one. */
export interface Refusal {
  kind: 'refusal';
  status: number;
  message: string;
  headers?: Record<string, string>;
  envelope?: ErrorEnvelope;
}

export type Reply = Success | Refusal;

export function success(data: unknown): Success {
  return { kind: 'success', status: 200, body: { status: 'success', data } };
}

export function refuse(status: number, message: string, headers?: Record<string, string>): Refusal {
  return headers === undefined
    ? { kind: 'refusal', status, message }
    : { kind: 'refusal', status, message, headers };
}
