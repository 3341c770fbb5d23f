/** A question of the page and its answer: one route, one body or query, one shape. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Review } from '../jobs/review/review.js';
import { sendError, sendJson } from './answers.js';
import { readBody } from './body.js';
import type { Route } from './routes.js';

/** What arrived at a route. */
export interface Asked {
  readonly request: IncomingMessage;
  readonly query: string;
}

/** Reads the question, checks it, and sends the answer of the review, or why there is no answer. */
export async function answerRoute(
  route: Route,
  review: Review,
  { request, query }: Asked,
  response: ServerResponse,
): Promise<void> {
  const body =
    request.method === 'GET'
      ? ({ kind: 'json', value: toObject(query) } as const)
      : await readBody(request, route.most);
  if (body.kind === 'too_large') {
    const text = `The request is larger than ${route.most} bytes.`;
    const answer = { code: 'request_too_large', text, remedy: 'Do it in several steps.' };
    sendJson(response, 413, answer, { Connection: 'close' });
    return;
  }
  const value = body.kind === 'json' ? body.value : undefined;
  const read = route.schema.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    const text = `Expected ${issue?.message ?? 'another request'}, at ${issue?.path.join('.') ?? ''}.`;
    sendJson(response, 400, { code: 'request_invalid', text, remedy: 'Load the page again.' });
    return;
  }
  try {
    sendJson(response, 200, await route.answer(review, read.data));
  } catch (error) {
    sendError(response, error);
  }
}

/** A name that is there several times becomes a list. */
function toObject(query: string): Record<string, string | string[]> {
  const parameters = new URLSearchParams(query);
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const all = parameters.getAll(name);
      return [name, all.length === 1 ? (all[0] ?? '') : all];
    }),
  );
}
