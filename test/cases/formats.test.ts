import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openSource } from '../../src/read/open.js';
import { catchBulkError } from '../read/reading.js';
import { readAsJob } from './read-as-job.js';

const ALIGNED = ' id |   name   \n----+----------\n  1 | Ivy Moss+\n    | Junior\n(1 row)\n';
const DRAWN =
  '+----+----------+\n| id | name     |\n+----+----------+\n|  1 | Ivy Moss |\n+----+----------+\n';
const INSERT = "INSERT INTO customers VALUES (1,'Ivy Moss');\n";

describe('text that is no table is named, with a command', () => {
  it.each([
    ['psql', ALIGNED, "psql's aligned output", 'psql --csv'],
    ['psql with a title', `People\n${ALIGNED}`, "psql's aligned output", 'psql --csv'],
    ['psql in CRLF', ALIGNED.replaceAll('\n', '\r\n'), "psql's aligned output", 'psql --csv'],
    ['psql in unicode', ' id │ name \n────┼──────\n  1 │ Ivy\n', "psql's aligned output", 'psql --csv'],
    ['psql -x', '-[ RECORD 1 ]-----\nid   | 1\nname | Ivy Moss\n', "psql's expanded output", 'psql --csv'],
    ['mysql -t', DRAWN, 'drawn with lines', 'mysql --batch'],
    [
      'mysql \\G',
      '*************************** 1. row ***************************\n  id: 1\n',
      "mysql's vertical",
      'mysql --batch',
    ],
    [
      'sqlite3 box',
      '┌────┬──────┐\n│ id │ name │\n├────┼──────┤\n│ 1  │ Ivy  │\n└────┴──────┘\n',
      'drawn with lines',
      'sqlite3',
    ],
    [
      'sqlite3 column',
      'id  name    \n--  --------\n1   Ivy Moss\n',
      'columns of spaces',
      'sqlite3 -header -csv',
    ],
    [
      'fixed width',
      'ID     NAME       EMAIL\n1      Ivy Moss   ivy@example.com\n2      Max Li     max@example.com\n',
      'columns of fixed width',
      'CSV UTF-8',
    ],
    ['sqlite3 line', '  id = 1\nname = Ivy Moss\n', 'names and values', '-csv'],
    ['sqlite3 quote', "'id','name'\n1,'Ivy O''Moss'\n", 'quotes of SQL', '-csv'],
    ['sqlite3 quote without header', "1,'Ivy Moss',NULL\n2,'Max, Jr',X'00'\n", 'quotes of SQL', '-csv'],
    [
      'sqlcmd',
      'id          name      \r\n----------- ----------\r\n          1 Ivy Moss  \r\n',
      'columns of spaces',
      'sqlcmd -s',
    ],
    [
      'pg_dump',
      `--\n-- PostgreSQL database dump\n--\n\n\\restrict abc\n\nSET x = 0;\n`,
      'pg_dump',
      'psql -d legacy -f',
    ],
    [
      'mysqldump',
      `-- MySQL dump 10.13  Distrib 8.0.36\n--\n/*!40101 SET NAMES utf8 */;\n`,
      'dump of MySQL or MariaDB',
      'mysql legacy <',
    ],
    [
      'mariadb-dump',
      `/*M!999999\\- enable the sandbox mode */ \n-- MariaDB dump 10.19\n`,
      'dump of MySQL or MariaDB',
      'mysql legacy <',
    ],
    [
      'phpMyAdmin',
      `-- phpMyAdmin SQL Dump\n-- version 5.2.1\n\nSET SQL_MODE = "x";\n`,
      'dump of MySQL or MariaDB',
      'mysql legacy <',
    ],
    [
      'sqlite3 .dump',
      `PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n${INSERT}`,
      'dump of sqlite3',
      'sqlite3 legacy.db <',
    ],
    ['insert', INSERT, 'SQL', 'psql --csv'],
    [
      'insert of SQL Server',
      `USE [crm]\nGO\nINSERT [dbo].[Customers] ([Id]) VALUES (1)\n`,
      'SQL',
      'psql --csv',
    ],
    [
      'insert of Oracle',
      `REM INSERTING into CUSTOMERS\nSET DEFINE OFF;\nInsert into CUSTOMERS (ID) values (1);\n`,
      'SQL',
      'psql --csv',
    ],
    ['comments and create', `/* people */\n-- all\nCREATE TABLE people (id int);\n`, 'SQL', 'psql --csv'],
    ['vCard', 'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ivy Moss\r\n', 'vCard', 'CSV'],
    ['LDIF', '# all\nversion: 1\n\ndn: cn=Ivy Moss\ncn: Ivy Moss\n', 'LDIF', 'CSV'],
    ['LDIF without version', 'dn: uid=ivy,dc=example,dc=com\nmail: ivy@example.com\n', 'LDIF', 'CSV'],
    ['HTML', '<!doctype html><table>', 'web page', 'save it as .xlsx'],
    ['HTML of mysql', '<TABLE BORDER=1><TR><TH>id</TH>', 'web page', 'save it as .xlsx'],
    ['XML', '<?xml version="1.0"?>\n<people/>', 'XML', 'save it as .xlsx'],
    ['XML of mysql', '<?xml version="1.0"?>\n\n<resultset statement="x">', 'XML of mysql', 'mysql --batch'],
    ['XML without its line', '<people>\n  <person>', 'XML', 'save it as .xlsx'],
    ['property list', '<?xml version="1.0"?>\n<!DOCTYPE plist PUBLIC "x">', 'property list', 'CSV'],
    ['YAML', '---\n- name: Ivy Moss\n  email: ivy@example.com\n', 'YAML', 'csv'],
    ['YAML of a list', '- name: Ivy Moss\n  email: ivy@example.com\n', 'YAML', 'csv'],
    ['RTF', '{\\rtf1\\ansi name', 'RTF', 'CSV'],
    [
      'mail',
      'Received: from x\nFrom: ivy@example.com\nMIME-Version: 1.0\nContent-Type: text/csv\n\nname\n',
      'email message',
      'attachment',
    ],
  ])('%s', async (_what, text, name, command) => {
    for (const content of [text, `\uFEFF${text}`, gzipSync(text), Buffer.from(`\uFEFF${text}`, 'utf16le')]) {
      if (text.startsWith('{') && content !== text) continue;
      const read = await readAsJob(content);
      expect(read).toMatchObject({ refused: 'source_unreadable', rows: [] });
      expect(read.message).toContain(name);
      expect(read.hint).toContain(command);
    }
  });
});

