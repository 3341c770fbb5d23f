/** Values that are lists of fields: of an export, and of a comparison. */
import { z } from 'zod';
import { ADDRESS_FIELDS } from '../../core/customer.js';
import { once } from '../../core/once.js';
import { PLAIN_FIELDS } from '../../core/types.js';

export const FIELD_LIST =
  'a list of fields such as uid,email,address.city,metaData.plan, or of columns that begin with bulk_';

/** Names of columns as an export writes them. */
export const fieldList = once(() =>
  z.string({ error: FIELD_LIST }).transform((list, context): string[] => {
    const names = list.split(',').map((name) => name.trim());
    const isKnown = (name: string): boolean =>
      /^(metaData\.|bulk_)./.test(name) ||
      PLAIN_FIELDS.some(
        (field) => field === name && field !== 'provisionAddress' && field !== 'subAccountId',
      );
    if (names.every(isKnown)) return names;
    context.addIssue(FIELD_LIST);
    return z.NEVER;
  }),
);

const COMPARED_FIELDS = [
  'name',
  'email',
  'phone',
  'description',
  'address',
  ...ADDRESS_FIELDS.map((name) => `address.${name}`),
  'metaData',
];

export const COMPARED_LIST = `a list of ${COMPARED_FIELDS.join(', ')} or metaData.<key>`;

/** Fields that a comparison may leave out: each a field, a group of fields, or `metaData.<key>`. */
export const comparedFields = once(() =>
  z
    .string({ error: 'a list of fields' })
    .transform((list) => list.split(',').map((name) => name.trim()))
    .refine((names) => names.every((name) => COMPARED_FIELDS.includes(name) || /^metaData\../.test(name)), {
      error: COMPARED_LIST,
    }),
);
