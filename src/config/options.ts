/**
 * The options of the commands: one zod schema each. A schema's message is the expectation alone ("an integer from 1 to
 * 256"); `resolve.ts` makes the sentence.
 */
import { z } from 'zod';
import { ADDRESS_FIELDS } from '../core/customer.js';
import type { RowQuota } from '../core/row-quota.js';
import { rulesSchema } from '../core/rules.js';
import { MATCH_KEYS, PLAIN_FIELDS, type MatchKey } from '../core/types.js';

const text = (expected: string) => z.string({ error: expected }).min(1, { error: expected });

const integer = (min: number, max: number) => {
  const expected = `an integer from ${min} to ${max}`;
  return z.coerce.number({ error: expected }).int({ error: expected }).min(min, expected).max(max, expected);
};

const positive = (max: number) => {
  const expected = `a number above 0 and up to ${max}`;
  return z.coerce.number({ error: expected }).gt(0, expected).max(max, expected);
};

const matching = (pattern: RegExp, expected: string) =>
  z.string({ error: expected }).regex(pattern, { error: expected });

const ONE_CHARACTER = 'one character that is neither a quote nor a line end';

const flag = z.boolean({ error: 'a flag without a value' });

const choice = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, { error: `one of ${values.join(', ')}` });

const KEY_LIST = `a list of ${MATCH_KEYS.join(', ')}, each at most once`;

/** Keys in the order tried: `uid,externalId,email`. */
const matchKeys = z.string({ error: KEY_LIST }).transform((list, context): MatchKey[] => {
  const keys = list.split(',').map((key) => MATCH_KEYS.find((known) => known === key.trim()));
  const known = keys.filter((key) => key !== undefined);
  if (known.length === keys.length && new Set(known).size === keys.length) return known;
  context.addIssue(KEY_LIST);
  return z.NEVER;
});

