/** What `doctor` found out about an account's API, and what an import can use of it. */
import { z } from 'zod';

/** Everything that is examined, in the order of the table; the title explains it to people. */
export const VENDOR_CHECKS = {
  auth: 'GET /auth',
  createStatus: 'Status of a create',
  createAnswer: 'Answer to a create',
  duplicateExternalId: 'A second customer with an externalId',
  duplicateEmail: 'A second customer with an email (emailUnique)',
  emailUnique: 'emailUnique on a create',
  externalId: 'externalId on a create',
  name: 'name on a create',
  email: 'email on a create',
  phone: 'phone on a create',
  description: 'description on a create',
  address: 'address on a create',
  metaData: 'metaData on a create',
  zipcode: 'Form of the zipcode',
  updateName: 'name on an update',
  updateEmail: 'email on an update',
  updatePhone: 'phone on an update',
  updateDescription: 'description on an update',
  updateAddress: 'address on an update',
  updateMetaData: 'metaData on an update',
  leftOut: 'A field left out of an update',
  clearing: 'What clears a field',
  clock: 'createdAt against the Date header',
  pageSizeCustomers: 'Largest page of GET /customers',
  pagesCustomers: 'page of GET /customers',
  totalPagesCustomers: 'totalPages of GET /customers',
  orderCustomers: 'orderBy of GET /customers',
  addressCreate: 'POST /addresses',
  addressText: 'The address that is made',
  addressOwner: 'customerId in an address',
  addressFilter: 'Filter customerId of GET /addresses',
  assetFilter: 'Filter asset of GET /addresses',
  pageSizeAddresses: 'Largest page of GET /addresses',
  subAccountCreate: 'customerId on a sub-account',
  subAccountList: 'GET …/sub-accounts',
  pageSizeSubAccounts: 'Largest page of GET …/sub-accounts',
  subAccountCustomerId: 'customerId on an address under a sub-account',
  subAccountAddressList: 'GET …/sub-accounts/{subId}/addresses',
  throttling: 'Retry-After of a 429',
  delete: 'DELETE /customers/{uid}',
} as const;

export type VendorCheck = keyof typeof VENDOR_CHECKS;

const checkIds = Object.keys(VENDOR_CHECKS) as [VendorCheck, ...VendorCheck[]];

/**
 * `ok`: as expected. `note`: different, and the program handles it. `option`: set the option. `danger`: something can go
 * wrong. `unknown`: could not be found out. `skipped`: not checked.
 */
export const VENDOR_SEVERITIES = ['ok', 'note', 'option', 'danger', 'unknown', 'skipped'] as const;

const text = z.string({ error: 'a text' });

const findingSchema = z.object({
  id: z.enum(checkIds, { error: 'the name of a check' }),
  severity: z.enum(VENDOR_SEVERITIES, { error: `one of ${VENDOR_SEVERITIES.join(', ')}` }),
  /** A word or two, for programs: `kept`, `dropped`, `409`. */
  result: text,
  /** What was observed. */
  detail: text,
  /** What follows from it. */
  meaning: text,
  /** The option to pass to commands; empty: none. */
  option: text,
});

const fate = z.enum(['kept', 'dropped', 'refused', 'unknown'], {
  error: 'one of kept, dropped, refused, unknown',
});
const answer = z.enum(['yes', 'no', 'unknown'], { error: 'one of yes, no, unknown' });
const count = z.int({ error: 'a whole number' }).min(1, { error: 'a whole number from 1' });

const factsSchema = z.object(
  {
    keepsExternalId: fate,
    zipcode: z.enum(['any', 'number', 'text', 'unknown'], {
      error: 'one of any, number, text, unknown',
    }),
    clears: z.enum(['empty', 'null', 'omit', 'unknown'], {
      error: 'one of empty, null, omit, unknown',
    }),
    /** `customerId` of an address under a sub-account, and of a sub-account. */
    subAccountCustomerId: fate,
    subAccountOwner: fate,
    /** Whether a second customer with the same externalId, or with `emailUnique` the same email, is refused. */
    refusesTwinByExternalId: answer,
    refusesTwinByEmail: answer,
    /** The largest page size that every list accepts. */
    largestPage: count.nullable(),
    createStatus: count.nullable(),
  },
  { error: 'an object' },
);

const madeSchema = z.object({
  kind: z.enum(['customer', 'address', 'sub-account'], { error: 'a kind of record' }),
  uid: text,
  name: text,
  isDeleted: z.boolean({ error: 'true or false' }),
});

export const vendorProfileSchema = z.object(
  {
    schemaVersion: z.literal(1, { error: '1' }),
    baseUrl: text,
    /** Empty if the server does not give it. */
    orgId: text,
    mode: z.enum(['TEST', 'LIVE', 'unknown'], { error: 'one of TEST, LIVE, unknown' }),
    /** ISO 8601, UTC. */
    checkedAt: text,
    /** Why it ended before everything was checked; null if complete. */
    stopped: z.object({ reason: text, message: text }, { error: 'an object or null' }).nullable(),
    facts: factsSchema,
    findings: z.array(findingSchema, { error: 'a list of findings' }),
    /** The records that doctor created; those not deleted still exist. */
    made: z.array(madeSchema, { error: 'a list of records' }),
  },
  { error: 'an object as `doctor` writes it' },
);

export type VendorFinding = z.output<typeof findingSchema>;
export type VendorSeverity = VendorFinding['severity'];
export type VendorFacts = z.output<typeof factsSchema>;
export type VendorRecord = z.output<typeof madeSchema>;
export type VendorProfile = z.output<typeof vendorProfileSchema>;

/** Name of the file in the reports folder. */
export const VENDOR_PROFILE_NAME = 'vendor-profile.json';
