/** Codes of a header, and of a source as a whole. */
import { explained } from './explanation.js';

export const OF_SOURCES = {
  dialect_doubtful: explained(
    'Line one\\nLine two\\t\\N',
    'PostgreSQL (COPY) or MySQL (INTO OUTFILE, or its client) wrote the file.',
  ),
  encoding_guessed: explained(
    'Zo\\xeb Example',
    'An older Windows program or a spreadsheet wrote the file ("CSV" instead of "CSV UTF-8").',
  ),
  column_unknown: explained(
    'A column "Loyalty points"',
    'The customer has no such field.',
    'The column has a name of its own: `bitpowr-bulk map FILE` proposes a field.',
  ),
  key_column_unclear: explained(
    'A column "Extern ID no."',
    'The header has a typing error, or a name of your own for the id.',
  ),
  header_unclear: explained(
    'C17,Ada Example,ada@example.com in the first line',
    'The file has no header.',
    'Lines of a title are above the header.',
    'The spreadsheet was sorted together with its header, so that rows are above it.',
    'Two files with other delimiters were put into one.',
  ),
  sheet_unread: explained(
    'Sheets "January" and "February"',
    'The workbook has a sheet for each month or branch.',
    'A copy of the sheet was kept in the workbook.',
  ),
  pages_unread: explained(
    '{"data": [ … ], "page": 1, "totalPages": 5}',
    'The file is one answer of an API that gives its records page by page.',
  ),
  source_missing: explained(
    'bitpowr-bulk import custmers.csv',
    'A typing error in the path.',
    'The command runs in another folder, as cron does.',
    'The program that writes the file has not ended.',
  ),
  source_unreadable: explained(
    'bitpowr-bulk import customers.pdf',
    'The file is of another kind than its name says.',
    'The workbook is encrypted, or the .gz file was cut.',
    'The user may not read the file.',
  ),
  source_masked: explained(
    'bitpowr-bulk import reports/RUN/results.csv\n# after a run with --mask',
    'The file is a result that was made to be handed on.',
  ),
  source_empty: explained(
    'A file with only a header',
    'The query found nothing.',
    'The program that writes the file failed.',
    '--where leaves no row.',
  ),
  rows_missing: explained(
    '--expect-rows 95% and a file of half its usual size',
    'The program that writes the file was interrupted.',
    'A filter in the query is too narrow.',
  ),
  header_missing: explained(
    'A first line of numbers',
    'The file has no header: pass --no-header.',
    'The header is in another line: pass --header-row N.',
  ),
  header_duplicate: explained(
    'name,E-mail,Email',
    'The query joins two tables that both have the column.',
    'Both a private and a business address are in the file.',
  ),
  encoding_unknown: explained(
    '--encoding utf8mb5',
    'A typing error in the name of the encoding.',
    'The file is not in the encoding that --encoding names, or is damaged.',
  ),
  encoding_unclear: explained(
    'A file in Windows-1251 or GBK',
    'The file has letters of another language than those of Western Europe.',
    'Two files of different encodings were put together.',
  ),
  row_too_long: explained(
    '"Ada Example,ada@example.com and no second quote',
    'A quote is opened and never closed.',
    'The file has no line ends, or is not a table.',
  ),
} as const;
