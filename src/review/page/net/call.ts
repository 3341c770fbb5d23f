/** One question to the server, and what came of it. */
import type { ConflictAnswer, ErrorAnswer } from '../../wire.js';

export type Reply<T> =
  | { readonly kind: 'answer'; readonly answer: T }
  /** Another window changed something since. */
  | { readonly kind: 'conflict'; readonly conflict: ConflictAnswer }
  | { readonly kind: 'refused'; readonly status: number; readonly error: ErrorAnswer }
  /** No answer: the server is gone, or the question was given up. */
  | { readonly kind: 'gone' };

export interface Question {
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

export async function call<T>(
  path: string,
  { method = 'GET', body, signal }: Question = {},
): Promise<Reply<T>> {
  try {
    const response = await fetch(path, {
      method,
      credentials: 'same-origin',
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      ...(signal === undefined ? {} : { signal }),
    });
    // What the server answers is typed by `wire`, which both sides share.
    const answer = (await response.json()) as unknown;
    if (response.ok) return { kind: 'answer', answer: answer as T };
    if (response.status === 409) return { kind: 'conflict', conflict: answer as ConflictAnswer };
    return { kind: 'refused', status: response.status, error: answer as ErrorAnswer };
  } catch {
    return { kind: 'gone' };
  }
}

/** The server does not know this window. */
export function isLocked(reply: Reply<unknown>): boolean {
  return reply.kind === 'refused' && (reply.status === 401 || reply.status === 403);
}

/** An id that no other window makes up. */
export function makeId(): string {
  return crypto.randomUUID();
}
