/** Which failures a vendor's switches explain. No other failure may happen. */
import type { Fields } from '../support/run-import.js';
import { losesAnswers, type Vendor } from './random-vendor.js';

export interface Circumstances {
  readonly vendor: Vendor;
  /** Whether trouble has ended and failed rows were tried again. */
  readonly isCalm: boolean;
  /** Whether a process was killed, or interrupted with requests under way. */
  readonly wasStopped: boolean;
  readonly clears: boolean;
  readonly match: readonly string[];
  readonly emailUnique: boolean;
  readonly zipcode: 'auto' | 'text' | 'number';
  readonly hasSubAccounts: boolean;
}

type Explains = (row: Fields, circumstances: Circumstances) => boolean;

const never: Explains = () => false;

const EXPLANATIONS: Readonly<Record<string, Explains>> = {
  key_missing: (row, { match }) => toKey(row, match) === undefined,
  api_rejected: (_row, { vendor, clears }) =>
    hasAny(vendor.refusedFields, CUSTOMER_FIELDS) ||
    vendor.strictZip === true ||
    (vendor.zipcodeType ?? 'any') !== 'any' ||
    (clears && (vendor.refuseNull === true || vendor.refuseEmptyText === true)),
  api_unavailable: (_row, { isCalm, vendor }) => !isCalm && losesAnswers(vendor),
  still_in_doubt: (row, circumstances) =>
    isDoubtful(circumstances) && (!isGuarded(row, circumstances) || explainsAddress(row, circumstances)),
  address_failed: explainsAddress,
  address_owner_unknown: explainsAddress,
  customer_id_refused: (_row, { vendor }) => hasAny(vendor.refusedFields, OWNER_FIELDS),
  delete_unsupported: (_row, { vendor }) => (vendor.delete ?? 'ok') !== 'ok',
  not_found: never,
};

const CUSTOMER_FIELDS = [
  'externalId',
  'email',
  'phone',
  'description',
  'address',
  'address.zipcode',
  'metaData',
  'emailUnique',
];
const OWNER_FIELDS = ['addresses.customerId', 'subAccount.customerId', 'subAccountAddress.customerId'];

/** Whether these switches can have led to this code in this row. */
export function isExplained(code: string, row: Fields, circumstances: Circumstances): boolean {
  return (EXPLANATIONS[code] ?? never)(row, circumstances);
}

/** The key that the next import recognises the row by. */
export function toKey(row: Fields, match: readonly string[]): 'externalId' | 'email' | undefined {
  return (['externalId', 'email'] as const).find((key) => (row[key] ?? '') !== '' && match.includes(key));
}

/** Whether the server itself refuses a second customer for the row. */
function isGuarded(row: Fields, { vendor, emailUnique }: Circumstances): boolean {
  const lost = vendor.ignoredFields ?? [];
  const hasId = (row['externalId'] ?? '') !== '' && !lost.includes('externalId');
  const hasEmail = (row['email'] ?? '') !== '' && !lost.includes('email') && !lost.includes('emailUnique');
  return hasId || (hasEmail && emailUnique);
}

/** Whether a request may have taken effect without a report. */
function isDoubtful({ vendor, wasStopped }: Circumstances): boolean {
  return losesAnswers(vendor) || wasStopped || (vendor.emptyBodies ?? 'none') !== 'none';
}

function explainsAddress(_row: Fields, circumstances: Circumstances): boolean {
  const { vendor, isCalm, hasSubAccounts } = circumstances;
  if (!isCalm && losesAnswers(vendor)) return true;
  if (hasAny(vendor.refusedFields, OWNER_FIELDS) || hasAny(vendor.ignoredFields, OWNER_FIELDS)) return true;
  // A list that is not kept to one customer does not show that the customer has none.
  if (hasAny(vendor.ignoredFilters, ['customerId'])) return true;
  // A sub-account whose making was not answered can't be found without a list.
  return hasSubAccounts && isDoubtful(circumstances) && (vendor.subAccountsList ?? 'list') !== 'list';
}

function hasAny(list: readonly string[] | undefined, names: readonly string[]): boolean {
  return (list ?? []).some((name) => names.includes(name));
}
