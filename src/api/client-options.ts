/** How a client reaches the API, and how fast it sends. */
import type { Clock } from '../core/clock.js';
import type { Emit } from '../core/events.js';
import type { PaceBoard } from '../core/pace-board.js';
import type { SendLease } from '../core/send-lease.js';
import type { Credential } from './credential.js';
import type { PeerPlace } from './pace/token-folder.js';
import type { ProxySettings } from './proxy.js';

export interface ApiOptions {
  /** https, or http to loopback; with the path, such as `/api/v1`. */
  readonly baseUrl: string;
  readonly credential: Credential;
  /** @default none */
  readonly proxy?: ProxySettings | undefined;
  /** This tool's version, for the User-Agent. */
  readonly version: string;
  /** Maximum requests in flight. */
  readonly concurrency: number;
  /** Maximum requests per second. @default none */
  readonly ratePerSecond?: number | undefined;
  /**
   * Share of the rate limit, once it is found, that is left to others on the same token: with 0.3 the pace is 70 % of it.
   * `ratePerSecond` is not reduced. A limit that rises later is not noticed, because probing for it would use the others'
   * share.
   */
  readonly reserve: number;
  /**
   * Where runs on this machine that use the same token and base URL share the pace, so that a 429 to one slows all; created if
   * needed. @default none: this client paces itself
   */
  readonly pacePlace?: PeerPlace | undefined;
  /** The board of this token, instead of `pacePlace`. */
  readonly paceBoard?: PaceBoard | undefined;
  /** @default OWN_MACHINE */
  readonly lease?: SendLease | undefined;
  /** From sending a request to the last byte of its answer. */
  readonly timeoutMs: number;
  /** Maximum tries of a read, or of a request that did not reach the server. @default 6 */
  readonly maxAttempts?: number | undefined;
  /** Maximum wait before the second try; it doubles up to 20 s. @default 250 */
  readonly backoffMs?: number | undefined;
  /** Maximum requests in total; then it stops. @default none */
  readonly maxRequests?: number | undefined;
  /** Called when the client stops by itself: the request budget is used up, or the server is gone. */
  readonly onEnd?: ((code: 'budget_reached' | 'server_unreachable', message: string) => void) | undefined;
  readonly emit: Emit;
  readonly clock: Clock;
  /** Once aborted, no request is sent any more and every wait ends; requests in flight continue. */
  readonly stopping: AbortSignal;
  /** Once aborted, requests in flight are cut as well. */
  readonly killed?: AbortSignal | undefined;
  /** From 0 to below 1, for the jitter. @default Math.random */
  readonly random?: (() => number) | undefined;
}
