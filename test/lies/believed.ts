/**
 * Lies that the program believes, because nothing else that it reads says otherwise. `LIES=all` fails where one of these is
 * seen through by now: remove it then.
 */
import type { Lie } from './lies.js';

export interface Believed {
  /** Kinds of answers, by their beginning and end. */
  readonly labels: readonly string[];
  readonly fields: readonly string[];
  /** The faults that it may lead to; any other fails the test. */
  readonly faults: RegExp;
  readonly reason: string;
}

const SUB_ADDRESSES = '/accounts/{uid}/sub-accounts/{subId}/addresses';

export const BELIEVED: readonly Believed[] = [
  {
    labels: ['GET /addresses', `GET ${SUB_ADDRESSES}`],
    fields: ['data.uid', 'data.address'],
    faults: /bulk_address|its address is not that of its customer/,
    reason:
      'Of an address that is there already, the list is all that tells: a list that always lies about it contradicts nothing.',
  },
  {
    labels: ['GET /addresses', `GET ${SUB_ADDRESSES}`],
    fields: ['data'],
    faults: /^zq\d \(\w+ \): \d addresses$/,
    reason: 'A list that leaves out the address of a customer reads like that of a customer without one.',
  },
  {
    labels: ['GET /addresses'],
    fields: ['data'],
    faults: /bulk_address|its address is not that of its customer/,
    reason:
      'Where the list does not say whose an address is, its filter is all that tells: another record in place of the true one ' +
      'contradicts nothing.',
  },
  {
    labels: ['GET /customers'],
    fields: ['data.externalId'],
    faults: /^2 customers zq6$|zq6/,
    reason:
      'Row 6 has no other key than its externalId. A list that always gives this externalId to another customer names that one.',
  },
  {
    labels: ['POST /accounts/{uid}/sub-accounts'],
    fields: ['data.uid'],
    faults: /^zq\d \(\w+ \): \d addresses$/,
    reason:
      'The uid of another sub-account that no list has shown: the address is made there, for the right customer. The next ' +
      'import finds the true sub-account empty, and makes a second address.',
  },
  {
    labels: ['POST /customers'],
    fields: ['data.uid'],
    faults: /./,
    reason:
      'Of two creates under way, the answer that comes first may carry the uid of the other. When that one comes, the first ' +
      'row has gone on: it ends with the uid of the other, which ends with keys_disagree.',
  },
];

export function listBelieved({ kind, field }: Lie): Believed[] {
  return BELIEVED.filter(({ labels, fields }) => labels.includes(kind.label) && fields.includes(field.path));
}
