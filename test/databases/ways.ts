/** The ways out of a database that the guide "From a legacy database" shows, as it shows them. */
import type { Flags } from '../support/run-import.js';
import { ask, toHeader, toJsonObject, toSelect, writeOutfile, type Selection } from './export-text.js';
import { LEGACY_FIELDS } from './legacy-table.js';
import type { DatabaseName } from './legacy-sql.js';
import { findProgram, run } from './servers/command.js';
import type { Database } from './servers/database.js';

export interface Way {
  readonly name: string;
  readonly database: DatabaseName;
  readonly flags?: Flags;
  readonly isJson?: boolean;
  /** CSV as the tool expects it. A text such as `\N` in it raises the doubt whether it is, so that `--escape double` has to say so. */
  readonly isCsv?: boolean;
  /** Classes that the guide says to be lost in this way. */
  readonly omits?: readonly string[];
  /** Classes that a way which the guide does not recommend changes without a trace. */
  readonly loses?: readonly string[];
  /** The export, as text. Absent: the tool reads the database file itself. */
  readonly toText?: (database: Database, selection: Selection) => Promise<string>;
}

export const LEGACY: Selection = {
  table: 'customers',
  columns: [
    { column: 'email', header: 'email' },
    ...LEGACY_FIELDS.map(({ column, header, kind }) => ({ column, header, isJson: kind === 'json' })),
  ],
};

const asText = (column: string): string => `IFNULL(${column}, '')`;
const asQuoted = (column: string): string => `CONCAT('"', REPLACE(IFNULL(${column}, ''), '"', '""'), '"')`;

export const WAYS: readonly Way[] = [
  {
    name: 'psql --csv',
    database: 'postgres',
    isCsv: true,
    omits: ['a noncharacter'],
    toText: (database, selection) => ask(database, ['--csv', '-c', toSelect(selection)]),
  },
  {
    name: '\\copy … csv',
    database: 'postgres',
    isCsv: true,
    toText: (database, selection) =>
      ask(database, [
        '-c',
        `\\copy (${toSelect(selection)}) TO STDOUT WITH (FORMAT csv, HEADER, ENCODING 'UTF8')`,
      ]),
  },
  {
    name: '\\copy … text',
    database: 'postgres',
    flags: { dialect: 'postgres-text' },
    toText: (database, selection) =>
      ask(database, ['-c', `\\copy (${toSelect(selection)}) TO STDOUT WITH (FORMAT text, HEADER)`]),
  },
  {
    name: 'row_to_json',
    database: 'postgres',
    omits: ['a noncharacter'],
    isJson: true,
    toText: (database, selection) =>
      ask(database, ['-Atc', `SELECT row_to_json(c) FROM (${toSelect(selection)}) c`]),
  },
  {
    name: 'mariadb --batch',
    database: 'mariadb',
    flags: { dialect: 'mysql-batch', null: ['\\N'] },
    toText: (database, selection) => ask(database, ['--batch', '-e', toSelect(selection, asText)]),
  },
  {
    name: 'quoted by SQL',
    database: 'mariadb',
    isCsv: true,
    toText: async (database, selection) => {
      const columns = selection.columns.map(({ column }) => asQuoted(column)).join(', ');
      const select = `SELECT CONCAT_WS(',', ${columns}) FROM ${selection.table} ORDER BY id`;
      return `${toHeader(selection)}\n${await ask(database, ['--batch', '--raw', '-N', '-e', select])}`;
    },
  },
  {
    name: 'INTO OUTFILE, as documented',
    database: 'mariadb',
    flags: { dialect: 'mysql-outfile' },
    toText: (database, selection) =>
      writeOutfile(database, selection, {
        format: `FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '"' LINES TERMINATED BY '\\n'`,
      }),
  },
  {
    name: 'INTO OUTFILE, bare',
    database: 'mariadb',
    flags: { dialect: 'mysql-tab' },
    toText: (database, selection) => writeOutfile(database, selection, { format: '' }),
  },
  {
    name: 'JSON_OBJECT',
    database: 'mariadb',
    isJson: true,
    toText: (database, selection) => ask(database, ['--batch', '--raw', '-N', '-e', toJsonObject(selection)]),
  },
  { name: 'SQLite --query', database: 'sqlite' },
  {
    name: 'sqlite3 -csv',
    database: 'sqlite',
    isCsv: true,
    omits: ['U+0000'],
    toText: (database, selection) =>
      run(findProgram('sqlite3', 'sqlite3'), ['-header', '-csv', database.folder, toSelect(selection)]),
  },
];
