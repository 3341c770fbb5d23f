/** Short names of problems for the data's owner: they fit on one line of a list. The message of a cell says the rest. */
import { CODES, type Code } from '../../core/codes.js';

const TITLES: Readonly<Partial<Record<Code, string>>> = {
  name_missing: 'Name is missing',
  key_missing: 'No number or email',
  email_invalid: 'Email is not an address',
  email_typo: 'Email domain looks misspelt',
  phone_invalid: 'Phone does not exist',
  phone_not_international: 'Phone has no country code',
  phone_lost_plus: 'Phone lost its +',
  phone_ambiguous: 'Two phones in one cell',
  zipcode_not_numeric: 'Zip code is not a number',
  country_unknown: 'Country not known',
  metadata_invalid: 'Extra data not allowed',
  metadata_number: 'Number too long to keep',
  field_too_long: 'Value is too long',
  column_count: 'Too many or too few cells',
  rows_swallowed: 'Cell swallowed other rows',
  line_break: 'Line break in the value',
  quote_misplaced: 'Quotes in the wrong place',
  quote_in_text: 'Quotation mark in the value',
  row_not_customer: 'Row is not a customer',
  duplicate_external_id: 'Two rows, one number',
  duplicate_email: 'Two rows, one email',
  duplicate_uid: 'Two rows, one uid',
  spreadsheet_scientific: 'Number lost its last digits',
  spreadsheet_overflow: 'Cell is only ####',
  spreadsheet_error: 'Formula failed',
  spreadsheet_date: 'Number became a date',
  spreadsheet_lost_zero: 'Number lost its first zero',
  mojibake: 'Broken letters',
  letters_lost: 'Letters became ?',
  smart_quotes: 'Value is in quotes',
  invisible_character: 'Invisible characters',
  mixed_scripts: 'Letters of two scripts',
  columns_swapped: 'Value of another column',
  name_is_email: 'Name is an email',
  null_key: 'Word for "no value" in a key',
  null_marker: 'Mark for "no value"',
  null_word: 'Word for "no value"',
  number_is_float: 'Number ends in .0',
  escaped_text: 'Escapes such as &amp;',
  empty_date: 'Date for "no date"',
  value_unmapped: 'Value without a rule',
  date_unreadable: 'Date not understood',
  control_character: 'Control characters',
  list_value: 'Several values in one cell',
};

/** Without its own, the first sentence of the code's meaning. */
export function toKindTitle(code: Code): string {
  return TITLES[code] ?? CODES[code].meaning.replace(/\.( .*)?$/s, '');
}
