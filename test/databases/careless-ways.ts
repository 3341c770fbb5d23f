/** Ways out of a database that the guide warns of, or that leave out an option. */
import { ask, toJsonObject, toSelect, writeOutfile } from './export-text.js';
import { findProgram, run } from './servers/command.js';
import type { Way } from './ways.js';

/** JSON whose backslashes are doubled is refused where a quote shows it; otherwise it is still JSON, of another text. */
const BACKSLASHES: readonly string[] = [
  ...['backslash N as a text', 'a backslash', 'a backslash at the end', 'backslash n as two characters'],
  ...['LF', 'CRLF', 'a tab'],
];

/** The file or the row is refused, and nothing false arrives. */
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
    loses: BACKSLASHES,
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
    loses: ['a text in quotes'],
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
    loses: BACKSLASHES,
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
    loses: ['a text in quotes'],
    toText: (database, selection) =>
      run(findProgram('sqlite3', 'sqlite3'), ['-header', database.folder, toSelect(selection)]),
  },
];
