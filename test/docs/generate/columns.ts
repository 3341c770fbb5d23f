/** The columns of the files of a run, and what each has. */
import { ISSUE_COLUMNS } from '../../../src/record/table/issues.js';
import { RECONCILE_COLUMNS } from '../../../src/record/table/reconcile-csv.js';
import { RESULT_COLUMNS } from '../../../src/record/table/results.js';
import { UNDO_COLUMNS } from '../../../src/record/table/undo.js';
import { toCode, toTable } from './markdown.js';

type Texts<Name extends string> = Readonly<Record<Name, string>>;

const RESULT_TEXTS: Texts<(typeof RESULT_COLUMNS)[number]> = {
  bulk_row: 'the number of the row; 1 is the first after the header',
  bulk_line: 'the line of the file on which the row begins',
  bulk_status: 'what happened to it; see [statuses](statuses.md)',
  bulk_uid: "the customer's uid at Bitpowr",
  bulk_matched_by: 'the key that found the customer: `uid`, `externalId`, `email`, or empty',
  bulk_address_status: '`created`, `existing`, `failed`, or empty if no address was wanted',
  bulk_address: 'the address',
  bulk_address_uid: "the address's uid at Bitpowr",
  bulk_error_code: 'a [code](codes.md), if the row was not sent, failed or was skipped',
  bulk_error: 'what is wrong, and where',
  bulk_warnings: 'codes of warnings, separated by `;`',
  bulk_attempts: 'how often a request that changes something was begun, retries included',
  bulk_http_status: 'the HTTP status of the last answer to such a request',
  bulk_finished_at: 'when the row was done (ISO 8601, UTC); empty while it is `pending`',
  bulk_changes:
    'for an update: each field, before and after, in JSON: `name: "Jo" → "Joe"; phone: null → "+4930901820"`',
  bulk_not_kept:
    'fields that the API did not keep as they were sent, separated by `;`: `name;metaData.plan` (warning [`not_kept`](codes.md#not_kept))',
};

const ISSUE_TEXTS: Texts<(typeof ISSUE_COLUMNS)[number]> = {
  row: 'the number of the row; 1 is the first after the header, 0 the header',
  line: 'the line of the file on which the row begins',
  column: 'the column, as the file names it; empty for the row as a whole',
  severity: '`error`: the row is not sent; `warning`: it is',
  code: 'one of the [codes](codes.md)',
  value: 'the cell, cut to 200 characters',
  message: 'what was expected and what was found',
  hint: 'what to do',
};

const RECONCILE_TEXTS: Texts<(typeof RECONCILE_COLUMNS)[number]> = {
  key: 'the key that people know the customer by: `externalId`, else `email`, else `uid`',
  status:
    'the [status](statuses.md#statuses-of-a-comparison); there are no lines for `same`; a row that is `changed` has a line for each field',
  field: 'for `changed`: the field, such as `address.city` or `metaData.plan`',
  source: 'the value in the file',
  remote: 'the value at Bitpowr; empty if there is none',
  uid: 'of the customer, if one matches',
  row: 'the row of the file; empty for a customer that no row names',
  line: 'its line',
  matched_by: 'the key that found the customer',
  code: 'for `ambiguous`, `invalid` and `skipped`: the [code](codes.md)',
  message: 'the same in words',
  fixup: '`yes` if importing `fixup.csv` corrects it',
  since: 'with `--previous`: `new`, or `known` if the run before had it, with any values',
};

const UNDO_TEXTS: Partial<Texts<(typeof UNDO_COLUMNS)[number]>> = {
  uid: "the customer's uid",
  externalId: 'its `externalId`',
  bulk_row: 'the row of the run',
  bulk_undo:
    '`restore`: the customer was updated, and the fields are what it had before; `delete`: the customer was created, and the fields are what it was created with',
};

const toColumnTable = <Name extends string>(columns: readonly Name[], texts: Partial<Texts<Name>>): string =>
  toTable(
    ['column', 'has'],
    columns.map((column) => [toCode(column), texts[column] ?? 'the [field](fields.md#fields) of this name']),
  );

export const toResultColumns = (): string => toColumnTable(RESULT_COLUMNS, RESULT_TEXTS);
export const toIssueColumns = (): string => toColumnTable(ISSUE_COLUMNS, ISSUE_TEXTS);
export const toReconcileColumns = (): string => toColumnTable(RECONCILE_COLUMNS, RECONCILE_TEXTS);
export const toUndoColumns = (): string => toColumnTable(UNDO_COLUMNS, UNDO_TEXTS);
