/** The fields of a body, each with its path: `address.city`, `metaData.plan`. */
import type { CustomerBody } from '../../core/customer.js';
import type { FieldChange } from '../../core/types.js';

/** Fields of the request that are not the customer's. */
const NOT_OF_THE_CUSTOMER: ReadonlySet<string> = new Set(['emailUnique']);

/** Each field as a change from nothing to its value. */
export function flattenBody(body: CustomerBody): FieldChange[] {
  return Object.entries<unknown>({ ...body }).flatMap(([field, value]) => {
    if (value === undefined || NOT_OF_THE_CUSTOMER.has(field)) return [];
    if ((field !== 'address' && field !== 'metaData') || typeof value !== 'object' || value === null)
      return [{ field, before: null, after: value }];
    return Object.entries<unknown>({ ...value }).map(([part, after]) => ({
      field: `${field}.${part}`,
      before: null,
      after,
    }));
  });
}
