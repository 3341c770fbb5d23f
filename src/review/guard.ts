/** Which requests the server answers at all. Pure. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export interface AskedRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

export interface Refusal {
  readonly status: 401 | 403 | 405 | 415 | 421;
  readonly code: string;
  readonly text: string;
  readonly remedy: string;
}

export interface GuardSetting {
  readonly port: number;
  /** Value of the cookie of a window that was let in. */
  readonly secret: string;
}

const CHANGING: ReadonlySet<string> = new Set(['POST', 'PUT']);

export function toCookieName(port: number): string {
  return `bitpowr-review-${port}`;
}

/** Why a request is refused; undefined: it is answered. `/open` needs no cookie: it gives one. */
export function judgeRequest(
  { method, path, headers }: AskedRequest,
  { port, secret }: GuardSetting,
): Refusal | undefined {
  // Another name for this address is a page of someone else's that made it point here (DNS rebinding).
  if (headers.host !== `127.0.0.1:${port}`) return refuse(421, 'The request names another host.');
  if (method !== 'GET' && !CHANGING.has(method)) return refuse(405, `The method ${method} is not taken.`);
  const site = headers['sec-fetch-site'];
  const isOpening = method === 'GET' && path === '/open';
  if (CHANGING.has(method)) {
    if (headers.origin !== `http://127.0.0.1:${port}`)
      return refuse(403, 'The request comes from another page.');
    if (site !== undefined && site !== 'same-origin')
      return refuse(403, 'The request comes from another page.');
    if (!/^application\/json(;|$)/i.test(headers['content-type'] ?? ''))
      return refuse(415, 'The request is not JSON.');
  } else if (!isOpening && site !== undefined && site !== 'same-origin' && site !== 'none') {
    return refuse(403, 'The request comes from another page.');
  }
  if (isOpening || isSame(readCookie(headers.cookie, toCookieName(port)), secret)) return undefined;
  return {
    ...{ status: 401, code: 'not_opened', text: 'This window was not let in.' },
    remedy: 'Open the address printed in the terminal.',
  };
}

/** In a time that tells nothing of either. */
export function isSame(given: string, secret: string): boolean {
  const [one, other] = [given, secret].map((text) => createHash('sha256').update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}

function readCookie(cookies: string | undefined, name: string): string {
  const found = (cookies ?? '').split(/; */).find((part) => part.startsWith(`${name}=`));
  return found?.slice(name.length + 1) ?? '';
}

function refuse(status: Exclude<Refusal['status'], 401>, text: string): Refusal {
  return { status, code: 'request_refused', text, remedy: 'Open the address printed in the terminal.' };
}
