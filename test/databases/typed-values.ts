/** Values that are no text in the database: numbers, dates, flags, bytes, lists, JSON. Each goes into metaData under its own key. */
import type { Code } from '../../src/core/codes.js';
import type { JsonValue } from '../../src/core/customer.js';
import type { DatabaseName } from './legacy-sql.js';

export interface TypedValue {
  readonly name: string;
  readonly type: string;
  /** The value in SQL. */
  readonly sql: string;
  /** How the export reads the column `c`, where the guide says so. */
  readonly column?: (c: string) => string;
  /** What arrives from a table: the text of the database. Empty: nothing. */
  readonly text: string;
  /** What arrives from JSON. @default the text */
  readonly json?: JsonValue;
  /** The code that refuses it in JSON, or in every way. */
  readonly refusedInJson?: Code;
  /** What the database then writes is no JSON, so that the source as a whole is refused. */
  readonly breaksJson?: boolean;
  readonly refused?: Code;
}

const POSTGRES: readonly TypedValue[] = [
  { name: 'true', type: 'boolean', sql: 'true', text: 't', json: true },
  { name: 'false', type: 'boolean', sql: 'false', text: 'f', json: false },
  { name: 'small', type: 'smallint', sql: '-32768', text: '-32768', json: -32768 },
  {
    name: 'beyond 2^53',
    type: 'bigint',
    sql: '9007199254740993',
    text: '9007199254740993',
    refusedInJson: 'metadata_number',
  },
  {
    name: 'the least',
    type: 'bigint',
    sql: '-9223372036854775808',
    text: '-9223372036854775808',
    refusedInJson: 'metadata_number',
  },
  { name: 'decimal', type: 'numeric', sql: '0.10', text: '0.10', json: 0.1 },
  {
    name: 'exact',
    type: 'numeric',
    sql: '1234567890.123456789012',
    text: '1234567890.123456789012',
    refusedInJson: 'metadata_invalid',
  },
  { name: 'NaN', type: 'numeric', sql: "'NaN'", text: 'NaN' },
  { name: 'large', type: 'double precision', sql: '1e300', text: '1e+300', refusedInJson: 'metadata_number' },
  { name: 'minus zero', type: 'double precision', sql: "'-0'", text: '-0', json: 0 },
  { name: 'infinity', type: 'double precision', sql: "'Infinity'", text: 'Infinity' },
  { name: 'real', type: 'real', sql: '1.1', text: '1.1', json: 1.1 },
  { name: 'money', type: 'money', sql: '1234.5', text: '$1,234.50' },
  { name: 'date', type: 'date', sql: "'2024-02-29'", text: '2024-02-29' },
  { name: 'no date', type: 'date', sql: "'infinity'", text: 'infinity' },
  { name: 'before Christ', type: 'date', sql: "'0044-03-15 BC'", text: '0044-03-15 BC' },
  {
    name: 'timestamp',
    type: 'timestamp',
    sql: "'2024-01-02 03:04:05.678901'",
    text: '2024-01-02 03:04:05.678901',
    json: '2024-01-02T03:04:05.678901',
  },
  {
    name: 'with zone',
    type: 'timestamptz',
    sql: "'2024-01-02 03:04:05+00'",
    text: '2024-01-02 03:04:05+00',
    json: '2024-01-02T03:04:05+00:00',
  },
  { name: 'time', type: 'time', sql: "'23:59:59.5'", text: '23:59:59.5' },
  { name: 'interval', type: 'interval', sql: "'1 year 2 mons -3 days'", text: '1 year 2 mons -3 days' },
  { name: 'bytes', type: 'bytea', sql: "'\\x00ff5c0a'", text: '\\x00ff5c0a' },
  {
    name: 'uuid',
    type: 'uuid',
    sql: "'6f9619ff-8b86-d011-b42d-00c04fc964ff'",
    text: '6f9619ff-8b86-d011-b42d-00c04fc964ff',
  },
  { name: 'address', type: 'inet', sql: "'10.0.0.1/24'", text: '10.0.0.1/24' },
  {
    name: 'texts',
    type: 'text[]',
    sql: `ARRAY['a', 'b c', NULL, 'q"x', E'l\\nm']`,
    text: '{a,"b c",NULL,"q\\"x","l\nm"}',
    json: ['a', 'b c', null, 'q"x', 'l\nm'],
  },
  { name: 'numbers', type: 'int[]', sql: 'ARRAY[1, 2]', text: '{1,2}', json: [1, 2] },
  { name: 'no list', type: 'int[]', sql: "'{}'", text: '{}', json: [] },
  {
    name: 'object',
    type: 'jsonb',
    sql: `'{"a": [1, null, "x\\ny"]}'`,
    text: '{"a": [1, null, "x\\ny"]}',
    json: { a: [1, null, 'x\ny'] },
  },
  { name: 'JSON text', type: 'jsonb', sql: `'"x"'`, text: '"x"', json: 'x' },
  { name: 'point', type: 'point', sql: "'(1,2)'", text: '(1,2)' },
  { name: 'bits', type: 'bit(3)', sql: "B'101'", text: '101' },
  { name: 'padded', type: 'char(5)', sql: "'ab'", text: 'ab' },
];

