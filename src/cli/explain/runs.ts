/** Codes that end a run, or keep it from starting. */
import { explained } from './explanation.js';

export const OF_RUNS = {
  config_invalid: explained(
    '--concurrency 0',
    'A typing error in a command or an option.',
    'A value out of its range, or two options that exclude each other.',
    'A file of options, such as that of --mapping, has a fault.',
  ),
  credential_missing: explained(
    'bitpowr-bulk auth',
    'The variables are set in another shell, or cron does not have them.',
    'The file of --credentials has other names than BITPOWR_TOKEN.',
  ),
  credential_rejected: explained(
    'GET /auth: 401 INVALID_AUTHORIZATION',
    'The token has expired, was revoked, or was copied incompletely.',
    'The public and the secret key are swapped, or the key style is wrong (BITPOWR_KEY_STYLE).',
    'The key may not do this, such as create addresses.',
  ),
  blocked_before_api: explained(
    '403 with a web page',
    'A firewall or a bot wall does not let this machine through.',
    'A proxy asks for a login.',
  ),
  account_changed: explained(
    'bitpowr-bulk resume RUN\n# with the token of another organisation',
    'The credential was changed between the run and its continuation.',
    'TEST and LIVE were mixed up.',
  ),
  account_unknown: explained(
    '--account-id with a mistyped uid',
    'A typing error in the uid.',
    'The wallet belongs to another organisation, or to TEST instead of LIVE.',
  ),
  live_not_confirmed: explained(
    'bitpowr-bulk import customers.csv\n# with a LIVE token',
    'The token is one for real customers.',
    'You meant to try: use a TEST token, or --sandbox.',
  ),
  not_all_valid: explained(
    '--require-all-valid and one row without a name',
    'At least one row has an error.',
  ),
  edit_conflict: explained(
    'Two windows of one review, and an edit of the same cell in both',
    'Another window, or another person at this machine, changed the cell.',
    'A window was open for long, and another one undid a step meanwhile.',
  ),
  review_busy: explained(
    'An edit sent to a review right after its mapping was changed',
    'The source is still being read.',
    'The mapping was changed, and all rows are checked again.',
    'A preview or an application is under way.',
  ),
  plan_missing: explained(
    'bitpowr-bulk apply RUN\n# The run was an import without --dry-run.',
    'The run was an import, and is done.',
    'The dry run was interrupted before it had decided on every row.',
  ),
  plan_not_confirmed: explained(
    'bitpowr-bulk apply RUN\nApply it? (y/N) n',
    'You saw a number that you did not expect: look at `show RUN --changes`.',
    'Enter was pressed without an answer, which is a no.',
  ),
  row_not_planned: explained(
    'bitpowr-bulk apply RUN --only 7\n# Row 7 is invalid, or is as it should be.',
    'The row is invalid, in conflict, or the customer is as it should be already.',
    'The number is that of a line of the file, and not that of a row (bulk_row).',
  ),
  nothing_to_undo: explained(
    'bitpowr-bulk undo RUN\n# The run was a dry run.',
    'The run was a dry run, a check or a comparison.',
    'Every row of the run was unchanged or failed.',
  ),
  too_many_changes: explained(
    '--max-changes 5% and a file in which half of the rows changed',
    'The file is another one than usual, or its columns moved.',
    '--match names a key that changed, so that every customer seems new.',
    'The changes are right, such as a new field for all.',
  ),
  canary_failed: explained(
    '--canary 10 and a wallet without the asset',
    'An option or the account is wrong for all rows.',
    'The chosen rows are among the few that are bad.',
  ),
  field_not_kept: explained(
    '--match externalId, and an API that drops externalId',
    'The API does not store the field; `doctor` shows which ones it keeps.',
  ),
  list_endless: explained(
    'GET /customers: page 7 has the records of page 6',
    'The paging of the API has a fault.',
    'A proxy gives out answers that it kept.',
  ),
  list_contradicts: explained(
    'One uid with externalId C17 on page 2 and C18 on page 5',
    'Another program changed customers during the listing.',
    'The list of the API has a fault.',
  ),
  server_unreachable: explained(
    'bitpowr-bulk auth --base-url https://api.example.com',
    'The network or the name service is down.',
    'The machine needs a proxy: set HTTPS_PROXY.',
    '--base-url or BITPOWR_BASE_URL is wrong.',
  ),
  too_many_errors: explained(
    '--max-errors 10 and a file with ten rows that the API refuses',
    'Many rows have the same fault.',
    'The limit is too low for this file.',
  ),
  all_alike_failed: explained(
    'The first 50 rows that were sent all failed with the same answer: "asset BTC is not enabled"',
    'An option is wrong, such as --account-id or --asset.',
    'The account lacks something that every row needs.',
    'A column is mapped to the wrong field, so that the API refuses each row.',
  ),
  budget_reached: explained(
    '--max-duration 2h and a night that needs three',
    'The file is larger than usual, or the API is slower.',
  ),
  run_locked: explained(
    'Two imports of one account at the same time',
    'An earlier run is still at work.',
    'cron started the next run before the last one ended: pass --wait-for-lock.',
  ),
  queue_unsupported: explained(
    'bitpowr-bulk worker --queue postgres://db.example.com/bulk --store /srv/runs --credentials /etc/bulk\n# with Node 20',
    'The machine has an older Node; the other commands do not need a newer one.',
    'The package pg-boss is not installed; only machines that use a queue need it.',
  ),
  queue_unreachable: explained(
    'bitpowr-bulk runs --queue postgres://localhost:5433/bulk\n# PostgreSQL listens on 5432',
    'PostgreSQL is down, or the host, the port, the user or the database is wrong.',
    'A firewall is between this machine and PostgreSQL.',
  ),
  queue_newer: explained(
    'bitpowr-bulk worker --queue postgres://db.example.com/bulk --store /srv/runs --credentials /etc/bulk\n# after a newer worker has used this queue',
    'Some of the workers were updated, and this one was not.',
  ),
  store_unreachable: explained(
    'bitpowr-bulk import customers.csv --queue postgres://db.example.com/bulk --store /srv/runs\n# /srv/runs is not mounted',
    'The folder is not mounted on this machine, or this user may not write there.',
    'The disk of the store is full.',
  ),
  source_changed: explained(
    'bitpowr-bulk import /srv/in/customers.csv --queue postgres://db.example.com/bulk\n# and the file is overwritten before a worker has begun',
    'The file was written again between the command and the run.',
    'The path is another file on the machine of the worker.',
  ),
  run_dead: explained(
    'bitpowr-bulk show RUN --queue URL\n# after nine workers died while they worked on the run',
    'The run needs more memory than a worker has.',
    'The program has an error that this source meets; please report it.',
  ),
  job_damaged: explained(
    '# a row of the table bitpowr_bulk.runs that was edited by hand',
    'Another program wrote to the tables of the queue.',
  ),
  run_copied: explained(
    'cp -r reports/RUN reports/COPY\nbitpowr-bulk resume COPY',
    'Someone copied or restored the folder of the run.',
  ),
  run_exists: explained(
    'bitpowr-bulk import customers.csv --run-id night\n# for the second time',
    'A script uses the same --run-id each time.',
  ),
  row_unknown: explained(
    'bitpowr-bulk show spring --row 5000\n# for a file of 1,200 rows',
    'The number of the line in the file was given instead of bulk_row.',
    'The row is in another run.',
  ),
  run_unknown: explained(
    'bitpowr-bulk show 20261122',
    'The name is incomplete.',
    'The run is in another folder: pass --reports-dir.',
    'The name is that of a check (`validate`), which keeps no journal.',
  ),
  journal_damaged: explained(
    'bitpowr-bulk resume RUN\n# after a fault of the disk',
    'The disk was full or damaged.',
    'A program changed or synchronised the file while the run was at work.',
  ),
  output_unwritable: explained(
    'bitpowr-bulk validate customers.csv --reports-dir /read-only',
    'The disk is full.',
    'The user may not write into the folder.',
    'The file is open in a spreadsheet, on Windows.',
  ),
  interrupted: explained(
    'Ctrl-C during an import',
    'Someone pressed Ctrl-C, or closed the terminal.',
    'The service manager or the machine stopped the process.',
  ),
} as const;