describe('files of other programs are named', () => {
  const tar = Buffer.concat([Buffer.alloc(257), Buffer.from('ustar\0')]);
  it.each([
    ['pg_dump -Fc', 'PGDMP\x01\x0e\0', 'pg_dump archive (custom format)', 'pg_restore -d legacy'],
    ['pg_dump -Ft', 'toc.dat\0\0', 'pg_dump archive (tar)', 'pg_restore'],
    ['tar', tar.toString('latin1'), 'tar archive', 'Unpack'],
    ['Parquet', 'PAR1\x15\x04\x15', 'Parquet', 'duckdb'],
    ['Avro', 'Obj\x01\x04', 'Avro', 'CSV'],
    ['Arrow', 'ARROW1\0\0', 'Arrow', 'CSV'],
    ['ORC', 'ORC\x0a\x03\0', 'ORC', 'CSV'],
    ['Access', '\0\x01\0\0Standard ACE DB\0', 'Access', 'Export the table'],
    ['BSON', '\x40\0\0\0\x07_id\0', 'BSON', 'mongoexport'],
    ['property list', 'bplist00\xd1', 'property list', 'CSV'],
    ['PDF', '%PDF-1.7', 'PDF', 'CSV'],
    ['old workbook', '\xd0\xcf\x11\xe0\xa1', 'old kind (.xls)', '.xlsx'],
  ])('%s', async (_what, text, name, command) => {
    const read = await readAsJob(Buffer.from(text, 'latin1'));
    expect(read).toMatchObject({ refused: 'source_unreadable' });
    expect(read.message).toContain(name);
    expect(read.hint).toContain(command);
  });

  it('by the name of the file in the command, and a folder of pg_dump too', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bulk-dump-'));
    try {
      await writeFile(join(folder, 'toc.dat'), 'PGDMP\x01');
      const dump = join(folder, 'toc.dat');
      expect((await catchBulkError(openSource(dump))).hint).toContain(`pg_restore -d legacy ${dump}`);
      expect((await catchBulkError(openSource(folder))).message).toContain(
        'pg_dump archive (directory format)',
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

it.each([
  ['ORCID,name\n1,Ivy Moss\n'],
  ['TAPE,name\n1,Ivy Moss\n'],
  ['PAR1,name\n1,Ivy Moss\n'],
  ['BZh,name\n1,Ivy Moss\n'],
  ['name,description\nIvy Moss,"drawn:\n----+----\n-- --"\n'],
  ['name,description\nIvy Moss,"INSERT INTO x\nCREATE TABLE x"\n'],
  ['name,description\nIvy Moss,<b>bold</b>\n'],
  ['name,description\n-,---\nIvy Moss,a + b\n'],
  ['name|town\nIvy Moss|Graz\n'],
  ["name,town\n'Ivy','Graz'\n"],
  ['Select from: people\nname,email\nIvy Moss,ivy@example.com\n'],
  ['Date: 1 May\nFrom: CRM\n\nname,email\nIvy Moss,ivy@example.com\n'],
  ['-- all people\nname,email\nIvy Moss,ivy@example.com\n'],
  ['-----\nPeople\n-----\nname,email\nIvy Moss,ivy@example.com\n'],
  ['name\nSet\nUse\nBegin\n'],
])('a table is no such format: %j', async (text) => {
  expect(await readAsJob(text, { unknownColumns: 'ignore' })).toMatchObject({ refused: '', issues: [] });
});
