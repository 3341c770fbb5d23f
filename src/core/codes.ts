/**
 * Every code of this tool: its meaning, its remedy and the exit status. One table; the documentation is checked against
 * it. Codes may be added, but never changed or reused.
 */

/**
 * 2: wrong use; nothing was sent, and resuming would not help. 3: stopped, resumable. 4: another process holds a lock.
 * 130: interrupted by SIGINT (143 for SIGTERM, 129 for SIGHUP).
 */
export type StopStatus = 2 | 3 | 4 | 130;

export interface CodeEntry {
  /** `row`: an issue or outcome of one row. `run`: ends a run, or prevents its start. */
  readonly scope: 'row' | 'run';
  /** Severity of the issue; `--strict` makes every warning an error. */
  readonly severity: 'error' | 'warning';
  /** Exit status of a run that this code stops. A run that reaches its end, but has rows with this code, gives 1. */
  readonly exitStatus: StopStatus;
  readonly meaning: string;
  readonly remedy: string;
}

const kind =
  (scope: CodeEntry['scope'], severity: CodeEntry['severity'], exitStatus: StopStatus) =>
  (meaning: string, remedy: string): CodeEntry => ({ scope, severity, exitStatus, meaning, remedy });

// For rows. One of these ends a run only if it comes from a request that belongs to no single row.
const row = kind('row', 'error', 3);
const warning = kind('row', 'warning', 3);
// For rows, or for the header: a fault in the header refuses the whole source.
const headerError = kind('row', 'error', 2);
const headerWarning = kind('row', 'warning', 2);
// For runs, by exit status.
const refused = kind('run', 'error', 2);
const stopped = kind('run', 'error', 3);
const locked = kind('run', 'error', 4);
const interrupted = kind('run', 'error', 130);

