/** Codes of a row's fields. */
import { explained } from './explanation.js';

export const OF_VALUES = {
  name_missing: explained(
    'externalId,name,email\nC17,,ada@example.com',
    'The cell of the name is empty.',
    'The name is in a column that no field takes, such as "Client": assign it with --map name=Client.',
    'First and last name are in two columns with names of their own: --map "name=Vorname+Nachname".',
  ),
  key_missing: explained(
    'externalId,name,email\n,Ada Example,',
    'The cells of externalId and email are both empty.',
    'The id is in a column that no field takes, such as "Client number": assign it with --map externalId=COLUMN.',
  ),
  email_invalid: explained(
    'ada@example,com',
    'A typing error: a comma for a dot, a space, or no @.',
    'Two addresses in one cell.',
    'A note instead of an address, such as "n/a" or "by phone".',
  ),
  phone_invalid: explained(
    '+49 30 12',
    'A digit is missing, or there is one too many.',
    'The number is made up, such as +1 000 000 0000.',
    'The country code is wrong for the number.',
  ),
  phone_not_international: explained(
    '030 901820',
    'The file has phones as people dial them in their country.',
    'The country code is there without its +, such as 0049.',
  ),
  zipcode_not_numeric: explained(
    'SW1A 1AA',
    'The country has postcodes with letters, as the United Kingdom, Canada and the Netherlands.',
    'The postcode has a leading zero, which a number would lose.',
  ),
  country_unknown: explained(
    'Grmany',
    'A typing error.',
    'A name in a language that this program does not know, or the name of a region.',
    'The cell has a city or a state.',
  ),
  metadata_invalid: explained(
    'metaData: {plan: gold}',
    'Quotes are missing around a key or a text.',
    'The value is a list, or a text, and not an object.',
    'A program cut the cell.',
  ),
  metadata_number: explained(
    'metaData: {"account": 12345678901234567890}',
    'An id with more than 15 digits is written as a number.',
  ),
  field_too_long: explained(
    'A description of 5,000 characters',
    'A note or a whole letter was pasted into the field.',
    'A quote was opened by mistake, so that the cell holds the text of other cells.',
  ),
  uid_invalid: explained(
    'uid: 4711',
    'The column uid holds ids of your own. They belong into externalId: --map externalId=uid.',
    'A spreadsheet cut or changed the uid.',
  ),
  provision_address_invalid: explained(
    'provisionAddress: maybe',
    'The cell holds a note, or the name of an asset.',
  ),
  account_missing: explained(
    'provisionAddress: yes, without --account-id',
    'The column provisionAddress asks for an address, and the command line names no wallet.',
  ),
  duplicate_external_id: explained(
    'externalId,name\nC17,Ada Example\nC17,Ada Example',
    'The file was put together from several files.',
    'A join in the query repeats the customer.',
    'The column is not an id, but a category or a number within a group.',
  ),
  duplicate_email: explained(
    'Two rows with ada@example.com',
    'One person has two accounts.',
    'A family or a company shares an address.',
    'A placeholder such as none@example.com is in many rows.',
  ),
  duplicate_uid: explained(
    'Two rows with one bulk_uid',
    'Rows of a results.csv were copied and edited.',
    'Two result files were put together.',
  ),
  columns_swapped: explained(
    'email: Ada Example',
    'The header names the columns in another order than the rows have.',
    'A cell is missing in the row, so that the others moved.',
  ),
  name_is_email: explained(
    'name: ada@example.com',
    'The customer signed up with an email alone.',
    'The columns of name and email are swapped.',
  ),
  email_typo: explained('ada@gmial.com', 'The customer or a colleague typed the address.'),
  rule_violated: explained(
    '{"column": "email", "required": true} and an empty cell',
    'The value is not as the rule asks.',
    'The rule is stricter than the data: check it with `validate` first.',
  ),
  phone_ambiguous: explained(
    '030 901820/21',
    'Two numbers are in one cell.',
    'A number has several extensions, written with a slash.',
  ),
  phone_country_doubtful: explained(
    '0171 5550123 with country GB and --default-country DE',
    'The customers of the file live in several countries.',
    'The country of the row is wrong.',
  ),
  mixed_scripts: explained(
    'Аdа Example, with a Cyrillic А and а',
    'Someone typed with the keyboard of another language.',
    'Someone imitates the name of another customer.',
  ),
  value_unmapped: explained(
    '"values": {"A": "gold"}, "otherwise": "error" and the cell B',
    'The mapping was made from a part of the file.',
    'The cell has another case or a space.',
  ),
  date_unreadable: explained(
    '"date": "DD.MM.YYYY" and the cell 2026-11-22',
    'The file has dates in several forms.',
    'The cell is empty in another way, such as 00.00.0000.',
  ),
  row_filtered: explained(
    '--where active=1 and a row with active 0',
    'The row is one that you chose to leave out.',
  ),
  list_value: explained(
    '{"email": ["ada@example.com", "ada@example.org"]}',
    'The database has several values for the field.',
  ),
  binary_value: explained(
    'A BLOB in the column photo',
    'The query selects all columns: SELECT * instead of those that are needed.',
  ),
} as const;
