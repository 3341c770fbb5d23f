/**
 * The command line's options as yargs shows them. None has a default here: an absent flag must stay absent, so that the
 * environment and then the schema's default can fill in; the default is told in the text.
 */
import type { Options, PositionalOptions } from 'yargs';

const text = (describe: string): Options => ({ type: 'string', requiresArg: true, describe });
const flag = (describe: string): Options => ({ type: 'boolean', describe });

export const RUN_POSITIONAL = {
  type: 'string',
  demandOption: true,
  describe: 'Name of the run, or its folder',
} satisfies PositionalOptions;

export const OUTPUT_FLAGS = {
  'reports-dir': text('Folder for runs [default: reports]'),
  json: flag('Print the summary as JSON on stdout, and nothing else there'),
  quiet: flag('No progress; nothing at all when all is well'),
  verbose: flag('Tell every request and note on stderr'),
  color: flag('Colours on a terminal; --no-color or NO_COLOR turns them off'),
} satisfies Record<string, Options>;

/** Of commands that a clock may start. */
export const UNATTENDED_FLAGS = {
  metrics: text('File for the figures of the last run, as a node exporter reads them (.prom)'),
  keep: text('Remove finished runs of this kind beyond the newest N [default: all stay]'),
} satisfies Record<string, Options>;

export const CONNECTION_FLAGS = {
  'base-url': text('The API [default: BITPOWR_BASE_URL, else https://developers.bitpowr.com/api/v1]'),
  sandbox: flag('Use the embedded sandbox; its state is kept in <reports-dir>/sandbox.sqlite'),
  'env-file': text('File with BITPOWR_… variables; the environment goes before it'),
  live: flag('Allow writes when the credential is a LIVE one'),
  concurrency: text('Requests in flight at most [default: 32]'),
  rate: text('Requests per second at most [default: no cap]'),
  reserve: text('Part of the limit that is left to others on the same token, such as 30% [default: 0%]'),
  timeout: text('Seconds for one request [default: 30]'),
  'max-duration': text('Stop after this time (90, 30m, 2h), resumable'),
  'max-requests': text('Stop after so many requests, resumable'),
} satisfies Record<string, Options>;

export const SOURCE_FLAGS = {
  delimiter: text('Character between cells, or "tab" [default: detected]'),
  encoding: text('Encoding of the text, such as windows-1252 or macintosh [default: detected]'),
  sheet: text('Sheet of a workbook, by name or number [default: the first with rows]'),
  map: text('FIELD=COLUMN: read FIELD from that column; repeatable'),
  mapping: text('JSON file of field to column; --map goes before it'),
  'unknown-columns': text('warn, error, ignore or metadata (send as metaData.<column>) [default: warn]'),
  'default-country': text('Country code by which phones without + are read'),
  rules: text('JSON file of rules of your own (see the README)'),
  strict: flag('Warnings are errors'),
  limit: text('Only the first N rows'),
} satisfies Record<string, Options>;

export const RECONCILE_FLAGS = {
  against: text(
    'Compare with this file that `export` wrote (.csv, .ndjson, .xlsx, also .gz), not with the API',
  ),
  match: text('Keys by which customers are recognised, in the order tried [default: uid,externalId,email]'),
  ignore: text('Fields not compared, such as description,address,metaData.plan'),
  addresses: flag('Find customers without a deposit address as well'),
  asset: text('Asset of the addresses [default: BTC]'),
  duplicates: text('Rows of the source that share a key: error, first or last [default: error]'),
  'max-drift': text('Drift that is no reason for status 1 (10, or 0.5% of the source) [default: 0]'),
  previous: text('Run, or last: say what is new since that comparison, and what is gone'),
  mask: flag('Tokens for personal data in reconcile.csv, the summary and the report'),
  'run-id': text('Name of the run [default: made from the time]'),
} satisfies Record<string, Options>;

/** How rows are judged against each other. */
export const DUPLICATE_FLAGS = {
  match: text('Keys by which customers are recognised, in the order tried [default: uid,externalId,email]'),
  'email-unique': flag(
    'Let the API refuse a second customer with an email; --no-email-unique allows it [default: on]',
  ),
  duplicates: text('Rows of the source that share a key: error, first or last [default: error]'),
} satisfies Record<string, Options>;

