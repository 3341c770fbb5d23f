import { describe, expect, it } from 'vitest';
import { CODES, type Code, type CodeEntry } from '../../src/core/codes.js';
import { toStopExitCode } from '../../src/record/summary/exit-code.js';
import { readSection, toHeadings, readPage } from './pages.js';

const PAGE = 'docs/reference/codes.md';

const entries = Object.entries(CODES) as [Code, CodeEntry][];

function toExit(code: Code, { scope }: CodeEntry): string {
  if (scope === 'row') return '';
  const statuses = new Set(
    (['SIGHUP', 'SIGINT', 'SIGTERM'] as const).map((signal) => toStopExitCode(code, signal)),
  );
  return [...statuses].join(', ');
}

/** What the page says of a code: its scope, severity, exit status, meaning and remedy. */
function readEntry(code: string): string[] {
  const text = readSection(PAGE, code).replaceAll(/\\([<*])/g, '$1');
  const [, kind = '', exit = '', meaning = '', remedy = ''] =
    /^\n(Error|Warning|Exit status ([\d, ]+))\. (.*)\n\n\*\*What to do:\*\* (.*)\n/.exec(text) ?? [];
  return [exit === '' ? 'row' : 'run', kind === 'Warning' ? 'warning' : 'error', exit, meaning, remedy];
}

describe('docs on codes', () => {
  const headings = toHeadings(readPage(PAGE).text);

  it('have every code, in the order of the table of codes, and no other', () => {
    const codes = headings.filter(({ level }) => level === 3).map(({ title }) => title);
    expect(codes).toEqual(entries.map(([code]) => code));
  });

  it.each(entries)('say of %s exactly what the program says', (code, entry) => {
    const { scope, severity, meaning, remedy } = entry;
    expect(readEntry(code)).toEqual([scope, severity, toExit(code, entry), meaning, remedy]);
  });
});
