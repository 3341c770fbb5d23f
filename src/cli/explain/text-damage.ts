/** Codes of damage that spreadsheets, databases and encodings do to a file. */
import { explained } from './explanation.js';

export const OF_TEXT_DAMAGE = {
  column_count: explained(
    'name,email,phone\nExample, Ada,ada@example.com,+4930901820',
    'A value contains the delimiter and has no quotes around it.',
    'The line was cut, or two lines were joined.',
    'The delimiter was detected wrongly: pass --delimiter.',
  ),
  rows_swallowed: explained(
    '"Ada Example,ada@example.com\nC18,"Bo Example",bo@example.com',
    'A quote within a text, such as the sign for inches, opens a cell.',
    'A program writes quotes without doubling those in the text.',
  ),
  line_break: explained(
    '"Ada\nExample"',
    'Someone pressed Alt+Enter in a spreadsheet.',
    'A quote that was never closed takes in the next line.',
  ),
  quote_misplaced: explained(
    '"Ada "Countess" Example"',
    'A program does not double quotes within quoted cells.',
    'A program writes them as \\": pass --escape backslash.',
  ),
  quote_in_text: explained('Ada "Countess" Example', 'The text has a nickname or a measure in inches.'),
  row_not_customer: explained(
    'Total,1204',
    'A report has a line of totals at its end.',
    'A note or a date is below the table.',
  ),
  spreadsheet_scientific: explained(
    '2.34803E+12',
    'A spreadsheet opened the CSV file and saved it: it shows long numbers so.',
  ),
  spreadsheet_overflow: explained('########', 'The column was too narrow when the file was exported.'),
  spreadsheet_error: explained('#REF!', 'A formula refers to a cell or a sheet that was deleted.'),
  spreadsheet_lost_zero: explained(
    '1147, in a column of values such as 01189',
    'A spreadsheet opened the CSV file and took the column for numbers.',
  ),
  spreadsheet_date: explained(
    '05.Mrz, in a column of ids',
    'A spreadsheet opened the CSV file and took ids such as 3-5 or MAR5 for dates.',
  ),
  spreadsheet_rounded: explained(
    '4829103847561234000, where the id was 4829103847561234567',
    'A spreadsheet opened the CSV file and saved it: it keeps 15 digits of a number.',
  ),
  phone_lost_plus: explained(
    '4930901820',
    'A spreadsheet took +4930901820 for a number.',
    'The program that wrote the file leaves the + out.',
  ),
  mojibake: explained(
    'ZoÃ« Example',
    'A program read a UTF-8 file as Windows-1252 and saved it.',
    'A database connection had the wrong character set.',
  ),
  smart_quotes: explained('“Ada Example”', 'The value was copied from a text document.'),
  invisible_character: explained(
    'Ada\\u200bExample',
    'The value was copied from a web page or a text document.',
  ),
  bidi_control: explained(
    'ada\\u202emoc.elpmaxe@',
    'The value was copied from a text with Arabic or Hebrew in it.',
    'Someone hides what a name or an address really is.',
  ),
  null_marker: explained('C17,Ada Example,\\N', 'PostgreSQL (COPY) or MySQL (INTO OUTFILE) wrote the file.'),
  null_key: explained('externalId: NULL', 'A program wrote the word NULL for an id that is missing.'),
  null_word: explained(
    'phone: nan',
    'pandas, JavaScript or a database wrote its word for "no value".',
    'Null and None are names of people, too.',
  ),
  id_is_boolean: explained(
    'externalId: TRUE',
    'The column of a checkbox was taken for the column of the ids.',
    'A program wrote whether there is an id, and not the id.',
  ),
  name_is_boolean: explained(
    'name: FALSE',
    'The column of a checkbox was taken for the column of the names.',
    'A formula of the spreadsheet gives TRUE or FALSE.',
  ),
  id_is_float: explained(
    'externalId: 4711.0',
    'pandas reads a column of whole numbers with gaps as decimal numbers. Read it with dtype=str.',
  ),
  number_is_float: explained(
    'zipcode: 10115.0',
    'pandas or a spreadsheet took the column for decimal numbers. Read it as text.',
  ),
  escaped_text: explained(
    'Smith &amp; Sons',
    'The text comes from a web page or an HTML export.',
    'A program wrote JSON into the cell without reading it.',
  ),
  letters_lost: explained(
    'Zo? Example',
    'The file was saved in an encoding that has no such letter, such as US-ASCII or Windows-1252.',
  ),
  empty_date: explained('0000-00-00', 'MySQL writes it for a date that is not known.'),
  control_character: explained(
    'Ada\\u0007',
    'A terminal or an old program wrote the file.',
    'Binary data is in the column.',
  ),
  column_hidden: explained(
    'a hidden column "Notes" with remarks for colleagues',
    'Someone hid a column that is not for everyone.',
    'A program keeps its own ids in a hidden column.',
  ),
  row_hidden: explained(
    'A row that the filter "active" leaves out',
    'The sheet was filtered before it was saved.',
    'A group of rows is folded.',
  ),
  cell_merged: explained(
    'A company whose cell spans the rows of its customers',
    'Cells were merged to make the sheet easier to read.',
  ),
  key_twice: explained(
    '{"name": "Ada", "name": "Bo"}',
    'The program builds its JSON from texts, or joins two tables with a column of one name.',
  ),
  line_quoted: explained(
    '"C17,Ada Example,ada@example.com"',
    'A spreadsheet saved a CSV file that it had opened as one column.',
  ),
  row_commented: explained(
    '# C17,Ada Example',
    'Someone commented the row out.',
    'The first value of the row begins with the sign.',
  ),
} as const;
