/** Servers as models: what they admit, and how long they take. Times are ms. */

export interface ModelServer {
  /** 0: the request that arrives now is admitted; else the ms until one would be. */
  take(at: number): number;
  /** How long it works on a request when `inService` are in progress, this one included; 0 if it takes no time. */
  workMs(inService: number): number;
  /** Requests per second that it admits at best, just now. */
  limitAt(at: number): number;
}

export interface LimitModel {
  readonly requests: number;
  readonly perMs: number;
}

const INSTANT = { workMs: () => 0 };

/** A window that begins with the first request after the last one, or, given a phase, by the server's own clock. */
export function fixedWindow({ requests, perMs }: LimitModel, phaseMs?: number): ModelServer {
  let beganAt = -Infinity;
  let count = 0;
  return {
    ...INSTANT,
    take(at) {
      if (at >= beganAt + perMs) {
        beganAt = phaseMs === undefined ? at : Math.floor((at - phaseMs) / perMs) * perMs + phaseMs;
        count = 0;
      }
      if (count >= requests) return beganAt + perMs - at;
      count += 1;
      return 0;
    },
    limitAt: () => (requests * 1000) / perMs,
  };
}

/** Refilled evenly. */
export function tokenBucket({ requests, perMs }: LimitModel, burst = requests): ModelServer {
  let tokens = burst;
  let lastAt = 0;
  return {
    ...INSTANT,
    take(at) {
      tokens = Math.min(burst, tokens + ((at - lastAt) * requests) / perMs);
      lastAt = at;
      if (tokens < 1) return ((1 - tokens) * perMs) / requests;
      tokens -= 1;
      return 0;
    },
    limitAt: () => (requests * 1000) / perMs,
  };
}

/** No limit, and N at a time: more of them queue, each as long as those before it take. */
export function unlimited(perSecond: number, leastMs = 0): ModelServer {
  return {
    take: () => 0,
    workMs: (inService) => Math.max(leastMs, (inService * 1000) / perSecond),
    limitAt: () => perSecond,
  };
}

/** A server that does less the more is asked of it: `perRequestMs` more for each one above `above`. */
export function thrashing(leastMs: number, above: number, perRequestMs: number): ModelServer {
  return {
    take: () => 0,
    workMs: (inService) => leastMs + Math.max(0, inService - above) * perRequestMs,
    limitAt: () => (above * 1000) / leastMs,
  };
}

/** Another server from `changeAt` on. */
export function changing(before: ModelServer, changeAt: number, after: ModelServer): ModelServer {
  const of = (at: number): ModelServer => (at < changeAt ? before : after);
  return {
    take: (at) => of(at).take(at),
    workMs: () => 0,
    limitAt: (at) => of(at).limitAt(at),
  };
}

/** Others use the same token, evenly, regardless of the answers. */
export function withOthers(server: ModelServer, perSecond: number): ModelServer {
  const intervalMs = 1000 / perSecond;
  let nextAt = 0;
  return {
    ...server,
    take(at) {
      for (; nextAt <= at; nextAt += intervalMs) server.take(nextAt);
      return server.take(at);
    },
    limitAt: (at) => server.limitAt(at) - perSecond,
  };
}
