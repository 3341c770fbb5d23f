/** How programs other than spreadsheets write a table as text: one entry for each of them. */

/** How a cell says that a character is not a delimiter, a quote or a line end. `double`: only by quotes, written twice. */
export const ESCAPES = ['double', 'backslash'] as const;
export type Escape = (typeof ESCAPES)[number];

export interface Dialect {
  /** The program and its command, for the reference. */
  readonly writtenBy: string;
  /** Absent: detected. */
  readonly delimiter?: string;
  /** Whether quotes around a cell are not part of it. */
  readonly quotes: boolean;
  readonly escape: Escape;
  /** Cells that mean "no value". */
  readonly nulls: readonly string[];
}

export const DIALECTS = {
  'postgres-text': {
    writtenBy: 'PostgreSQL: `COPY … TO` and `\\copy` in the text format; Redshift, Greenplum',
    delimiter: '\t',
    quotes: false,
    escape: 'backslash',
    nulls: ['\\N'],
  },
  'mysql-batch': {
    writtenBy: 'MySQL and MariaDB: `mysql -B`, `mysql -e` into a pipe or a file',
    delimiter: '\t',
    quotes: false,
    escape: 'backslash',
    nulls: ['NULL'],
  },
  'mysql-tab': {
    writtenBy: 'MySQL and MariaDB: `INTO OUTFILE` without further words, mysqldump with its option `tab`',
    delimiter: '\t',
    quotes: false,
    escape: 'backslash',
    nulls: ['\\N'],
  },
  'mysql-outfile': {
    writtenBy: "MySQL and MariaDB: `INTO OUTFILE … ENCLOSED BY '\"'`",
    quotes: true,
    escape: 'backslash',
    nulls: ['\\N'],
  },
  phpmyadmin: {
    writtenBy: 'phpMyAdmin: CSV as it is preset',
    quotes: true,
    escape: 'double',
    nulls: ['NULL'],
  },
  sqlcmd: {
    writtenBy: 'SQL Server: `sqlcmd -s, -W`',
    quotes: false,
    escape: 'double',
    nulls: ['NULL'],
  },
  ssms: {
    writtenBy: 'SQL Server Management Studio: "Save Results As"',
    quotes: true,
    escape: 'double',
    nulls: ['NULL'],
  },
  bcp: {
    writtenBy: 'SQL Server: `bcp … out -c`, which writes a NUL for an empty text',
    delimiter: '\t',
    quotes: false,
    escape: 'double',
    nulls: ['\0'],
  },
  'sqlite-list': {
    writtenBy: 'SQLite: the shell as it is preset (`.mode list`)',
    delimiter: '|',
    quotes: false,
    escape: 'double',
    nulls: [],
  },
  pandas: {
    writtenBy: 'pandas and Python: columns that were made text before `to_csv`',
    quotes: true,
    escape: 'double',
    nulls: ['nan', 'NaN', 'None', 'NaT', '<NA>'],
  },
} as const satisfies Record<string, Dialect>;

export type DialectName = keyof typeof DIALECTS;

export const DIALECT_NAMES = Object.keys(DIALECTS) as [DialectName, ...DialectName[]];
