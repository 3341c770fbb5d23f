import type { Facts, Operation } from './facts.js';

/** `label`: method and path template, such as `GET /customers/{customerId}`. `operation`: undefined if undocumented. */
export interface FoundRoute {
  readonly label: string;
  readonly operation: Operation | undefined;
}

/** `path` is without the query. */
export type FindRoute = (method: string, path: string) => FoundRoute;

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** Finds the documented operation of a request; a path that fits no template keeps its text, with `{uid}` for a UUID. */
export function createFindRoute({ servers, paths }: Facts): FindRoute {
  const prefix = new URL(servers[0]?.url ?? 'http://localhost').pathname.replace(/\/$/, '');
  const templates = Object.entries(paths).map(([template, operations]) => ({
    template,
    operations,
    pattern: new RegExp(`^${prefix}${template.replace(/\{[^}]+\}/g, '[^/]+')}$`),
  }));
  return (method, path) => {
    const found = templates.find(({ pattern }) => pattern.test(path));
    if (found === undefined)
      return { label: `${method} ${path.replace(UUID, '{uid}')}`, operation: undefined };
    return { label: `${method} ${found.template}`, operation: found.operations[method.toLowerCase()] };
  };
}