export const VALIDATE_FLAGS = {
  annotate: text(
    'FILE.xlsx: write the source as a spreadsheet, faulty cells coloured, with a comment on each',
  ),
  'max-issues': text('List at most so many issues in issues.csv; all are counted [default: all]'),
  mask: flag('Tokens for personal data in issues.csv, the summary and the report'),
  'run-id': text('Name of the run [default: made from the time]'),
} satisfies Record<string, Options>;

export const EXPORT_FLAGS = {
  output: text('File to write: .csv, .ndjson or .xlsx, each also .gz; - for stdout (CSV)'),
  fields: text('Only these columns, such as uid,email,address.city,metaData.plan [default: all]'),
  addresses: flag('With the addresses of each customer'),
  transactions: text('File for the transactions of all customers'),
  'created-after': text('Only customers created on this day or later (2026-11-22), or after a time'),
  'include-deleted': flag('With the deleted customers that the API still lists'),
  keep: text('Remove older exports, named alike but for digits, beyond the newest N [default: all stay]'),
} satisfies Record<string, Options>;

export const DOCTOR_FLAGS = {
  'account-id': text(
    'Wallet under which a sub-account and two addresses are made [default: BITPOWR_ACCOUNT_ID]',
  ),
  asset: text('Asset of the addresses [default: BTC]'),
  output: text('File for the profile [default: vendor-profile.json in the reports folder]'),
} satisfies Record<string, Options>;

const LOCK_FLAGS = {
  'wait-for-lock': text(
    'Wait so long (90, 30m, 2h) while another run works on this account, run or source [default: status 4 at once]',
  ),
} satisfies Record<string, Options>;

const LIMIT_FLAGS = {
  'max-errors': text('Stop once so many rows failed (10, or 5% of the source), resumable'),
  'max-changes': text(
    'Refuse to begin if more customers would be created or updated (10, or 5% of the rows)',
  ),
  'max-creates': text('Refuse to begin if more customers would be created'),
  'max-updates': text('Refuse to begin if more customers would be updated'),
  canary: text('Send N rows first, spread over the source; go on only if all of them are well'),
} satisfies Record<string, Options>;

export const APPLY_FLAGS = {
  ...LIMIT_FLAGS,
  ...LOCK_FLAGS,
  mask: flag(
    'Tokens for personal data in results.csv, the summary and the report [default: as the run was begun]',
  ),
} satisfies Record<string, Options>;

export const UNDO_FLAGS = {
  'delete-created': flag('Delete the customers that the run made, if the API can do that'),
  'max-errors': LIMIT_FLAGS['max-errors'],
  ...LOCK_FLAGS,
  mask: flag('Tokens for personal data in results.csv, the summary and the report'),
} satisfies Record<string, Options>;

export const RESUME_FLAGS = {
  failed: flag('Take the failed rows up again as well'),
  'account-id': text('Wallet under which addresses are made [default: as the run was begun]'),
  ...APPLY_FLAGS,
} satisfies Record<string, Options>;

export const IMPORT_FLAGS = {
  'dry-run': flag('Decide on every row and send nothing that changes anything; see apply'),
  mode: text('upsert, create or update [default: upsert]'),
  ...DUPLICATE_FLAGS,
  blank: text('Empty cells on update: keep what is there, or clear it [default: keep]'),
  zipcode: text(
    'How zipcodes are sent: auto (a number if it has only digits and no leading zero), text or number [default: auto]',
  ),
  ...LIMIT_FLAGS,
  ...LOCK_FLAGS,
  'require-all-valid': flag('Send nothing while any row is invalid'),
  'provision-address': flag('One address per row; a column provisionAddress says otherwise per row'),
  asset: text('Asset of the addresses [default: BTC]'),
  'account-id': text('Wallet under which addresses are made [default: BITPOWR_ACCOUNT_ID]'),
  'sub-account-id': text(
    'Sub-account under which addresses are made; a column subAccountId says otherwise per row',
  ),
  'sub-account': text('per-customer: make a sub-account for each customer, with the address under it'),
  'address-type': text('segwit, wrappedsegwit or legacy [default: segwit]'),
  'address-label': text(
    'Label of an address, with {externalId}, {email}, {name}, {uid} [default: {externalId}]',
  ),
  'vendor-profile': text(
    'File that `doctor` wrote [default: vendor-profile.json in the reports folder, if it is of this account]',
  ),
  mask: flag('Tokens for personal data in results.csv, the summary and the report'),
  'run-id': text('Name of the run [default: made from the time]'),
} satisfies Record<string, Options>;
