/** Whether a request may go on to its route: credential and limit. */
import type { IncomingMessage } from 'node:http';
import { performance } from 'node:perf_hooks';
import { authenticate, type Grant } from '../authenticate.js';
import { toRetryAfter, toToldWaitMs } from '../faults/limiter.js';
import type { Route } from '../routes/call.js';
import type { Found } from '../routes/find-route.js';
import type { Parts } from './parts.js';
import { refuse, type Refusal } from './reply.js';

interface Arrived {
  request: IncomingMessage;
  found: Found;
}

export interface Admitted {
  route: Route;
  params: readonly string[];
  grant: Grant;
}

/** Finds the route and checks the credential. */
export function admit(
  { found, request }: Arrived,
  { book, counters, switchboard }: Parts,
): Admitted | Refusal {
  if (found.kind === 'unknown') return refuse(404, 'Not found');
  if (found.kind === 'wrong-method') return refuse(405, 'Method not allowed', { allow: found.allow });
  const { faults } = switchboard;
  const authentication = authenticate(request.headers.authorization, book, faults.base64Auth);
  if ('refusal' in authentication) {
    return refuse(authentication.refusal.status, authentication.refusal.message);
  }
  if (switchboard.countRefused()) {
    counters.fault('credential-refused');
    return refuse(401, faults.refuseCredentialMessage);
  }
  return { route: found.route, params: found.params, grant: authentication.grant };
}

/** Takes a request from the limit of the credential; gives the 429 if no request is left. */
export function throttle(
  grant: Grant,
  delayMs: number,
  { counters, switchboard, watch }: Parts,
): Refusal | undefined {
  const { limiter, faults } = switchboard;
  if (limiter === undefined || faults.limit === null) return undefined;
  const nowMs = performance.now();
  counters.obedience(watch.look(grant.id, nowMs));
  const waitMs = limiter.take(grant.id, nowMs);
  if (waitMs === 0) return undefined;
  const epochMs = Date.now();
  const header = toRetryAfter(faults.limit.retryAfter, waitMs, epochMs);
  watch.note(grant.id, nowMs + delayMs, toToldWaitMs(header, waitMs, epochMs));
  return refuse(429, 'Too many requests', header === undefined ? undefined : { 'retry-after': header });
}