export const CODES = {
  // Rows: what validation finds.
  name_missing: row('The row has no name.', 'Fill in the name; the API requires one.'),
  key_missing: row(
    'The row has no externalId, email or uid, so it could not be recognised again.',
    'Give the row an externalId or an email.',
  ),
  email_invalid: row('The email is not an address.', 'Correct the email.'),
  phone_invalid: warning(
    'The phone is not a number that exists in its country. It is sent unchanged.',
    'Correct the phone.',
  ),
  phone_not_international: warning(
    'The phone does not begin with +, and no default country is set. It is sent unchanged.',
    'Write the phone as +<country><number>, or pass --default-country CC.',
  ),
  zipcode_not_numeric: warning(
    'The vendor documents the zipcode as a number; this one can not be converted. It is sent as text.',
    'Nothing to do, unless the API refuses the row.',
  ),
  country_unknown: warning(
    'No country has this name or code. It is sent unchanged.',
    'Correct the country, or use its ISO code.',
  ),
  metadata_invalid: headerError(
    'The metaData is not a JSON object, or has a key that is not allowed.',
    'Write it as {"key":"value"}. A list needs a key, too: {"list":[1,2]}.',
  ),
  field_too_long: row('The value is longer than the field allows.', 'Shorten the value.'),
  column_count: row(
    'The row has more or fewer cells than the header.',
    'Look for a missing or extra delimiter or quote in this line.',
  ),
  rows_swallowed: row(
    'A cell holds the text of other cells or rows: a quote was opened by mistake, and a later one closed it.',
    'Look at the quotes on the lines of the row. Delete the one that opens too much, or write a quote within a quoted cell as "".',
  ),
  line_break: row(
    'A field of one line, such as a name or an email, has a line break.',
    'Write the value on one line. If other rows are in the cell, delete the quote that opens it too early.',
  ),
  quote_misplaced: row(
    'The quotes around the cell are not as CSV writes them, so its value is uncertain.',
    'Write a quote within a quoted cell as "". If the file writes it as \\", pass --escape backslash.',
  ),
  quote_in_text: warning(
    'A cell without quotes around it contains a quotation mark. It is sent unchanged.',
    'Check the cell. If it is right, write it in quotes, and each quote within it as "".',
  ),
  row_not_customer: row(
    'The row looks like totals or a line of a report, not like a customer.',
    'Delete the row. If it is a customer, give it an email, or do not make it the last row.',
  ),
  duplicate_external_id: row(
    'Another row of the source has the same externalId.',
    'Keep one of the rows, or pass --duplicates first or last.',
  ),
  duplicate_email: row(
    'Another row of the source has the same email.',
    'Keep one of the rows, or pass --duplicates first or last.',
  ),
  duplicate_uid: row(
    'Another row of the source has the same uid.',
    'Keep one of the rows, or pass --duplicates first or last.',
  ),
  uid_invalid: row('The uid is not a UUID.', 'Use the uid that the API gave, or leave the cell empty.'),
  provision_address_invalid: row(
    'provisionAddress is neither yes nor no.',
    'Write yes, no, true, false, 1 or 0, or leave the cell empty.',
  ),
  account_missing: row(
    'The row asks for an address, but no wallet is set to create it in.',
    'Pass --account-id UID or set BITPOWR_ACCOUNT_ID.',
  ),
  spreadsheet_scientific: row(
    'A spreadsheet turned a long number into scientific notation; digits are lost.',
    'Format the column as text in the spreadsheet, enter the value again and export.',
  ),
  spreadsheet_overflow: row(
    'A spreadsheet column was too narrow and the cell was exported as ####.',
    'Widen the column and export again.',
  ),
  spreadsheet_error: row(
    'A spreadsheet formula failed and its error was exported.',
    'Correct the formula, or enter the value.',
  ),
  spreadsheet_lost_zero: warning(
    "The value is shorter than its column's other values: a spreadsheet treated it as a number and dropped its leading zeros. It is sent unchanged.",
    'Format the column as text in the spreadsheet, restore the zeros and export.',
  ),
  spreadsheet_rounded: warning(
    'The id has more than 15 digits and ends in zeros, as most long ids of its column: a spreadsheet treated it as a number and wrote 0 for its last digits. It is sent unchanged.',
    'Export the ids again from where they came from, as text. The digits are gone from this file. An id never changes, so correct it before the import.',
  ),
  spreadsheet_date: warning(
    'The value is a date in a column of ids: a spreadsheet turned an id such as 3-5 or MAR5 into a date. It is sent unchanged.',
    'Format the column as text in the spreadsheet, enter the id again and export.',
  ),
  phone_lost_plus: warning(
    'The phone has its country code but no +: a spreadsheet treated it as a number and dropped the +. It is sent unchanged.',
    'Restore the +. In the spreadsheet, format the column as text first.',
  ),
  mojibake: warning(
    'The text was saved in one encoding and opened in another, so that some letters were replaced by others. It is sent unchanged.',
    'Export the file again as UTF-8, or correct the text.',
  ),
  smart_quotes: warning(
    'The value is enclosed in quotation marks, which are now part of it. It is sent unchanged.',
    'Remove the quotation marks.',
  ),
  invisible_character: warning(
    'The value contains an invisible character, such as a non-breaking or zero-width space. It is sent unchanged; at the ends of values such characters are removed.',
    'Delete the value and type it again instead of pasting it.',
  ),
  bidi_control: warning(
    'The value contains a character that changes the direction of the text, so that it is displayed differently from how it is stored. It is sent unchanged; at the ends of values such characters are removed.',
    'Delete the value and type it again instead of pasting it.',
  ),
  mixed_scripts: warning(
    'A word has letters of two scripts that look alike, such as a Cyrillic а among Latin letters. It is sent unchanged.',
    'Type the word again in one script, or check who sent it: it may imitate another name.',
  ),
  columns_swapped: row(
    'The cell holds a value of another column: a name or a phone where the email should be.',
    'Put each value into its own column. If all rows are affected, correct the header, or assign the columns with --map FIELD=COLUMN.',
  ),
  name_is_email: warning(
    'The name is an email address. It is sent unchanged.',
    'Fill in the name, and put the address in the email column.',
  ),
  email_typo: warning(
    "The email's domain is one letter away from a large provider's. It is sent unchanged.",
    'Ask the customer, and correct the email.',
  ),
  rule_violated: row(
    'The value violates a rule of the file given with --rules. The rule sets the severity.',
    'Correct the value, or the rule.',
  ),
  null_marker: row(
    'The cell is \\N, which PostgreSQL and MySQL write for "no value".',
    'Pass --null "\\N", or --dialect with the program that wrote the file, such as postgres-text or mysql-outfile.',
  ),
  null_key: row(
    'A column that identifies the customer holds a word for "no value", such as NULL. An id never changes, so the word is not sent.',
    'Pass --null with the word, such as --null NULL, or fill in the cell.',
  ),
  null_word: warning(
    'The cell holds a word that programs write for "no value", such as NULL, nan or undefined. It is sent unchanged, because it may be a name.',
    'If it means "no value", pass --null with the word, such as --null NULL.',
  ),
  id_is_boolean: row(
    'The externalId is TRUE or FALSE: a checkbox or a program wrote yes or no where the id should be. An id never changes, so it is not sent.',
    'Assign the column of the ids with --map externalId=COLUMN, or correct the cell.',
  ),
  name_is_boolean: warning(
    'The name is TRUE or FALSE: a checkbox or a program wrote yes or no where the name should be. It is sent unchanged.',
    'Assign the column of the names with --map name=COLUMN, or correct the cell.',
  ),
  id_is_float: row(
    "All numbers of the id's column end in .0: a program took the ids for decimal numbers. An id never changes, so it is not sent.",
    'Export the column as text or as whole numbers.',
  ),
  number_is_float: warning(
    'The phone or postcode ends in .0: a program took it for a decimal number. It is sent unchanged.',
    'Export the column as text or as whole numbers.',
  ),
  escaped_text: warning(
    'The text has escapes of HTML, JSON, a URL or a mail, such as &amp; or \\u00e9, which no program has read. It is sent unchanged.',
    'Write the text that the message shows, or export the file without these escapes.',
  ),
  letters_lost: warning(
    'The text has a ? where a letter was: a program that does not know the letter wrote the file. It is sent unchanged.',
    'Export the file again as UTF-8 from where it came from: the letter is gone from this one.',
  ),
  empty_date: warning(
    'The value is a date that a database writes for "no date", such as 0000-00-00 or infinity. It is sent unchanged.',
    'If it means "no value", pass --null with it, such as --null 0000-00-00.',
  ),
  phone_ambiguous: warning(
    'The cell has two phones, or a phone with another ending after a slash. It is sent unchanged.',
    'Keep one number in the cell.',
  ),
  phone_country_doubtful: warning(
    "The phone was read by the row's own country; --default-country would make another number of it.",
    'Write the phone as +<country><number>, or correct the country.',
  ),
  metadata_number: headerError(
    'The metaData has a number that JSON readers do not keep exactly.',
    'Put the number in quotes.',
  ),
  dialect_doubtful: headerError(
    'The text is written as a database writes it, with backslashes, and not as CSV.',
    'Pass --dialect with the program that wrote it, such as postgres-text, mysql-batch or mysql-outfile, or --escape backslash.',
  ),
  value_unmapped: row(
    'The mapping replaces the values of this column, has none for this value, and says "otherwise": "error".',
    'Add the value to "values" in the mapping file, or set "otherwise" to "keep" or "empty".',
  ),
  date_unreadable: row(
    'The value is not a date in the form that the mapping gives.',
    'Add the form to "date" in the mapping file, which takes a list, or correct the value.',
  ),
  row_filtered: warning(
    'The row does not meet `where` of the mapping, so it is skipped.',
    'Nothing to do. Otherwise correct the value, or change `where` in the mapping file, or --where.',
  ),
  control_character: row(
    'The value has a control character that no text should have.',
    'Remove the character.',
  ),
  encoding_guessed: headerWarning(
    'The source is not UTF-8 and was read as Windows-1252, because its accented letters fit.',
    'Compare the value with the file. If it is right, pass --encoding windows-1252; if not, pass the encoding of the file.',
  ),
  column_unknown: headerWarning(
    'The column matches no field and is not sent.',
    'Rename it, map it with --map FIELD=COLUMN, or pass --unknown-columns ignore or metadata. `bitpowr-bulk map FILE` proposes a mapping.',
  ),
  key_column_unclear: headerError(
    'A column is nearly called externalId, email or uid, but not quite, and no other column is. Without its key, a customer is not recognised the next time; an externalId can never be set later.',
    'Rename the column, assign it with --map FIELD=COLUMN, or pass --unknown-columns ignore if it is no key.',
  ),
  header_unclear: headerError(
    'The row that would be the header may be a row of data: it names no field, or has values such as those below. Or a row above the header may be a customer, or the header of another table.',
    'If it is the header, pass --header-row N with its line; if the source has no header, pass --no-header and assign the columns with --map FIELD=#N.',
  ),
  sheet_unread: headerWarning(
    'Another sheet of the workbook has columns of customers too, and is not read.',
    'Import it as well, with --sheet; or pass --sheet for the sheet that is meant.',
  ),
  pages_unread: headerWarning(
    'The file says that it is one page of several. The other pages are not in it, and are not read.',
    'Write all pages to one file, or import each of them. If the file is complete, leave the values beside the list out of it.',
  ),
  line_quoted: headerWarning(
    'A line is quoted as a whole, so that it is one cell. It was read as the cells that are in it.',
    'Check the values. To avoid the doubt, save the file again without quotes around whole lines.',
  ),
  row_commented: row(
    'The row begins like the comments above the header. It is not sent.',
    'Pass --comment CHAR if such lines are comments; pass --header-row N if they are rows.',
  ),

  column_hidden: headerWarning(
    'A column of the sheet is hidden. It is sent like the others.',
    'If it is not meant, delete it, or list it as "ignore" in the mapping file. If it is, unhide it.',
  ),
  row_hidden: warning(
    'The row is hidden in the sheet, by a filter or a folded group. It is read like the others.',
    'If only the visible rows are meant, copy them to a sheet of their own, or choose them with --where.',
  ),
  cell_merged: row(
    'The cell is merged with cells above it, and only the first of them has a value. The row is not sent.',
    'In the spreadsheet, unmerge the cells and fill in each row. If the column is not needed, delete it, or give it a name that is no field.',
  ),
  key_twice: row(
    'A JSON record gives two values for one key, and readers keep only one of them.',
    'Remove one of the two in the program that writes the file.',
  ),
  list_value: row(
    'The value is a list of JSON, and the field takes one value.',
    'Keep one value of the list, or put the list into metaData. `jq` can do both.',
  ),
  binary_value: row(
    'The value is binary data, not text.',
    'Leave the column out, or convert it in the query, such as with hex(column).',
  ),

  // Rows: what matching, sending and checking find.
  not_kept: warning(
    'The API did not keep a field as it was sent. The row names the field; its status says what was done.',
    'Check the column bulk_not_kept and the dashboard. `doctor` shows what this API keeps.',
  ),
  refused_yet_done: warning(
    'The API refused a request, and what it asks for is there, though the list did not show it before: the request took effect all the same, or another program did the same at that moment.',
    'Look at the customer in the dashboard. If the request was a create, `undo` does not delete the customer.',
  ),
  customer_id_refused: warning(
    "The API refuses customerId under sub-accounts. The address was created without it, in the customer's own sub-account.",
    'Nothing to do: the externalId of the sub-account names the customer.',
  ),
  address_twice: row(
    'The customer has two addresses of the asset: another program, or the API itself, created one at the same time. Both are named.',
    'Give the customer one of them, and do not use the other. Run one import at a time: see "What is promised".',
  ),
  address_not_listed: warning(
    "The API's answer gave the address, but its list of the customer's addresses does not contain it.",
    'Check the dashboard before you give the address to the customer. The next import may create a second one.',
  ),
  place_renamed: warning(
    'The API uses another name for the wallet or sub-account of an address than the request. Addresses are found by both names.',
    'Use that name in --account-id or --sub-account-id.',
  ),
  address_owner_unknown: row(
    'The owners of the addresses in the sub-account are unknown, so no address was created: the next import could not recognise it.',
    'Use --sub-account per-customer, or an --address-label with {externalId}, {email} or {uid}, or omit the sub-account.',
  ),
  external_id_kept: warning(
    'The customer was found by another key and has another externalId, or none; the vendor does not allow changes to it.',
    'Nothing to do: the existing externalId stays.',
  ),
  plan_stale: row(
    'The customer was changed, created or deleted after the plan was made, so the row was not applied.',
    'Import the row again with --dry-run, check its plan, and apply it. An undo leaves such a customer as it is: undo.csv has what it had before.',
  ),
  not_found: row(
    'No remote customer matches, and --mode update creates none.',
    'Use --mode upsert, or correct the key.',
  ),
  ambiguous_match: row(
    'More than one customer matches.',
    'Identify the customer by its uid, in a column uid.',
  ),
  keys_disagree: row(
    'The keys of the row point at different customers, or contradict the customer that they found.',
    'Correct the keys, or narrow --match.',
  ),
  api_rejected: row('The API refused the request.', 'Read the message; correct the row.'),
  api_not_found: row(
    'The API has no customer with this uid.',
    'Empty the uid, or pass --match externalId,email.',
  ),
  api_unavailable: row(
    'The API did not give a usable answer, even after all retries.',
    'Run `resume <run> --failed` once the service works again.',
  ),
  still_in_doubt: row(
    'A request may have taken effect, and a look-up could not decide it. It was not sent again, so that nothing is created twice.',
    'Check the dashboard, and import the row again if the record is missing.',
  ),
  delete_unsupported: row(
    'The API does not support deleting customers.',
    'Delete the customer in the dashboard, if it supports that.',
  ),
  address_failed: row(
    'The customer exists, but its address could not be created.',
    'Run `resume <run> --failed`.',
  ),
  address_invalid: row(
    'The address in the answer has a wrong checksum, is of the wrong network, or belongs to another row. It was not recorded.',
    'Do not use it. Ask the vendor.',
  ),

  // Runs.
  source_missing: refused('The source does not exist.', 'Check the path.'),
  source_unreadable: refused(
    'The source can not be read as a table.',
    'Check the file, --delimiter and --encoding.',
  ),
  source_masked: refused(
    'The source was written with --mask: tokens replace its names and emails.',
    'Import the source of that run, or its rejected.csv.',
  ),
  source_empty: refused('The source has no rows.', 'Check the file.'),
  rows_missing: refused(
    'The source has fewer rows than --expect-rows asks for. Nothing was sent.',
    'Check that the program that writes the source ended with status 0. In a pipe, type `set -o pipefail` first.',
  ),
  header_missing: refused(
    'The first line of the source does not look like a header.',
    'Put the column names in the first line; if they are in another line, pass --header-row N; if the source has no column names, pass --no-header and assign the columns with --map FIELD=#N; else assign the name column with --map.',
  ),
  header_duplicate: refused(
    'Two columns of the source have the same name or mean the same field.',
    'Rename or remove one, or choose with --map FIELD=COLUMN.',
  ),
  encoding_unknown: refused(
    'The text is not in the expected encoding, or no encoding has this name.',
    'Pass the encoding of the file with --encoding, or save the file as UTF-8.',
  ),
  encoding_unclear: refused(
    'The source is not UTF-8, and its letters are not plainly those of a Western language, so that a guess could change every name.',
    'Pass the encoding of the file with --encoding; the message shows how a line looks in the likely ones.',
  ),
  row_too_long: refused(
    'A record is longer than allowed: probably a quote is never closed.',
    'Check the quotes from that line on.',
  ),
  config_invalid: refused('An option or setting is invalid.', 'See `bitpowr-bulk help`.'),
  credential_missing: refused(
    'No credential is set.',
    'Set BITPOWR_TOKEN, or BITPOWR_PUBLIC_KEY and BITPOWR_SECRET_KEY, or BITPOWR_API_KEY, or use --sandbox.',
  ),
  credential_rejected: stopped(
    'The API refused the credential, or its permissions.',
    'Check the credential. Then resume the run; without a run to resume, type the command again.',
  ),
  blocked_before_api: stopped(
    'A firewall, a bot wall or a proxy before the API refused the request with a web page of its own. The credential was not judged.',
    'Ask who runs the network, or the vendor, to let this machine through. Then resume the run; without a run to resume, type the command again.',
  ),
  account_changed: stopped(
    'The credential belongs to another account than the run.',
    'Use the credential that started the run, or import the source again.',
  ),
  account_unknown: refused(
    'The wallet for new addresses does not exist.',
    'Type the command again with another --account-id; `resume RUN --account-id UID` continues the run that was begun.',
  ),
  live_not_confirmed: refused(
    'The credential is LIVE, and --live was not given.',
    'Add --live if you mean real customers and real money.',
  ),
  not_all_valid: refused(
    'Some rows are invalid, and --require-all-valid was given.',
    'Correct rejected.csv or the source, or remove the option.',
  ),
  edit_conflict: refused(
    'The review was changed in another window since this one saw it.',
    'Look at the values of both, and edit the cell again.',
  ),
  review_busy: refused(
    'The review reads or checks all rows at the moment.',
    'Wait until it has ended, and try again.',
  ),
  plan_missing: refused(
    'The run has no plan to apply: it was not a dry run, or its planning was interrupted.',
    'Make a plan with `import --dry-run`; continue an interrupted one with `resume`.',
  ),
  plan_not_confirmed: refused(
    'You were asked whether the plan is to be applied, and did not say yes. Nothing was sent.',
    'Type `apply` again to be asked again, or add --yes to apply without the question.',
  ),
  row_not_planned: refused(
    'A row that --only or --except names is not in the plan.',
    'Name rows that the plan changes: `show RUN --changes` has their numbers.',
  ),
  nothing_to_undo: refused(
    'The run has changed nothing.',
    'Check the name of the run; see `bitpowr-bulk runs`.',
  ),
  too_many_changes: refused(
    'The run would change more customers than --max-changes, --max-creates or --max-updates allows. Nothing was sent.',
    'Check the file and --match; --dry-run shows each change. If the changes are intended, raise the limit.',
  ),
  canary_failed: stopped(
    'Some of the rows that --canary sent first failed; the others were not sent.',
    'Check results.csv. `resume` continues with the other rows.',
  ),
  field_not_kept: stopped(
    'The API does not keep the field that the next import recognises customers by. Only one customer was created.',
    'Import the source again with --match email or --match externalId, depending on which the API keeps. `doctor` shows it.',
  ),
  list_endless: stopped(
    'The pages of a list repeat each other, so the list has no end and may lack records.',
    'Nothing more was sent. Ask the vendor about the paging of this list; `doctor` shows what it does.',
  ),
  list_contradicts: stopped(
    'The list of customers, or of sub-accounts, gives one uid with two externalIds, or that of addresses one uid to two addresses. Neither ever changes, so it is unknown whose the uid is.',
    'Nothing more was sent. Type the command again. If the code comes back, ask the vendor about the list.',
  ),
  server_unreachable: stopped(
    'The API can not be reached.',
    'Check --base-url and the network. Then resume the run; without a run to resume, type the command again.',
  ),
  too_many_errors: stopped(
    'The number of failed rows reached --max-errors.',
    'Check results.csv, then resume.',
  ),
  all_alike_failed: stopped(
    'The first rows that were sent all failed for one and the same cause, so the other rows were not sent.',
    'Correct the cause: an option or the account, then resume with --failed; the source, then import it again. --max-errors none sends all rows.',
  ),
  budget_reached: stopped(
    'The allowed time or number of requests is used up.',
    'Resume it, with a larger --max-duration or --max-requests if needed.',
  ),
  run_locked: locked(
    'Another process works on this run or source, or writes to this account.',
    'Wait for it (--wait-for-lock does that for you), or stop it.',
  ),
  run_copied: refused(
    'The folder of the run is a copy, and the original still exists.',
    'Use the original. If you mean the copy, remove the original first.',
  ),
  run_exists: refused('A run with this name already exists.', 'Choose another --run-id, or resume that run.'),
  row_unknown: refused(
    'The run has no such row.',
    'Give the number of a row, as `bulk_row` in results.csv has it.',
  ),
  run_unknown: refused('There is no such run.', 'See `bitpowr-bulk runs`.'),
  journal_damaged: refused(
    'The journal of the run can not be read.',
    'Import the source again, with the same --match: existing customers and addresses are recognised, and none is created twice.',
  ),
  output_unwritable: stopped(
    'A file could not be written.',
    'Check the folder, its permissions and the free space. Then resume the run; if no run was begun, type the command again.',
  ),
  queue_unsupported: refused(
    'This installation can not use a queue: Node is older than the queue needs, or a package of the queue is not installed.',
    'Use Node 22.12 or newer, and install the package that the message names.',
  ),
  queue_unreachable: stopped(
    'The queue can not be reached in PostgreSQL.',
    'Check --queue, PostgreSQL and the network, then type the command again.',
  ),
  queue_newer: refused(
    'The tables of the queue, or a job in it, are of a newer program.',
    'Install the newer version of bitpowr-bulk on every machine that uses the queue.',
  ),
  store_unreachable: stopped(
    'A file can not be written to the store, or read from it.',
    'Check --store, its permissions and the free space, then type the command again.',
  ),
  source_changed: refused(
    'The source is not the file that was queued.',
    'Put the file back, or queue the command again.',
  ),
  run_dead: stopped(
    'No worker takes the run any more: each one that took it failed or died.',
    'Correct the cause, then resume the run with --queue.',
  ),
  job_damaged: refused('The job in the queue can not be read.', 'Queue the command again.'),
  interrupted: interrupted('The run was interrupted.', 'Resume it.'),
} as const satisfies Record<string, CodeEntry>;

export type Code = keyof typeof CODES;
