/** Every status, and what it means. */
import { RECONCILE_STATUSES, type ReconcileStatus } from '../../../src/core/difference.js';
import { BULK_STATUSES, type BulkStatus } from '../../../src/core/types.js';
import type { ExitCode } from '../../../src/record/summary/exit-code.js';
import { toCode, toTable } from './markdown.js';

const ROW_TEXTS: Readonly<Record<BulkStatus, string>> = {
  created: 'the customer was created',
  updated: 'the customer existed and was changed',
  unchanged: 'the customer exists and already has all these values; nothing was sent',
  exists: '`--mode create`, and the customer exists; nothing was sent or changed',
  skipped:
    'left alone on purpose: another row was kept (`--duplicates`), or `--mode update` found no customer (`not_found`)',
  invalid: 'the row did not pass the checks; it was never sent',
  conflict: 'it is not clear which customer the row means; no customer was created or changed for it',
  failed: 'the API refused it, its address could not be made, or its plan was stale',
  pending: 'the run stopped before this row; `resume` continues with it',
  would_create: 'dry run: the customer does not exist and would be created',
  would_update: 'dry run: the customer exists and would be changed',
  deleted: '`undo --delete-created`: the customer was deleted',
};

const RECONCILE_TEXTS: Readonly<Record<ReconcileStatus, readonly [means: string, inFixup: string]>> = {
  same: ['The customer has all values of the row. An empty cell is not compared', ''],
  changed: ['A field differs', 'yes: the fields that differ'],
  missing_remote: ['No customer matches', 'yes, unless the row has a uid'],
  missing_source: [
    'Not a row, but a customer that no row names, not even an invalid one',
    'no: nothing is ever deleted',
  ],
  ambiguous: [
    'More than one customer matches, or the keys disagree (see [matching](../explain/matching.md)); a person decides',
    'no',
  ],
  address_missing: [
    'With `--addresses`: all is the same, but the customer has no deposit address',
    'yes, with `provisionAddress`',
  ],
  invalid: ['The row does not pass the checks, so it was not compared', 'no: correct it in the source'],
  skipped: ['Left out by `--duplicates first` or `last`', ''],
};

const EXIT_TEXTS: Readonly<Record<ExitCode, string>> = {
  0: 'Done, and no row has an error (`validate`: no errors; `reconcile`: in step)',
  1: 'Done, but some rows are `invalid`, `conflict` or `failed` (`validate`: errors; `reconcile`: drift; `doctor`: a danger, or an option to use)',
  2: "Wrong use, a file that can't be read, or a wrong setting: nothing was sent",
  3: 'Stopped before the end; `resume` continues',
  4: 'Another process works on this run, imports this file, or writes to this account',
  129: 'The terminal was closed, or the connection to it ended (SIGHUP): as for 130',
  130: 'Interrupted by Ctrl-C (SIGINT): what was in progress is saved; `resume` continues',
  143: 'Interrupted by SIGTERM, likewise',
};

export const toRowStatuses = (): string =>
  toTable(
    ['`bulk_status`', 'means'],
    BULK_STATUSES.map((status) => [toCode(status), ROW_TEXTS[status]]),
  );

export const toReconcileStatuses = (): string =>
  toTable(
    ['reconcile status', 'means', 'in `fixup.csv`'],
    RECONCILE_STATUSES.map((status) => [toCode(status), ...RECONCILE_TEXTS[status]]),
  );

export const toExitStatuses = (): string => toTable(['status', 'means'], Object.entries(EXIT_TEXTS));
