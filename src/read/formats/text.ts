/**
 * Text that is no table, or a table drawn for people: how to recognise each, what it is, and the way to a table. Reading
 * one as delimited text would make customers of lines, or lose their line breaks and tabs.
 */
import type { RefusedFormat } from './binary.js';
import { EXPORT } from './export-commands.js';

interface TextFormat extends RefusedFormat {
  readonly is: (top: TextTop) => boolean;
}

/** The beginning of a text. */
interface TextTop {
  readonly text: string;
  /** The first lines that are not blank, without the spaces at their ends. */
  readonly lines: readonly string[];
}

const TOP_CHARACTERS = 4096;
const TOP_LINES = 8;

/** The format that the beginning of the text shows; undefined: it may be a table. */
export function findTextFormat(utf8: Buffer): RefusedFormat | undefined {
  const text = utf8.toString('utf8', 0, TOP_CHARACTERS).replace(/^\uFEFF/, '');
  const lines = text
    .split(/\r\n|\n|\r/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .slice(0, TOP_LINES);
  return FORMATS.find(({ is }) => is({ text, lines }));
}

/** The text, after spaces, begins like this. */
const begins =
  (pattern: RegExp) =>
  ({ text }: TextTop): boolean =>
    pattern.test(text.trimStart().slice(0, 512));

/** One of the first lines is like this, and not within a quoted cell; a title may come before a table. */
const hasLine =
  (pattern: RegExp) =>
  ({ lines }: TextTop): boolean =>
    lines
      .slice(0, 4)
      .some((line, at) => pattern.test(line) && countQuotes(lines.slice(0, at).join('')) % 2 === 0);

function countQuotes(text: string): number {
  return text.split('"').length - 1;
}

/** The first line that is no comment begins a statement. */
function isSql({ text }: TextTop): boolean {
  const code = text.replace(
    /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[^]*?(?:\*\/;?|$)|REM [^\n]*\n|\\[a-z]+ [^\n]*\n)+/i,
    '',
  );
  return SQL_STATEMENT.test(code);
}

