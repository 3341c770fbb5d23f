/** What the owner of a file can do in the file itself, for codes whose remedy speaks of the command line. */
import type { Code } from '../../core/codes.js';

export const OWNER_REMEDIES: Readonly<Partial<Record<Code, string>>> = {
  phone_not_international: 'Write the phone as +<country><number>.',
  quote_misplaced: 'Write a quote within a quoted cell as "".',
  duplicate_external_id: 'Keep one of the rows.',
  duplicate_email: 'Keep one of the rows.',
  duplicate_uid: 'Keep one of the rows.',
  columns_swapped: 'Put each value into its own column. If all rows are affected, correct the header.',
  null_key: 'Fill in the cell.',
  id_is_boolean: 'Put the id into the cell.',
  name_is_boolean: 'Put the name into the cell.',
  null_word: 'If it means "no value", empty the cell.',
  empty_date: 'If it means "no value", empty the cell.',
  row_filtered: 'Nothing to do, unless the row should be taken.',
  encoding_guessed: 'Compare the value with the file.',
  column_unknown: 'Rename it if it has a field of the customer; else nothing to do.',
  key_column_unclear: 'Rename the column.',
  sheet_unread: 'Check that the sheet that was read is the one that is meant.',
  keys_disagree: 'Correct the keys.',
  not_found: 'Correct the key.',
  api_not_found: 'Empty the uid.',
};
