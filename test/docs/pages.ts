/** The pages of the documentation taken apart: their sections, tables and blocks of code. */
import { readdirSync, readFileSync } from 'node:fs';

export interface Page {
  /** From the root of the project, such as `docs/guides/export.md`. */
  readonly path: string;
  readonly text: string;
}

const toPage = (path: string): Page => ({ path, text: readFileSync(path, 'utf8') });

/** README.md and every page of docs. */
export const PAGES: readonly Page[] = [
  'README.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name.replaceAll('\\', '/')}`)
    .sort(),
].map(toPage);

export const ALL_TEXT = PAGES.map(({ text }) => text).join('\n');

export function readPage(path: string): Page {
  const page = PAGES.find((known) => known.path === path);
  if (page === undefined) throw new Error(`There is no page ${path}.`);
  return page;
}

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
export function readSection(path: string, title: string): string {
  const { text } = readPage(path);
  const headings = toHeadings(text);
  const found = headings.filter((heading) => heading.title === title);
  const [heading] = found;
  if (heading === undefined || found.length > 1)
    throw new Error(`${path} has ${found.length} headings "${title}".`);
  const end = headings.find(({ line, level }) => line > heading.line && level <= heading.level);
  return text
    .split('\n')
    .slice(heading.line + 1, end?.line)
    .join('\n');
}

export interface Heading {
  readonly title: string;
  readonly level: number;
  /** Index into the lines of the file. */
  readonly line: number;
}

export function toHeadings(page: string): Heading[] {
  let inCode = false;
  return page.split('\n').flatMap((text, line) => {
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
export function readTable(path: string, title: string): Table {
  const [table] = readTables(readSection(path, title));
  if (table === undefined || table.rows.length === 0)
    throw new Error(`${path} has no table under "${title}".`);
  return table;
}

/** The first column of the first table under a heading. */
export function readNames(path: string, title: string): string[] {
  return readTable(path, title).rows.map((row) => row[0] ?? '');
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

export function readCode(text: string): CodeBlock[] {
  return [...text.matchAll(/^ *```(\w*)\n(.*?)^ *```$/gms)].map(([, language = '', code = '']) => ({
    language,
    text: code,
  }));
}

/** Each command line of this tool that a page shows, with its quotes; other programs around it are left out. */
export function readCommandLines({ text }: Page): string[] {
  return readCode(text)
    .flatMap(({ language, text: code }) => {
      const lines = code.split('\n').map((line) => line.trim());
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
