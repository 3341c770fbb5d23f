import type { RequestLimit } from '../trouble-switches.js';

/** What one credential has used. `window`: since `atMs`. `bucket`: what was left at `atMs`. */
interface Account {
  atMs: number;
  count: number;
}

/** Limits the requests of each credential in each span of time. */
export class Limiter {
  readonly #limit: RequestLimit;
  readonly #accounts = new Map<string, Account>();

  constructor(limit: RequestLimit) {
    this.#limit = limit;
  }

  /** Milliseconds until this credential may send again; 0: this request is let through, and counted. */
  take(credential: string, nowMs: number): number {
    return this.#limit.kind === 'window'
      ? this.#takeOfWindow(credential, nowMs)
      : this.#takeOfBucket(credential, nowMs);
  }

  #takeOfWindow(credential: string, nowMs: number): number {
    const { requests, perMs } = this.#limit;
    const account = this.#account(credential, { atMs: nowMs, count: 0 });
    if (nowMs >= account.atMs + perMs) {
      account.atMs = nowMs;
      account.count = 0;
    }
    if (account.count >= requests) return account.atMs + perMs - nowMs;
    account.count += 1;
    return 0;
  }

  #takeOfBucket(credential: string, nowMs: number): number {
    const { requests, perMs, burst = requests } = this.#limit;
    const account = this.#account(credential, { atMs: nowMs, count: burst });
    account.count = Math.min(burst, account.count + ((nowMs - account.atMs) * requests) / perMs);
    account.atMs = nowMs;
    if (account.count < 1) return ((1 - account.count) * perMs) / requests;
    account.count -= 1;
    return 0;
  }

  #account(credential: string, fresh: Account): Account {
    const known = this.#accounts.get(credential);
    if (known !== undefined) return known;
    this.#accounts.set(credential, fresh);
    return fresh;
  }
}

/** The `Retry-After` header for a wait; undefined for none. Rounded up, so that a client that obeys it is never early. */
export function toRetryAfter(
  form: RequestLimit['retryAfter'],
  waitMs: number,
  epochMs: number,
): string | undefined {
  if (form === 'none') return undefined;
  if (form === 'seconds') return String(Math.max(1, Math.ceil(waitMs / 1000)));
  if (form === 'date') return new Date(Math.ceil((epochMs + waitMs) / 1000) * 1000).toUTCString();
  return form;
}

/** How long a client that reads this header must wait; the true wait if the header has no usable value. */
export function toToldWaitMs(header: string | undefined, waitMs: number, epochMs: number): number {
  if (header === undefined) return waitMs;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000;
  const date = / GMT$/.test(header) ? Date.parse(header) : NaN;
  return Number.isNaN(date) ? waitMs : Math.max(0, date - epochMs);
}
