/**
 * Where the program, or an answer of the sandbox, is knowingly not as the vendor documents it.
 *
 * To edit: a failed check prints each new deviation as `route location/pointer keyword: what is wrong, first in …`. Either
 * change the program, or copy these four parts into an entry and give the reason. The check fails as well for an entry that
 * no longer occurs: remove it then. The requests of `conformance.test.ts` must bring about every entry, and with location
 * `answer` they alone are checked, because other tests make the sandbox answer wrongly on purpose.
 */
import type { Deviation } from './checker.js';

export interface KnownDeviation extends Deviation {
  readonly reason: string;
}

const UPDATE = 'POST /customers/{customerId}';

const ZIPCODE_IS_TEXT =
  'The reference documents a number, which can hold neither a leading zero nor letters. Such a zipcode is sent as text.';

const NULL_CLEARS =
  'The vendor documents no way to empty a field. An empty text is sent first; a server that refuses it gets null.';

export const KNOWN_DEVIATIONS: readonly KnownDeviation[] = [
  {
    route: 'POST /customers',
    location: 'body',
    pointer: '/address/zipcode',
    keyword: 'type',
    reason: ZIPCODE_IS_TEXT,
  },
  {
    route: UPDATE,
    location: 'body',
    pointer: '/address/zipcode',
    keyword: 'type',
    reason: `${ZIPCODE_IS_TEXT} ${NULL_CLEARS}`,
  },
  ...[
    '/email',
    '/phone',
    '/description',
    '/metaData',
    '/address',
    '/address/street',
    '/address/city',
    '/address/state',
    '/address/country',
  ].map((pointer): KnownDeviation => ({
    route: UPDATE,
    location: 'body',
    pointer,
    keyword: 'type',
    reason: NULL_CLEARS,
  })),
  {
    route: UPDATE,
    location: 'body',
    // The field that the tests put into an address by hand.
    pointer: '/address/floor',
    keyword: 'additionalProperties',
    reason:
      'Updates send the whole record, since the vendor may clear what is left out: so also fields of an address that the ' +
      'vendor has and does not document.',
  },
  {
    route: 'DELETE /customers/{customerId}',
    location: 'route',
    pointer: '',
    keyword: 'undocumented',
    reason:
      'The guide says that customers can be deleted, the reference has no page for it. Only undo --delete-created sends it, ' +
      'and reports delete_unsupported where the vendor refuses.',
  },
];
