/** The parts of a request's path. */
import type { PageQuery } from '../core/api-port.js';
import { BulkError } from '../core/errors.js';

/** `perPage` 0: the server's default. Filters that are not set are left out. */
export function toQuery(query: PageQuery): string {
  const entries = Object.entries(query)
    .filter(([name, value]) => value !== undefined && !(name === 'perPage' && value === 0))
    .map(([name, value]): [string, string] => [name, String(value)]);
  return new URLSearchParams(entries).toString();
}

/** The filters, which distinguish the lists of one route. */
export function toFilters(query: PageQuery): string {
  return toQuery({ ...query, page: 0, perPage: 0 });
}

/** One segment of a path. A name that would select another endpoint is refused. */
export function toSegment(uid: string): string {
  if (uid === '' || uid === '.' || uid === '..') {
    throw new BulkError('config_invalid', `Expected a uid, got \`${uid}\`.`);
  }
  return encodeURIComponent(uid);
}
