/** README.md taken apart: its sections, tables, blocks of code and links. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export const README = readFileSync(resolve('README.md'), 'utf8');

/** A row of a table: its cells as they read, without the marks of Markdown. */
export type Row = readonly string[];

export interface Table {
  /** The paragraph before it. */
  readonly lead: string;
  readonly head: Row;
  readonly rows: readonly Row[];
}

export interface CodeBlock {
  readonly language: string;
  readonly text: string;
}

/** The lines that are not in a block of code. */
export function toProse(text: string): string[] {
  let inCode = false;
  return text.split('\n').filter((line) => {
    const isFence = /^\s*```/.test(line);
    if (isFence) inCode = !inCode;
    return !inCode && !isFence;
  });
}

/** The text under a heading, with that of the headings below it. Throws where there is no such heading, or more than one. */
export function readSection(title: string): string {
  const lines = README.split('\n');
  const headings = toHeadings();
  const found = headings.filter((heading) => heading.title === title);
  const [heading] = found;
  if (heading === undefined || found.length > 1)
    throw new Error(`README.md has ${found.length} headings "${title}".`);
  const end = headings.find(({ line, level }) => line > heading.line && level <= heading.level);
  return lines.slice(heading.line + 1, end?.line).join('\n');
}

export interface Heading {
  readonly title: string;
  readonly level: number;
  /** Index into the lines of the file. */
  readonly line: number;
}

export function toHeadings(): Heading[] {
  let inCode = false;
  return README.split('\n').flatMap((text, line) => {
    if (/^\s*```/.test(text)) inCode = !inCode;
    const [, marks, title] = (inCode ? null : /^(#+) (.+)$/.exec(text)) ?? [];
    return marks === undefined || title === undefined ? [] : [{ title, level: marks.length, line }];
  });
}

/** All tables of a text, in order. */
export function readTables(text: string): Table[] {
  const tables: { lead: string; head: Row; rows: Row[] }[] = [];
  let lead = '';
  let open: { head: Row; rows: Row[] } | undefined;
  for (const line of toProse(text)) {
    if (!line.startsWith('|')) {
      open = undefined;
      if (line.trim() !== '') lead = line;
    } else if (open === undefined) {
      const table = { lead, head: toCells(line), rows: [] };
      tables.push(table);
      open = table;
    } else if (!/^[|\s:-]+$/.test(line)) {
      open.rows.push(toCells(line));
    }
  }
  return tables;
}

/** The first table under a heading. Throws where there is none, or an empty one: a test of nothing would pass for ever. */
export function readTable(title: string): Table {
  const [table] = readTables(readSection(title));
  if (table === undefined || table.rows.length === 0)
    throw new Error(`README.md has no table under "${title}".`);
  return table;
}

/** The first column of the first table under a heading. */
export function readNames(title: string): string[] {
  return readTable(title).rows.map((row) => row[0] ?? '');
}

function toCells(line: string): string[] {
  return line
    .trim()
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map(toPlain);
}

/** `\<` is `<`; a cell that is one piece of code is its content. Code within a text keeps its backticks. */
function toPlain(cell: string): string {
  const text = cell.trim().replaceAll(/\\([|<>*_#[\]])/g, '$1');
  return /^`[^`]*`$/.test(text) ? text.slice(1, -1) : text;
}

export function readCode(text: string = README): CodeBlock[] {
  return [...text.matchAll(/^ *```(\w*)\n(.*?)^ *```$/gms)].map(([, language = '', code = '']) => ({
    language,
    text: code,
  }));
}

/** Each command line of this tool that the page shows, with its quotes; other programs around it are left out. */
export function readCommandLines(): string[] {
  return readCode()
    .flatMap(({ language, text }) => {
      const lines = text.split('\n').map((line) => line.trim());
      if (language === 'console') {
        return lines.filter((line) => line.startsWith('$ ')).map((line) => line.slice(2));
      }
      return language === 'sh' || language === 'text' ? lines : [];
    })
    .flatMap((line) => /\bbitpowr-bulk (?!@)(.*)$/.exec(line)?.[1]?.trim() ?? []);
}

/** The words of a command line as a shell would make them, up to a pipe, a redirection or a comment. */
export function toWords(line: string): string[] {
  const words: string[] = [];
  for (const [word] of line.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)) {
    if (/^(?:[|>&;#]|\d?>)/.test(word)) break;
    words.push(word.replaceAll(/"([^"]*)"|'([^']*)'/g, '$1$2'));
  }
  return words;
}
