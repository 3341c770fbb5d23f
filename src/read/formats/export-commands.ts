/** What to type to get a file that this tool reads, by the program that has the data. `FILE` becomes the source's name. */

const TO_CSV = 'psql --csv -d DATABASE -c "SELECT * FROM customers" > customers.csv';

export const EXPORT = {
  psql: `Export it as CSV: ${TO_CSV}`,
  pgDump: `Load it into an empty database, and export the table: createdb legacy && psql -d legacy -f FILE && ${TO_CSV.replace('DATABASE', 'legacy')}`,
  pgArchive: `Restore it into an empty database, and export the table: createdb legacy && pg_restore -d legacy FILE && ${TO_CSV.replace('DATABASE', 'legacy')}`,
  mysql:
    'Export it as text: mysql --batch --default-character-set=utf8mb4 -e "SELECT * FROM customers" DATABASE > customers.tsv, ' +
    'and pass --dialect mysql-batch.',
  mysqlDump:
    'Load it into an empty database, and export the table: mysqladmin create legacy && mysql legacy < FILE && ' +
    'mysql --batch --default-character-set=utf8mb4 -e "SELECT * FROM customers" legacy > customers.tsv, and pass --dialect mysql-batch.',
  sqlite:
    'Export it as CSV: sqlite3 -header -csv DATABASE.db "SELECT * FROM customers" > customers.csv (within sqlite3: .mode csv).',
  sqliteDump:
    'Load it into an empty database, and export the table: sqlite3 legacy.db < FILE && ' +
    'sqlite3 -header -csv legacy.db "SELECT * FROM customers" > customers.csv',
  aligned:
    'Export it as CSV: psql --csv; sqlite3 -header -csv; sqlcmd -s "," -W; SET MARKUP CSV ON in SQL*Plus; or mysql --batch (with --dialect mysql-batch).',
  fixedWidth:
    'Open it in a spreadsheet program as text of fixed width, and save it as "CSV UTF-8"; or read it in Python with pandas.read_fwf, ' +
    'with dtype=str, and write it with to_csv.',
  sqlServer:
    'Restore it, and export the table: sqlcmd -d DATABASE -Q "SET NOCOUNT ON; SELECT * FROM customers" -s "," -W -o customers.csv',
  oracle:
    'Import it into a database, and export the table in SQL*Plus: SET MARKUP CSV ON, SPOOL customers.csv, SELECT * FROM customers;',
  sql: 'Load it into a database, and export the table as CSV: psql --csv, sqlite3 -header -csv, or mysql --batch (with --dialect mysql-batch).',
  mongo:
    'Restore it, and export the collection: mongoexport --type=csv --fields name,email --collection customers --out customers.csv',
  access:
    'Export the table in Access: External Data, Text File, delimited, with the field names in the first row.',
  duckdb: `Export the table as CSV: duckdb FILE "COPY customers TO 'customers.csv' (HEADER)"`,
  columnar: `Export it as CSV: duckdb -c "COPY (SELECT * FROM 'FILE') TO 'customers.csv' (HEADER)"`,
  dataFrame: 'Export it as CSV, for example in pandas: df.to_csv("customers.csv", index=False)',
  spreadsheet: 'Open it in a spreadsheet program, save it as .xlsx or as "CSV UTF-8", and give that file.',
  contacts: 'Export the contacts as CSV: address books and mail programs offer it beside this format.',
  document: 'Ask for the table as .xlsx or CSV.',
  unpack: 'Unpack it, and give the file that is in it.',
} as const;