/** Characters that are quotes or line ends can't be delimiters. `\t` may be written as such. */
const delimiter = z
  .string({ error: ONE_CHARACTER })
  .transform((value) => (value === '\\t' || value.toLowerCase() === 'tab' ? '\t' : value))
  .pipe(matching(/^[^"\r\n]$/, 'one character that is neither a quote nor a line end'));

const concurrency = integer(1, 256);
const rate = positive(100_000);
const timeout = positive(3600);

const A_RESERVE = 'a percentage from 0% to 90%, such as 30%';

/** `30%` as 0.3. */
const reserve = matching(/^\d+(\.\d+)?%$/, A_RESERVE)
  .transform((text) => Number.parseFloat(text) / 100)
  .refine((part) => part <= 0.9, { error: A_RESERVE });

/** Seconds, or with a unit: `90`, `30m`, `2h`. In seconds. */
const duration = matching(/^\d+(\.\d+)?[smh]?$/, 'a time such as 90, 30m or 2h')
  .transform((text) => Number.parseFloat(text) * (text.endsWith('h') ? 3600 : text.endsWith('m') ? 60 : 1))
  .refine((seconds) => seconds > 0, { error: 'a time above 0, such as 90, 30m or 2h' });

/** `10` rows, or `5%` of the source's. */
const rowQuota = ({ allowsZero }: { readonly allowsZero: boolean }) => {
  const expected = `a number of rows${allowsZero ? '' : ' above 0'}, or a percentage up to 100%`;
  return matching(/^\d+(\.\d+)?%$|^\d+$/, 'a number of rows or a percentage, such as 10 or 5%')
    .transform((text): RowQuota => ({ amount: Number.parseFloat(text), isPercent: text.endsWith('%') }))
    .refine(({ amount, isPercent }) => !isPercent || amount <= 100, { error: expected })
    .refine(({ amount }) => allowsZero || amount > 0, { error: expected });
};

/** At so many failed rows a run stops. */
const failures = rowQuota({ allowsZero: false });

/** Up to so many rows are allowed. */
const allowance = rowQuota({ allowsZero: true });

/** What a run may change at most, and how it begins. Counted anew in each session. */
const guardOptions = {
  maxChanges: allowance.optional(),
  maxCreates: allowance.optional(),
  maxUpdates: allowance.optional(),
  canary: integer(1, 1000).optional(),
};

/** Seconds to wait for a lock that another run holds; absent: it is refused at once. */
const waitForLock = duration.optional();

/** Options of every command that talks to the API. */
export const connectionOptionsSchema = z.object({
  /** Seconds; then the run stops, resumable. */
  maxDuration: duration.optional(),
  maxRequests: integer(1, 1_000_000_000).optional(),
  concurrency: concurrency.default(32),
  /** Requests per second at most; absent: no cap of our own. */
  rate: rate.optional(),
  /** Part of the found limit that is left to others on the same token; `rate` is taken as it is. */
  reserve: reserve.default(0),
  /** Seconds for one request. */
  timeout: timeout.default(30),
  live: flag.default(false),
});

/** Options that may differ when a plan is applied; absent ones stay as they were, so there are no defaults here. */
export const applyOptionsSchema = z.object({
  ...guardOptions,
  maxDuration: duration.optional(),
  maxRequests: integer(1, 1_000_000_000).optional(),
  maxErrors: failures.optional(),
  concurrency: concurrency.optional(),
  rate: rate.optional(),
  reserve: reserve.optional(),
  timeout: timeout.optional(),
  live: flag.optional(),
  mask: flag.optional(),
  waitForLock,
});

/** Likewise when a run is resumed. */
export const resumeOptionsSchema = z.object({
  ...applyOptionsSchema.shape,
  accountId: text('the uid of a wallet').optional(),
});

export const undoOptionsSchema = z.object({
  ...connectionOptionsSchema.shape,
  /** Delete the customers that the run made, too. */
  deleteCreated: flag.default(false),
  maxErrors: failures.optional(),
  mask: flag.default(false),
  waitForLock,
});

/** Options of every command that reads a source. */
const sourceOptionsSchema = z.object({
  delimiter: delimiter.optional(),
  encoding: text('the name of an encoding').optional(),
  sheet: text('the name or number of a sheet').optional(),
  /** Field to column. */
  map: z.record(z.string(), z.string()).default({}),
  unknownColumns: choice(['warn', 'error', 'ignore', 'metadata']).default('warn'),
  defaultCountry: matching(/^[A-Za-z]{2}$/, 'a country code of two letters')
    .transform((code) => code.toUpperCase())
    .optional(),
  strict: flag.default(false),
  /** The user's own, parsed. */
  rules: rulesSchema.optional(),
  limit: integer(1, 1_000_000_000).optional(),
});

/** Options by which rows are judged against each other; the same for a check as for an import. */
const duplicateOptionsSchema = z.object({
  match: matchKeys.default([...MATCH_KEYS]),
  emailUnique: flag.default(true),
  duplicates: choice(['error', 'first', 'last']).default('error'),
});

/** Where the files of a run go. */
const runOptionsSchema = z.object({
  reportsDir: text('a folder').default('reports'),
  runId: matching(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/,
    'a name of letters, digits, ".", "_" and "-"',
  ).optional(),
  /** Tokens for personal data in what may leave the house. */
  mask: flag.default(false),
});

export const validateOptionsSchema = z.object({
  ...sourceOptionsSchema.shape,
  ...duplicateOptionsSchema.shape,
  ...runOptionsSchema.shape,
  /** Issues listed one by one at most; all are counted. */
  maxIssues: integer(1, 1_000_000_000).optional(),
  /** The source as a spreadsheet with its faulty cells marked. */
  annotate: matching(/.\.xlsx$/i, 'the path of a file that ends in .xlsx').optional(),
});

export const importOptionsSchema = z
  .object({
    ...sourceOptionsSchema.shape,
    ...connectionOptionsSchema.shape,
    ...duplicateOptionsSchema.shape,
    ...runOptionsSchema.shape,
    mode: choice(['upsert', 'create', 'update']).default('upsert'),
    blank: choice(['keep', 'clear']).default('keep'),
    /** What `doctor` wrote; absent: the one in the reports folder, if it is of this account. */
    vendorProfile: text('a file that `doctor` wrote').optional(),
    /** How a zipcode is sent: the vendor documents a number. */
    zipcode: choice(['auto', 'text', 'number']).default('auto'),
    requireAllValid: flag.default(false),
    /** Decide on every row and stop before anything is sent that changes something. */
    dryRun: flag.default(false),
    waitForLock,
    ...guardOptions,
    /** Stop once so many rows failed in this session. */
    maxErrors: failures.optional(),
    provisionAddress: flag.default(false),
    asset: matching(/^[A-Za-z0-9_-]{1,32}$/, 'the name of an asset, such as BTC').default('BTC'),
    accountId: text('the uid of a wallet').optional(),
    subAccountId: text('the uid of a sub-account').optional(),
    subAccount: choice(['per-customer']).optional(),
    addressType: choice(['segwit', 'wrappedsegwit', 'legacy']).default('segwit'),
    addressLabel: matching(
      /^(?:[^{}]|\{(?:externalId|email|name|uid)\})+$/,
      'a text with no other placeholders than {externalId}, {email}, {name} and {uid}',
    ).default('{externalId}'),
  })
  .refine(({ subAccount, subAccountId }) => subAccount === undefined || subAccountId === undefined, {
    path: ['subAccount'],
    error: 'left out where --sub-account-id names one for all',
  })
  .refine(({ provisionAddress, accountId }) => !provisionAddress || accountId !== undefined, {
    path: ['provisionAddress'],
    error: 'given together with --account-id or BITPOWR_ACCOUNT_ID, the wallet for the addresses',
  });

/** A day, which begins at midnight UTC, or an instant with its zone. In ms since the epoch. */
const moment = matching(
  /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/,
  'a day such as 2026-11-22, or a time such as 2026-11-22T06:30:00Z',
)
  .transform((text) => Date.parse(text))
  .refine((ms) => !Number.isNaN(ms), { error: 'a day that is in the calendar' });

const FIELD_LIST =
  'a list of fields such as uid,email,address.city,metaData.plan, or of columns that begin with bulk_';

/** Names of columns as an export writes them. */
const fieldList = z.string({ error: FIELD_LIST }).transform((list, context): string[] => {
  const names = list.split(',').map((name) => name.trim());
  const isKnown = (name: string): boolean =>
    /^(metaData\.|bulk_)./.test(name) ||
    PLAIN_FIELDS.some((field) => field === name && field !== 'provisionAddress' && field !== 'subAccountId');
  if (names.every(isKnown)) return names;
  context.addIssue(FIELD_LIST);
  return z.NEVER;
});

export const exportOptionsSchema = z.object({
  ...connectionOptionsSchema.shape,
  /** A path, or `-` for standard output. */
  output: text('the name of a file, or -'),
  fields: fieldList.optional(),
  addresses: flag.default(false),
  transactions: text('the name of a file').optional(),
  createdAfter: moment.optional(),
  includeDeleted: flag.default(false),
  reportsDir: text('a folder').default('reports'),
});

export type ExportOptions = z.output<typeof exportOptionsSchema>;
/** A comma between; each a field, a group of fields, or `metaData.<key>`. */
const IGNORABLE = [
  'name',
  'email',
  'phone',
  'description',
  'address',
  ...ADDRESS_FIELDS.map((name) => `address.${name}`),
  'metaData',
];
const ignoredFields = z
  .string({ error: 'a list of fields' })
  .transform((list) => list.split(',').map((name) => name.trim()))
  .refine((names) => names.every((name) => IGNORABLE.includes(name) || /^metaData\../.test(name)), {
    error: `a list of ${IGNORABLE.join(', ')} or metaData.<key>`,
  });

export const doctorOptionsSchema = z.object({
  ...connectionOptionsSchema.shape,
  /** Wallet under which two addresses and a sub-account are made; absent: that part is left out. */
  accountId: text('the uid of a wallet').optional(),
  asset: matching(/^[A-Za-z0-9_-]{1,32}$/, 'the name of an asset, such as BTC').default('BTC'),
  reportsDir: text('a folder').default('reports'),
  /** Where the profile goes; absent: into the reports folder. */
  output: text('the name of a file').optional(),
});

/** Options of jobs that nobody watches. */
export const unattendedOptionsSchema = z.object({
  /** Where the last run's figures go, for a node exporter. */
  metrics: text('a file').optional(),
  /** How many finished runs, or exports, of this kind stay. */
  keep: integer(1, 1_000_000).optional(),
});

export const reconcileOptionsSchema = z.object({
  ...sourceOptionsSchema.shape,
  ...connectionOptionsSchema.shape,
  match: matchKeys.default([...MATCH_KEYS]),
  duplicates: choice(['error', 'first', 'last']).default('error'),
  /** An export that stands for the remote. */
  against: text('a file').optional(),
  ignore: ignoredFields.default([]),
  addresses: flag.default(false),
  asset: matching(/^[A-Za-z0-9_-]{1,32}$/, 'the name of an asset, such as BTC').default('BTC'),
  maxDrift: allowance.default({ amount: 0, isPercent: false }),
  /** A run to compare this one with; `last`: the newest of the same source. */
  previous: text('a run, or last').optional(),
  ...runOptionsSchema.shape,
});

export type UnattendedOptions = z.output<typeof unattendedOptionsSchema>;
export type DoctorOptions = z.output<typeof doctorOptionsSchema>;
export type ReconcileOptions = z.output<typeof reconcileOptionsSchema>;
export type ConnectionOptions = z.output<typeof connectionOptionsSchema>;
export type ApplyOptions = z.output<typeof applyOptionsSchema>;
export type UndoOptions = z.output<typeof undoOptionsSchema>;
export type ResumeOptions = z.output<typeof resumeOptionsSchema>;
export type SourceOptions = z.output<typeof sourceOptionsSchema>;
export type ValidateOptions = z.output<typeof validateOptionsSchema>;
export type ImportOptions = z.output<typeof importOptionsSchema>;
