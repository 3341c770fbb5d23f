/**
 * Every code that this tool gives: its meaning, its remedy and the exit status. One table; the documentation is checked
 * against it. Codes are added to, never changed or reused.
 */

/**
 * 2: wrong use; nothing was sent, and to resume would not help. 3: stopped, resumable. 4: another process holds a lock.
 * 130: interrupted by SIGINT (143 for SIGTERM).
 */
export type StopStatus = 2 | 3 | 4 | 130;

export interface CodeEntry {
  /** `row`: an issue or outcome of one row. `run`: ends a run, or keeps it from starting. */
  readonly scope: 'row' | 'run';
  /** Of an issue; `--strict` makes every warning an error. */
  readonly severity: 'error' | 'warning';
  /** Exit status of a run that stops for this code. Rows that have it, in a run that reaches its end, give 1. */
  readonly exitStatus: StopStatus;
  readonly meaning: string;
  readonly remedy: string;
}

const kind =
  (scope: CodeEntry['scope'], severity: CodeEntry['severity'], exitStatus: StopStatus) =>
  (meaning: string, remedy: string): CodeEntry => ({ scope, severity, exitStatus, meaning, remedy });

// Of rows. One of these ends a run only if it comes from a request that is of no single row.
const row = kind('row', 'error', 3);
const warning = kind('row', 'warning', 3);
// Of rows, or of the header: a fault of the header refuses the whole source.
const headerError = kind('row', 'error', 2);
const headerWarning = kind('row', 'warning', 2);
// Of runs, by the status that they end with.
const refused = kind('run', 'error', 2);
const stopped = kind('run', 'error', 3);
const locked = kind('run', 'error', 4);
const interrupted = kind('run', 'error', 130);

