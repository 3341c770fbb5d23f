/** The ways out of a database that the guide "From a legacy database" shows, as it shows them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Flags } from '../support/run-import.js';
import { LEGACY_FIELDS } from './legacy-table.js';
import type { DatabaseName } from './legacy-sql.js';
import { findProgram, run } from './servers/command.js';
import type { Database } from './servers/database.js';

/** What is exported: columns by the names that the tool knows. */
export interface Selection {
  readonly table: string;
  /** Columns of text. */
  readonly columns: readonly {
    readonly column: string;
    readonly header: string;
    readonly isJson?: boolean;
  }[];
}

export interface Way {
  readonly name: string;
  readonly database: DatabaseName;
  readonly flags?: Flags;
  readonly isJson?: boolean;
  /** CSV as the tool expects it. A text such as `\N` in it raises the doubt whether it is, so that `--escape double` has to say so. */
  readonly isCsv?: boolean;
  /** Classes that the guide says to be lost in this way. */
  readonly omits?: readonly string[];
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

export function toSelect(
  { table, columns }: Selection,
  wrap: (column: string) => string = (column) => column,
): string {
  const list = columns.map(({ column, header }) => `${wrap(column)} AS "${header}"`);
  return `SELECT ${list.join(', ')} FROM ${table} ORDER BY id`;
}

const ask = ({ client: [program = '', ...args] }: Database, more: readonly string[]): Promise<string> =>
  run(program, [...args, ...more]);

const asText = (column: string): string => `IFNULL(${column}, '')`;
const asQuoted = (column: string): string => `CONCAT('"', REPLACE(IFNULL(${column}, ''), '"', '""'), '"')`;

function toHeader({ columns }: Selection): string {
  return columns.map(({ header }) => header).join(',');
}

function toJsonObject({ table, columns }: Selection): string {
  const pairs = columns.map(
    ({ column, header, isJson }) =>
      `'${header}', ${isJson === true ? `JSON_EXTRACT(${column}, '$')` : column}`,
  );
  return `SELECT JSON_OBJECT(${pairs.join(', ')}) FROM ${table} ORDER BY id`;
}

/** Writes a file on the server, with a header before it. Without `CAST`, a `UNION` with text changes other values. */
async function writeOutfile(
  database: Database,
  selection: Selection,
  { format }: { readonly format: string },
): Promise<string> {
  const { table, columns } = selection;
  const path = join(database.folder, `${process.hrtime.bigint()}.csv`);
  const names = columns.map(({ header }) => `'${header}'`).join(', ');
  const values = columns.map(({ column }) => `CAST(${column} AS CHAR)`).join(', ');
  await database.execute(
    `SELECT ${names} UNION ALL SELECT ${values} FROM ${table} INTO OUTFILE '${path}' CHARACTER SET utf8mb4 ${format};`,
  );
  return readFileSync(path, 'utf8');
}

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

/** Ways that the guide warns of, or that leave out an option: the file or the row is refused, and nothing false arrives. */
export const CARELESS_WAYS: readonly Way[] = [
  {
    name: '\\copy … text without its dialect',
    database: 'postgres',
    toText: (database, selection) =>
      ask(database, ['-c', `\\copy (${toSelect(selection)}) TO STDOUT WITH (FORMAT text, HEADER)`]),
  },
  {
    name: 'COPY of JSON in the text format',
    database: 'postgres',
    isJson: true,
    toText: (database, selection) =>
      ask(database, ['-c', `COPY (SELECT row_to_json(c) FROM (${toSelect(selection)}) c) TO STDOUT`]),
  },
  {
    name: 'psql with aligned columns',
    database: 'postgres',
    toText: (database, selection) => ask(database, ['-c', toSelect(selection)]),
  },
  {
    name: 'psql -A',
    database: 'postgres',
    toText: (database, selection) => ask(database, ['-A', '-c', toSelect(selection)]),
  },
  {
    name: 'mariadb --batch without its dialect',
    database: 'mariadb',
    toText: (database, selection) => ask(database, ['--batch', '-e', toSelect(selection)]),
  },
  {
    name: 'mariadb --batch --raw',
    database: 'mariadb',
    toText: (database, selection) => ask(database, ['--batch', '--raw', '-e', toSelect(selection)]),
  },
  {
    name: 'mariadb --table',
    database: 'mariadb',
    toText: (database, selection) => ask(database, ['--table', '-e', toSelect(selection)]),
  },
  {
    name: 'JSON_OBJECT without --raw',
    database: 'mariadb',
    isJson: true,
    toText: (database, selection) => ask(database, ['--batch', '-N', '-e', toJsonObject(selection)]),
  },
  {
    name: 'INTO OUTFILE without its dialect',
    database: 'mariadb',
    toText: (database, selection) =>
      writeOutfile(database, selection, {
        format: `FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '"' LINES TERMINATED BY '\\n'`,
      }),
  },
  {
    name: `INTO OUTFILE ESCAPED BY '"'`,
    database: 'mariadb',
    toText: (database, selection) =>
      writeOutfile(database, selection, {
        format: `FIELDS TERMINATED BY ',' ENCLOSED BY '"' ESCAPED BY '"' LINES TERMINATED BY '\\n'`,
      }),
  },
  {
    name: 'sqlite3 as it is preset',
    database: 'sqlite',
    toText: (database, selection) =>
      run(findProgram('sqlite3', 'sqlite3'), ['-header', database.folder, toSelect(selection)]),
  },
];
