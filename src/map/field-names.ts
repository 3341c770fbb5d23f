/** The names that a header may use for a field. */
import { PLAIN_FIELDS, type PlainField } from '../core/types.js';

/** What a name can mean: a field, or one half of `name`. */
export type NamedUse = PlainField | 'firstName' | 'lastName';

/** Aliases of each field, as databases and CRM exports write them. */
export const COLUMN_ALIASES: Readonly<Record<NamedUse, readonly string[]>> = {
  uid: ['Bitpowr ID', 'Bitpowr UID', 'Customer UID'],
  externalId: ['Customer ID', 'Client ID', 'External Reference', 'Customer Number', 'Customer No'],
  name: ['Full Name', 'Customer Name', 'Client Name', 'Display Name'],
  firstName: ['Given Name', 'Forename'],
  lastName: ['Surname', 'Family Name'],
  email: ['E-mail', 'Mail', 'Email Address', 'E-mail Address', 'Customer Email'],
  phone: [
    'Mobile',
    'Mobile Phone',
    'Mobile Number',
    'Mobile No',
    'Telephone',
    'Telephone Number',
    'Tel',
    'Phone Number',
    'Phone No',
    'Cell',
    'Cell Phone',
    'Cellphone Number',
    'Customer Phone',
    'MSISDN',
  ],
  description: ['Notes', 'Note', 'Comment', 'Comments', 'Remarks'],
  'address.street': [
    'Street',
    'Street Address',
    'Address',
    'Address Line 1',
    'Address Line',
    'Address 1',
    'Street 1',
  ],
  'address.city': ['City', 'Town', 'City/Town', 'Town/City'],
  'address.state': [
    'State',
    'Province',
    'Region',
    'County',
    'State/Province',
    'Province/State',
    'State/Region',
  ],
  'address.zipcode': [
    'Zipcode',
    'Zip',
    'Address Zip',
    'Postcode',
    'Postal Code',
    'Address Postal Code',
    'Zip/Postal Code',
    'Postal/Zip Code',
    'Pin Code',
    'PLZ',
  ],
  'address.country': ['Country', 'Country Code', 'Country Name', 'Country/Region'],
  metaData: ['Meta'],
  provisionAddress: [],
  subAccountId: ['Sub Account', 'Sub Account UID'],
};

/** The comparable form of a column name: without case, spaces, `_`, `-` and `.`. */
export function toComparable(name: string): string {
  // Also without the zero-width marks of copied text, such as a byte order mark in the middle of a file.
  return name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[\s_\-.\u200B\uFEFF]/g, '');
}

/** Every name in comparable form, with what it means. */
export const USES_BY_NAME: ReadonlyMap<string, NamedUse> = new Map(
  ([...PLAIN_FIELDS, 'firstName', 'lastName'] as const).flatMap((use) =>
    [use, ...COLUMN_ALIASES[use]].map((name) => [toComparable(name), use] as const),
  ),
);