const MARIADB: readonly TypedValue[] = [
  { name: 'true', type: 'BOOLEAN', sql: 'TRUE', text: '1', json: 1 },
  { name: 'bit', type: 'BIT(1)', sql: "b'1'", column: (c) => `${c} + 0`, text: '1', json: 1 },
  {
    name: 'bit as it is',
    type: 'BIT(1)',
    sql: "b'1'",
    text: '',
    refused: 'control_character',
    breaksJson: true,
  },
  { name: 'small', type: 'TINYINT', sql: '-128', text: '-128', json: -128 },
  {
    name: 'beyond 2^53',
    type: 'BIGINT UNSIGNED',
    sql: '18446744073709551615',
    text: '18446744073709551615',
    refusedInJson: 'metadata_number',
  },
  { name: 'decimal', type: 'DECIMAL(10, 2)', sql: '0.10', text: '0.10', json: 0.1 },
  {
    name: 'exact',
    type: 'DECIMAL(30, 12)',
    sql: '1234567890.123456789012',
    text: '1234567890.123456789012',
    refusedInJson: 'metadata_invalid',
  },
  { name: 'large', type: 'DOUBLE', sql: '1e300', text: '1e300', refusedInJson: 'metadata_number' },
  { name: 'zero', type: 'DOUBLE', sql: '-0e0', text: '0', json: 0 },
  { name: 'float', type: 'FLOAT', sql: '1.1', text: '1.1', json: 1.1 },
  { name: 'zero filled', type: 'INT(8) ZEROFILL', sql: '42', text: '00000042', breaksJson: true },
  { name: 'date', type: 'DATE', sql: "'2024-02-29'", text: '2024-02-29' },
  { name: 'zero date', type: 'DATE', sql: "'0000-00-00'", text: '0000-00-00' },
  {
    name: 'datetime',
    type: 'DATETIME(6)',
    sql: "'2024-01-02 03:04:05.678901'",
    text: '2024-01-02 03:04:05.678901',
  },
  { name: 'time', type: 'TIME', sql: "'-838:59:59'", text: '-838:59:59' },
  { name: 'year', type: 'YEAR', sql: '2024', text: '2024', json: 2024 },
  { name: 'enum', type: "ENUM('a,b', 'c')", sql: "'a,b'", text: 'a,b' },
  { name: 'set', type: "SET('a', 'b')", sql: "'a,b'", text: 'a,b' },
  { name: 'text in a blob', type: 'BLOB', sql: "'a\\\\b'", text: 'a\\b' },
  { name: 'bytes', type: 'BLOB', sql: "X'00FF5C0A'", column: (c) => `HEX(${c})`, text: '00FF5C0A' },
  {
    name: 'JSON',
    type: 'JSON',
    sql: `'{"a": [1, null, "x\\\\ny"]}'`,
    text: '{"a": [1, null, "x\\ny"]}',
    json: { a: [1, null, 'x\ny'] },
  },
  { name: 'padded', type: 'CHAR(5)', sql: "'ab'", text: 'ab' },
];

const SQLITE: readonly TypedValue[] = [
  { name: 'flag', type: 'BOOLEAN', sql: 'TRUE', text: '1' },
  { name: 'beyond 2^53', type: 'INTEGER', sql: '9223372036854775807', text: '9223372036854775807' },
  { name: 'fraction', type: 'REAL', sql: '0.1', text: '0.1' },
  { name: 'whole', type: 'NUMERIC', sql: "'00501'", text: '501' },
  { name: 'date', type: 'DATE', sql: "'2024-02-29'", text: '2024-02-29' },
  { name: 'bytes', type: 'BLOB', sql: "X'00FF5C0A'", column: (c) => `hex(${c})`, text: '00FF5C0A' },
  { name: 'JSON', type: 'TEXT', sql: `'{"a": [1, null]}'`, text: '{"a": [1, null]}' },
];

export const TYPED_VALUES: Readonly<Record<DatabaseName, readonly TypedValue[]>> = {
  postgres: POSTGRES,
  mariadb: MARIADB,
  sqlite: SQLITE,
};