const SQL_STATEMENT =
  /^(?:insert\s+(?:ignore\s+)?into\s|insert\s+\[|replace\s+into\s|(?:create|drop|alter|truncate)\s+(?:or\s+replace\s+)?(?:table|database|schema|view|sequence|extension|type|index)\s|set\s+(?:names\b|define\b|session\b|\w+\s*=|ansi_nulls|identity_insert|nocount)|pragma\s+\w+\s*[=;(]|begin(?:\s+transaction)?\s*;|start\s+transaction\s*;|copy\s+[\w."]+[^\n]*\sfrom\s+stdin|lock\s+tables\s|delimiter\s+\S+\s*\n|use\s+[\w[\]`]+\s*(?:;|\s+go\s)|select\s+pg_catalog\.)/i;

/** The first line has only SQL literals, at least one of them a text in single quotes. */
function isSqlLiterals({ lines: [first = ''] }: TextTop): boolean {
  return first.startsWith("'") || /^(?:-?\d|NULL,|X')/.test(first)
    ? LITERALS.test(first) && first.includes("'")
    : false;
}

const LITERALS =
  /^(?:'(?:[^']|'')*'|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|NULL|X'[0-9A-F]*')(?:,(?:'(?:[^']|'')*'|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|NULL|X'[0-9A-F]*'))+$/i;

/** Each of the first lines is `name = value`, as sqlite3's mode "line" writes them. */
const isNameValueLines = ({ lines }: TextTop): boolean =>
  lines.length > 1 && lines.slice(0, 3).every((line) => /^ *[A-Za-z_][\w.]* = ?[^,;\t|]*$/.test(line));

/** No line has a delimiter, and at least three columns begin at the same place in all lines. */
function isFixedWidth({ lines }: TextTop): boolean {
  if (lines.length < FEWEST_LINES || lines.some((line) => /[,;|\t]/.test(line))) return false;
  const starts = Array.from(lines[0] ?? '', (_, at) => at).filter(
    (at) => lines.every((line) => beginsWord(line, at)) && lines.some((line) => line[at - 2] === ' '),
  );
  return starts.length >= FEWEST_STARTS;
}

const FEWEST_LINES = 3;
/** Beside the one at the beginning of the line. */
const FEWEST_STARTS = 2;

function beginsWord(line: string, at: number): boolean {
  return at > 0 && line[at - 1] === ' ' && line[at] !== undefined && line[at] !== ' ';
}

/** Headers of a message: several lines `Name: value`, with one that every message has. */
const isMail = ({ lines }: TextTop): boolean =>
  /^(?:From |Return-Path:|Received:|Delivered-To:|MIME-Version:|Message-ID:|X-[\w-]+:|From:|Date:|Subject:|To:)/i.test(
    lines[0] ?? '',
  ) && lines.some((line) => /^(?:MIME-Version|Message-ID|Received|Return-Path|Content-Type): /i.test(line));

const DUMP = /^(?:--|\/\*)/;

/** In order: the first that fits is the one. A source of its own kind, such as JSON, is recognised before this table is asked. */
const FORMATS: readonly TextFormat[] = [
  // Markup.
  { is: begins(/^<\?xml\b[^]*<resultset\b/i), refused: 'XML of mysql', hint: EXPORT.mysql },
  {
    is: begins(/^(?:<\?xml\b[^]*)?<(?:!DOCTYPE plist|plist)\b/i),
    refused: 'a property list (XML)',
    hint: EXPORT.contacts,
  },
  { is: begins(/^<\?xml\b/i), refused: 'XML', hint: EXPORT.spreadsheet },
  {
    is: begins(/^<(?:!doctype\s+html|html|head|meta|table|style|body|div)\b/i),
    refused: 'a web page (HTML)',
    hint: EXPORT.spreadsheet,
  },
  { is: begins(/^<[A-Za-z][\w:.-]*(?:\s[^<>]*)?>\s*</), refused: 'XML', hint: EXPORT.spreadsheet },
  { is: begins(/^\\(?:documentclass|begin\{)/), refused: 'a LaTeX document', hint: EXPORT.psql },
  // Dumps.
  {
    is: ({ lines }) => lines.some((line) => /^-- PostgreSQL database (?:cluster )?dump/.test(line)),
    refused: 'a pg_dump, which is SQL',
    hint: EXPORT.pgDump,
  },
  {
    is: ({ text, lines }) =>
      DUMP.test(lines[0] ?? '') &&
      (/^-- (?:(?:MySQL|MariaDB) dump|phpMyAdmin SQL Dump|Adminer [\d.]+ (?:MySQL|MariaDB)|HeidiSQL)/m.test(
        text,
      ) ||
        /^\/\*[M!]*\d{5,6}/m.test(text)),
    refused: 'a dump of MySQL or MariaDB, which is SQL',
    hint: EXPORT.mysqlDump,
  },
  {
    is: begins(/^PRAGMA foreign_keys\s*=\s*(?:OFF|ON);\s+BEGIN/i),
    refused: 'a dump of sqlite3, which is SQL',
    hint: EXPORT.sqliteDump,
  },
  { is: isSql, refused: 'SQL', hint: EXPORT.sql },
  {
    is: isSqlLiterals,
    refused: "text in the quotes of SQL ('…'), as sqlite3 writes it in its mode quote",
    hint: EXPORT.sqlite,
  },
  // Tables drawn for people.
  {
    is: hasLine(/^-\[ RECORD \d+ \]|^\* Record \d+$|^─\[ RECORD \d+ \]/),
    refused: "psql's expanded output, for people to read",
    hint: EXPORT.psql,
  },
  {
    is: hasLine(/^\*{10,} \d+\. row \*{10,}$/),
    refused: "mysql's vertical output, for people to read",
    hint: EXPORT.mysql,
  },
  {
    is: hasLine(/^ *(?:-+\+)+-+ *$|^ *(?:─+┼)+─+ *$/),
    refused: "psql's aligned output, for people to read",
    hint: EXPORT.psql,
  },
  {
    is: hasLine(/^ *\+(?:-+\+)+$|^ *\+(?:=+\+)+$/),
    refused:
      'a table drawn with lines, for people to read (mysql --table, sqlite3 .mode table, psql border 2)',
    hint: EXPORT.aligned,
  },
  {
    is: hasLine(/^ *[┌╔╭][─═┬╤╦]+[┐╗╮]$/),
    refused: 'a table drawn with lines, for people to read (sqlite3 .mode box, psql)',
    hint: EXPORT.aligned,
  },
  {
    is: hasLine(/^ *-{2,}(?: +-{2,})+$|^ *={2,}(?: +={2,})+$/),
    refused: 'a table in columns of spaces, for people to read (sqlcmd, SQL*Plus, sqlite3 .mode column)',
    hint: EXPORT.aligned,
  },
  { is: isFixedWidth, refused: 'a table in columns of fixed width', hint: EXPORT.fixedWidth },
  { is: isNameValueLines, refused: 'lines of names and values (sqlite3 .mode line)', hint: EXPORT.sqlite },
  // Contacts, messages and data.
  { is: begins(/^BEGIN:VCARD\b/i), refused: 'a vCard', hint: EXPORT.contacts },
  { is: begins(/^BEGIN:VCALENDAR\b/i), refused: 'a calendar (iCalendar)', hint: EXPORT.contacts },
  {
    is: ({ lines }) =>
      /^(?:version: \d+|dn::? \S.*)$/i.test(lines.find((line) => !line.startsWith('#')) ?? ''),
    refused: 'an LDIF file of a directory (LDAP)',
    hint: EXPORT.contacts,
  },
  {
    is: isMail,
    refused: 'an email message',
    hint: 'Save the attachment of the message, and give that file.',
  },
  {
    is: begins(/^(?:%YAML\b|---\s*\n\s*(?:- |[\w"']+:)|- +["']?[\w.]+["']?:(?: |\r?\n))/),
    refused: 'YAML',
    hint: EXPORT.dataFrame,
  },
  { is: begins(/^\[\[[\w.-]+\]\]\s*\n/), refused: 'TOML', hint: EXPORT.dataFrame },
];