export const CODES = {
  // Rows: what validation finds.
  name_missing: row('The row has no name.', 'Fill in the name; the API requires one.'),
  key_missing: row(
    'The row has neither externalId nor email nor uid, so it could not be recognised again.',
    'Give the row an externalId or an email.',
  ),
  email_invalid: row('The email is not an address.', 'Correct the email.'),
  phone_invalid: warning(
    'The phone is not a number that exists in its country. It is sent as it stands.',
    'Correct the phone.',
  ),
  phone_not_international: warning(
    'The phone does not begin with + and no country is known to read it by. It is sent as it stands.',
    'Write the phone as +<country><number>, or pass --default-country CC.',
  ),
  zipcode_not_numeric: warning(
    'The vendor documents the zipcode as a number; this one can not be one. It is sent as text.',
    'Nothing to do, unless the API refuses the row.',
  ),
  country_unknown: warning(
    'No country has this name or code. It is sent as it stands.',
    'Correct the country, or use its ISO code.',
  ),
  metadata_invalid: headerError(
    'The metaData is not a JSON object, or has a key that is not allowed.',
    'Write it as {"key":"value"}.',
  ),
  field_too_long: row('The value is longer than the field takes.', 'Shorten the value.'),
  column_count: row(
    'The row has more or fewer cells than the header.',
    'Look for a missing or extra delimiter or quote in this line.',
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
  uid_invalid: row('The uid is not a UUID.', 'Use the uid as the API gave it, or leave the cell empty.'),
  provision_address_invalid: row(
    'provisionAddress is neither yes nor no.',
    'Write yes, no, true, false, 1 or 0, or leave the cell empty.',
  ),
  account_missing: row(
    'The row asks for an address, and no wallet is named under which to make it.',
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
    'Mend the formula, or enter the value.',
  ),
  spreadsheet_lost_zero: warning(
    "The value is shorter than its column's other values: a spreadsheet took it for a number and dropped its leading zeros. It is sent as it stands.",
    'Format the column as text in the spreadsheet, put the zeros back and export.',
  ),
  spreadsheet_date: warning(
    'The value is a date in a column of ids: a spreadsheet turned an id such as 3-5 or MAR5 into a date. It is sent as it stands.',
    'Format the column as text in the spreadsheet, enter the id again and export.',
  ),
  phone_lost_plus: warning(
    'The phone has its country code but no +: a spreadsheet took it for a number and dropped the +. It is sent as it stands.',
    'Put the + back. In the spreadsheet, format the column as text first.',
  ),
  mojibake: warning(
    'The text was saved in one encoding and opened in another, so that some letters became others. It is sent as it stands.',
    'Export the file again as UTF-8, or correct the text.',
  ),
  smart_quotes: warning(
    'The value stands in quotation marks, which are part of it now. It is sent as it stands.',
    'Remove the quotation marks.',
  ),
  invisible_character: warning(
    'The value has a character inside that can not be seen, such as a non-breaking or zero-width space. It is sent as it stands; at the ends of values such characters are dropped.',
    'Delete the value and type it again instead of pasting it.',
  ),
  bidi_control: warning(
    'The value has a character that turns the direction of the text, so that it reads otherwise than it is stored. It is sent as it stands; at the ends of values such characters are dropped.',
    'Delete the value and type it again instead of pasting it.',
  ),
  mixed_scripts: warning(
    'A word has letters of two scripts that look alike, such as a Cyrillic а among Latin letters. It is sent as it stands.',
    'Type the word again in one script, or look who sent it: it may imitate another name.',
  ),
  columns_swapped: row(
    'The cell holds what belongs into another column: a name or a phone where the email should be.',
    'Put each value into its own column. If all rows have it, correct the header, or say which column is which with --map FIELD=COLUMN.',
  ),
  name_is_email: warning(
    'The name is an email address. It is sent as it stands.',
    'Fill in the name, and put the address into the email column.',
  ),
  email_typo: warning(
    "The email's domain is one letter off a large provider's. It is sent as it stands.",
    'Ask the customer, and correct the email.',
  ),
  rule_violated: row(
    'The value breaks a rule of the file given with --rules. The rule says how severe that is.',
    'Correct the value, or the rule.',
  ),
  control_character: row(
    'The value has a control character that no text should have.',
    'Remove the character.',
  ),
  column_unknown: headerWarning(
    'The column names no field and is not sent.',
    'Rename it, map it with --map FIELD=COLUMN, or pass --unknown-columns ignore or metadata.',
  ),

  // Rows: what matching, sending and checking find.
  not_kept: warning(
    'The API did not keep a field as it was sent. The row names the field; its status is what was done.',
    'Look at the column bulk_not_kept and in the dashboard. `doctor` shows what this API keeps.',
  ),
  customer_id_refused: warning(
    "The API refuses customerId under sub-accounts. The address was made without it, in the customer's own sub-account.",
    'Nothing to do: the externalId of the sub-account names the customer.',
  ),
  address_twice: row(
    'The customer has two addresses of the asset: another program made one at the same time. Both are named.',
    'Give the customer one of them, and use the other for nobody. Run one import at a time: see "What is promised".',
  ),
  address_not_listed: warning(
    "The API's answer gave the address, and its list of the customer's addresses does not show it.",
    'Look in the dashboard before you give the address to the customer. The next import may make a second one.',
  ),
  place_renamed: warning(
    'The API names the wallet or the sub-account of an address otherwise than it was asked for. Addresses are found by both names.',
    'Use the name that the API gives, in --account-id or --sub-account-id.',
  ),
  address_owner_unknown: row(
    'Nothing tells whose the addresses of the sub-account are, so that no address was made: the next import could not recognise it.',
    'Use --sub-account per-customer, or an --address-label with {externalId}, {email} or {uid}, or leave the sub-account out.',
  ),
  external_id_kept: warning(
    'The customer was found by another key and has another externalId, or none; the vendor does not let it change.',
    'Nothing to do: the externalId that is there stays.',
  ),
  plan_stale: row(
    'The customer was changed, created or deleted after the plan was made, so the row was not carried out.',
    'Import the row again with --dry-run, look at its plan, and apply that.',
  ),
  not_found: row(
    'No remote customer matches, and --mode update creates none.',
    'Use --mode upsert, or correct the key.',
  ),
  ambiguous_match: row('More than one customer matches.', 'Say which by its uid, in a column uid.'),
  keys_disagree: row(
    'The keys of the row point at different customers, or contradict the customer that they found.',
    'Correct the keys, or narrow --match.',
  ),
  api_rejected: row('The API refused the request.', 'Read the message; correct the row.'),
  api_not_found: row(
    'The API knows no customer with this uid.',
    'Empty the uid, or pass --match externalId,email.',
  ),
  api_unavailable: row(
    'The API did not give a usable answer, however often it was asked.',
    'Run `resume <run> --failed` once the service is well.',
  ),
  still_in_doubt: row(
    'A request may have taken effect, and looking could not tell. It was not sent again, so that nothing is made twice.',
    'Look in the dashboard whether it is there, then import the row again if it is not.',
  ),
  delete_unsupported: row(
    'The API does not let customers be deleted.',
    'Delete it in the dashboard, if that can be done there.',
  ),
  address_failed: row(
    'The customer is there, but its address could not be made.',
    'Run `resume <run> --failed`.',
  ),
  address_invalid: row(
    'The address that came back has a wrong checksum or is of the wrong network, or belongs to another row. It was not written.',
    'Do not use it. Ask the vendor.',
  ),

  // Runs.
  source_missing: refused('The source does not exist.', 'Check the path.'),
  source_unreadable: refused(
    'The source can not be read as a table.',
    'Check the file, --delimiter and --encoding.',
  ),
  source_masked: refused(
    'The source was written with --mask: tokens stand for its names and emails.',
    'Import the file that the run was made from, or its rejected.csv.',
  ),
  source_empty: refused('The source has no rows.', 'Check the file.'),
  header_missing: refused(
    'The first line of the source does not look like a header.',
    'Put the column names into the first line; if they are there, say with --map which column is the name.',
  ),
  header_duplicate: refused(
    'Two columns of the source have the same name or mean the same field.',
    'Rename or remove one, or choose with --map FIELD=COLUMN.',
  ),
  encoding_unknown: refused(
    'The text is not of the encoding that it was taken for, or there is no encoding of this name.',
    'Pass --encoding with the encoding that the file has, or save the file as UTF-8.',
  ),
  row_too_long: refused(
    'A record is longer than is allowed: probably a quote that is never closed.',
    'Look at the quotes from that line on.',
  ),
  config_invalid: refused('An option or setting is not right.', 'See --help.'),
  credential_missing: refused(
    'No credential is set.',
    'Set BITPOWR_TOKEN, or BITPOWR_PUBLIC_KEY and BITPOWR_SECRET_KEY, or BITPOWR_API_KEY, or use --sandbox.',
  ),
  credential_rejected: stopped(
    'The API refused the credential or what it may do.',
    'Check the credential, then resume.',
  ),
  account_changed: stopped(
    'The run belongs to another account than the credential.',
    'Use the credential with which the run was begun, or import the source anew.',
  ),
  account_unknown: refused(
    'The wallet under which addresses are to be made does not exist.',
    'Correct --account-id.',
  ),
  live_not_confirmed: refused(
    'The credential is a LIVE one, and --live was not given.',
    'Add --live if you mean real customers and real money.',
  ),
  not_all_valid: refused(
    'Some rows are invalid, and --require-all-valid was given.',
    'Correct rejected.csv or the source, or drop the option.',
  ),
  plan_missing: refused(
    'The run has no plan that can be applied: it was no dry run, or its planning was stopped.',
    'Make a plan with `import --dry-run`; one that was stopped goes on with `resume`.',
  ),
  nothing_to_undo: refused(
    'The run has changed nothing.',
    'Check the name of the run; see `bitpowr-bulk runs`.',
  ),
  too_many_changes: refused(
    'The run would change more customers than --max-changes, --max-creates or --max-updates allows. Nothing was sent.',
    'Look at the file and at --match; with --dry-run each change is shown. If it is meant, allow more.',
  ),
  canary_failed: stopped(
    'Of the rows that --canary sent first, some failed; the others were not sent.',
    'Look at results.csv. `resume` goes on with the other rows.',
  ),
  field_not_kept: stopped(
    'The API does not keep the field that identifies a customer to the next import. One customer was created, and no other.',
    'Import the source again with --match email (or externalId), whichever the API keeps. `doctor` shows it.',
  ),
  list_endless: stopped(
    'The pages of a list repeat each other, so that the list has no end and may lack records.',
    'Nothing more was sent. Ask the vendor about the paging of this list; `doctor` shows what it does.',
  ),
  list_contradicts: stopped(
    'The list of customers, or of sub-accounts, gives one uid with two externalIds, which never change, so that it does not tell whose it is.',
    'Nothing more was sent. Import the source again. If the code comes back, ask the vendor about the list.',
  ),
  server_unreachable: stopped(
    'The API can not be reached.',
    'Check --base-url and the network, then resume.',
  ),
  too_many_errors: stopped(
    'As many rows failed as --max-errors allows.',
    'Look at results.csv, then resume.',
  ),
  budget_reached: stopped(
    'The time or the number of requests that was allowed is used up.',
    'Resume it, with a larger --max-duration or --max-requests if need be.',
  ),
  run_locked: locked(
    'Another process works on this run or source, or writes to this account.',
    'Wait for it (--wait-for-lock waits for you), or stop it.',
  ),
  run_copied: refused(
    'The folder of the run is a copy, and the original is still there.',
    'Use the original. If you mean the copy, remove the original first.',
  ),
  run_exists: refused('A run of this name is there already.', 'Choose another --run-id, or resume that run.'),
  run_unknown: refused('There is no such run.', 'See `bitpowr-bulk runs`.'),
  journal_damaged: refused(
    'The journal of the run can not be read.',
    'Import the source again, with the same --match: customers and addresses that are there are recognised, and none is made twice.',
  ),
  output_unwritable: stopped(
    'A file could not be written.',
    'Check the folder, its permissions and the free space, then resume.',
  ),
  interrupted: interrupted('The run was interrupted.', 'Resume it.'),
} as const satisfies Record<string, CodeEntry>;

export type Code = keyof typeof CODES;
