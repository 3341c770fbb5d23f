import type { Route } from './call.js';
import { addressRoutes } from './addresses.js';
import { customerRoutes } from './customers.js';
import { keyRoutes } from './keys.js';
import { subAccountRoutes } from './sub-accounts.js';

/** Every method on every path of the API. */
export const allRoutes: readonly Route[] = [
  ...keyRoutes,
  ...customerRoutes,
  ...addressRoutes,
  ...subAccountRoutes,
];

/** A route with its parameter values; or the methods of a known path; or nothing. */
export type Found =
  | { kind: 'route'; route: Route; params: readonly string[] }
  | { kind: 'wrong-method'; template: string; allow: string }
  | { kind: 'unknown' };

export type FindRoute = (method: string, path: string) => Found;

interface PathEntry {
  template: string;
  parts: readonly string[];
  methods: Map<string, Route>;
}

/** Returns a function that finds the route for a method and a path (below `/api/v1`, without the query). */
export function createRouter(routes: readonly Route[]): FindRoute {
  const entries = new Map<string, PathEntry>();
  for (const route of routes) {
    const { template } = route;
    const entry = entries.get(template) ?? { template, parts: template.split('/'), methods: new Map() };
    entry.methods.set(route.method, route);
    entries.set(template, entry);
  }
  const list = [...entries.values()];
  return (method, path) => {
    const literal = entries.get(path);
    if (literal !== undefined) return chooseMethod(literal, method, []);
    const parts = path.split('/');
    for (const entry of list) {
      const params = matchParts(entry.parts, parts);
      if (params !== undefined) return chooseMethod(entry, method, params);
    }
    return { kind: 'unknown' };
  };
}

function chooseMethod(entry: PathEntry, method: string, params: readonly string[]): Found {
  const route = entry.methods.get(method);
  if (route !== undefined) return { kind: 'route', route, params };
  return { kind: 'wrong-method', template: entry.template, allow: [...entry.methods.keys()].join(', ') };
}

function matchParts(template: readonly string[], parts: readonly string[]): string[] | undefined {
  if (template.length !== parts.length) return undefined;
  const params: string[] = [];
  for (const [place, wanted] of template.entries()) {
    const part = parts[place] ?? '';
    if (wanted.startsWith('{')) {
      if (part === '') return undefined;
      params.push(decodePart(part));
    } else if (wanted !== part) return undefined;
  }
  return params;
}

/** Invalid percent-encoding identifies nothing, so it is left unchanged. */
function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
