import type { Route } from '../routes/call.js';
import { allRoutes } from '../routes/find-route.js';

/** Whether a pattern of `faultsOn` matches any route, so that a typo does not become a fault that never occurs. */
export function namesRoutes(pattern: string): boolean {
  return allRoutes.some((route) => isNamed(route, pattern));
}

/** The routes that faults apply to. Without patterns: all but `/auth`, so that a client can always check its key. */
export function toTouchedRoutes(patterns: readonly string[]): ReadonlySet<Route> {
  const touched = allRoutes.filter((route) =>
    patterns.length === 0 ? route.template !== '/auth' : patterns.some((pattern) => isNamed(route, pattern)),
  );
  return new Set(touched);
}

function isNamed(route: Route, pattern: string): boolean {
  return pattern === '*' || pattern === route.method || pattern === route.template || pattern === route.label;
}
