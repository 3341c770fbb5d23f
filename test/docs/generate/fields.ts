/** The fields of a customer, and the names that a column may have. */
import { MAX_LENGTH } from '../../../src/core/customer.js';
import { PLAIN_FIELDS, type PlainField } from '../../../src/core/types.js';
import { COLUMN_ALIASES } from '../../../src/map/field-names.js';
import { toCode, toTable } from './markdown.js';

const ORDER: readonly PlainField[] = ['name', 'externalId', 'email', 'uid'];

const TEXTS: Readonly<Record<PlainField | 'metaData.<key>', string>> = {
  name: 'Required. One column for the first and one for the last name are accepted too',
  externalId: "Your own id of the customer. It can't be changed once the customer exists",
  email: 'One address. Its case is kept, and ignored in comparisons',
  uid: "Bitpowr's id of the customer, a UUID",
  phone: 'Sent as `+<country><number>` if it is a valid number, else unchanged, with a warning',
  description: 'Any text',
  'address.street': 'The postal address',
  'address.city': '',
  'address.state': '',
  'address.zipcode': 'Sent as `--zipcode` says',
  'address.country': 'A name or an ISO code; sent unchanged',
  metaData: 'A JSON object, such as `{"plan":"gold"}`',
  'metaData.<key>': 'One key of it, as text',
  provisionAddress:
    'Whether this row gets an address: yes or no as `yes`, `true`, `t`, `on`, `1`, `-1`, `1.0` and their opposites, or empty',
  subAccountId: 'The sub-account under which its address is made',
};

const LENGTHS: Readonly<Record<string, number>> = MAX_LENGTH;

function toLength(field: string): string {
  if (field === 'metaData') return '64 KiB, 8 levels';
  return String(LENGTHS[field] ?? '');
}

export function toFieldTable(): string {
  const others = PLAIN_FIELDS.filter((field) => !ORDER.includes(field));
  const fields = [...ORDER, ...others].flatMap((field) =>
    field === 'metaData' ? [field, 'metaData.<key>' as const] : [field],
  );
  return toTable(
    ['field', 'meaning', 'maximum length'],
    fields.map((field) => [toCode(field), TEXTS[field], toLength(field)]),
  );
}

export const toColumnNameTable = (): string =>
  toTable(
    ['field', 'other names'],
    Object.entries(COLUMN_ALIASES)
      .filter(([, names]) => names.length > 0)
      .map(([field, names]) => [toCode(field), names.join(', ')]),
  );
