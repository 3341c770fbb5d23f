/** A request limit on each credential. */
export interface RequestLimit {
  /** How many requests are let through in `perMs`. */
  requests: number;
  perMs: number;
  /** `window`: all requests are available again when the window ends. `bucket`: refilled evenly. */
  kind: 'window' | 'bucket';
  /** Capacity of the bucket. @default requests */
  burst?: number;
  /**
   * The `Retry-After` of a 429: the true wait rounded up to seconds, the same as an HTTP date, none, or this exact text (a
   * number of seconds too large, a blank, rubbish).
   */
  retryAfter: 'seconds' | 'date' | 'none' | (string & {});
}

/** A fixed delay, or one drawn evenly from a range. */
export type Latency = number | { min: number; max: number };

/** Delay that grows with the requests in flight: `perRequestMs` for each one above `above`. */
export interface Slowdown {
  perRequestMs: number;
  above: number;
}

/** A share of requests for each status, such as `{ "503": 0.02 }`. */
export type ErrorShares = Partial<Record<'500' | '502' | '503' | '504', number>>;

/** Faults, and how frequent they are. Rates are shares of requests, 0 to 1; their sum must not exceed 1. */
export interface TroubleSwitches {
  /** Seed of every draw, so that a run repeats; setting it restarts the draws. @default 1 */
  seed: number;
  /**
   * The requests that `limit`, delays, errors, cuts and hangs apply to: `POST`, `/customers`, `POST /customers`,
   * `POST /customers/{uid}` or `*`. Empty: all but `/auth`. @default []
   */
  faultsOn: readonly string[];
  /** The request limit on each credential. @default null */
  limit: RequestLimit | null;
  /** Delay of every answer; the effect comes before it. @default 0 */
  latencyMs: Latency;
  /** Delay that grows with the requests in flight. @default null */
  slowdown: Slowdown | null;
  /** Errors instead of the effect: one share of 503, or a share for each status. @default 0 */
  errorRate: number | ErrorShares;
  /** Errors although the effect happened. @default 0 */
  errorAfterEffectRate: number | ErrorShares;
  /** The Retry-After of such errors. @default null */
  errorRetryAfter: string | null;
  /** The connection is cut and nothing happened. @default 0 */
  cutBeforeRate: number;
  /** The effect happens, then the connection is cut without an answer. @default 0 */
  cutAfterRate: number;
  /** Every N-th create takes effect, then the connection is cut; 0: none. @default 0 */
  cutAfterEvery: number;
  /** No answer ever and no effect (or a late one, see `lateEffectMs`). @default 0 */
  hangRate: number;
  /** The effect happens, the answer never comes. @default 0 */
  hangAfterEffectRate: number;
  /** A request that hangs without effect takes effect after this time; 0: never. @default 0 */
  lateEffectMs: number;
  /** From the N-th request on (counted since this was set) credentials are refused; null: never. @default null */
  refuseCredentialAfter: number | null;
  /** The message of that refusal. @default 'EXPIRED_API_KEY' */
  refuseCredentialMessage: string;
  /** After N requests (counted since this was set) the API cuts every connection; null: never. @default null */
  downAfter: number | null;
  /** How many of the last requests to keep for `/_sandbox/requests`. @default 0 */
  recordRequests: number;
}

export const troubleDefaults: Readonly<TroubleSwitches> = Object.freeze({
  seed: 1,
  faultsOn: Object.freeze([]),
  limit: null,
  latencyMs: 0,
  slowdown: null,
  errorRate: 0,
  errorAfterEffectRate: 0,
  errorRetryAfter: null,
  cutBeforeRate: 0,
  cutAfterRate: 0,
  cutAfterEvery: 0,
  hangRate: 0,
  hangAfterEffectRate: 0,
  lateEffectMs: 0,
  refuseCredentialAfter: null,
  refuseCredentialMessage: 'EXPIRED_API_KEY',
  downAfter: null,
  recordRequests: 0,
});
