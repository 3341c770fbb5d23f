/** Results in the width of a terminal. */
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { toPlainTable } from '../../src/cli/plain-table.js';
import { toWrapped } from '../../src/cli/wrap.js';

const widest = (text: string): number => Math.max(...text.split('\n').map((line) => stringWidth(line)));

describe('a text', () => {
  const hint = `      to do: ${'Correct the email of the customer. '.repeat(6).trim()}`;

  test.each([80, 40])('of findings hangs under its beginning in %i columns', (columns) => {
    const text = toWrapped(hint, columns);
    expect(widest(text)).toBeLessThanOrEqual(columns);
    const [, ...rest] = text.split('\n');
    expect(rest.length).toBeGreaterThan(0);
    for (const line of rest) expect(line).toMatch(/^ {13}\S/);
    expect(text.replace(/\s+/g, ' ').trim()).toBe(hint.trim());
  });

  test.each([80, 40])('has a command of a sentence on one line, in %i columns', (columns) => {
    const command =
      '`bitpowr-bulk show plan --changes --first 400 --reports-dir /srv/of/a/long/path/reports`';
    const text = `      to do: Correct the rows that are listed, then type ${command} to see them all, once more.`;
    const wrapped = toWrapped(text, columns);
    expect(wrapped.split('\n').filter((line) => line.includes('bitpowr-bulk'))).toEqual([
      expect.stringMatching(/^ {13}`bitpowr-bulk .* \/srv\/of\/a\/long\/path\/reports`$/),
    ]);
    expect(wrapped.replace(/\s+/g, ' ').trim()).toBe(text.trim());
  });

  test('whose beginning is too wide to hang under goes below it', () => {
    const text = `    ${'f'.repeat(30)}  one two three four five six`;
    expect(toWrapped(text, 40, /^ {4}\S+ {2,}/)).toBe(
      `    ${'f'.repeat(30)}\n        one two three four five six`,
    );
  });

  test('keeps commands and paths on one line, and colours out of the count', () => {
    const command = `  npx bitpowr-bulk resume run --reports-dir ${'x'.repeat(80)}`;
    const path = `  /srv/${'a b/'.repeat(30)}report.html`;
    const link = `  \u001B]8;;file:///srv\u0007${path.trim()}\u001B]8;;\u0007`;
    const text = [command, path, link].join('\n');
    expect(toWrapped(text, 40)).toBe(text);
    const word = `The folder /srv/${'a-b_c/'.repeat(20)}report.html is full.`;
    const lines = toWrapped(word, 40).split('\n');
    expect(lines[1]).toBe(word.split(' ')[2]);
    const painted = `  \u001B[32m${'x'.repeat(30)}\u001B[39m`;
    expect(toWrapped(painted, 40)).toBe(painted);
  });
});

describe('a table', () => {
  const head = ['run', 'started', 'source', 'rows', 'result', 'status'];
  const row = [
    '20261122-172231-4f1c',
    '2026-11-22 17:22',
    'customers-of-november.csv',
    100_000,
    '99,000 created, 500 invalid, 500 failed',
    1,
  ];
  const options = { wrap: { 1: 10, 2: 8, 4: 8 } };

  test('fits 80 columns, and has all that is in it', () => {
    const text = toPlainTable(head, [row], { columns: 80, ...options });
    expect(widest(text)).toBeLessThanOrEqual(80);
    expect(text).toContain('20261122-172231-4f1c');
    const letters = (words: string): string => words.replace(/\s/g, '').split(/(?=.)/u).sort().join('');
    expect(letters(text)).toBe(letters([...head, ...row].join('')));
  });

  test('breaks the long name of a file after a sign between its words', () => {
    const long = row.with(2, 'customers-of-the-legacy-crm-2026-11-22.csv');
    const text = toPlainTable(head, [long], { columns: 80, ...options });
    expect(widest(text)).toBeLessThanOrEqual(80);
    for (const word of ['customers-', 'of-', 'the-', 'legacy-', 'crm-', '2026-', '11-', '22.', 'csv']) {
      expect(text).toContain(word);
    }
    const unmarked = toPlainTable(head, [row.with(2, 'x'.repeat(60))], { columns: 80, ...options });
    expect(widest(unmarked)).toBeLessThanOrEqual(80);
  });

  test('gives each cell a line on a screen that is narrower', () => {
    const text = toPlainTable(head, [row, row], { columns: 40, ...options });
    expect(widest(text)).toBeLessThanOrEqual(40);
    expect(text).toMatch(/^run {6}20261122-172231-4f1c\nstarted {2}2026-11-22 17:22\nsource /);
    expect(text.split('\n\n')).toHaveLength(2);
  });

  test('takes one line for each row where there is room, or no screen', () => {
    for (const columns of [200, undefined]) {
      expect(toPlainTable(head, [row], { columns, ...options }).split('\n')).toHaveLength(2);
    }
  });

  test('counts wide letters as a terminal does', () => {
    expect(toPlainTable(['a', 'b'], [['東京', 1]])).toBe('a     b\n東京  1');
  });
});
