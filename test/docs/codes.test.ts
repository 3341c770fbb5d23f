import { describe, expect, it } from 'vitest';
import { CODES, type Code, type CodeEntry } from '../../src/core/codes.js';
import { toStopExitCode } from '../../src/record/summary/exit-code.js';
import { readTable } from './readme.js';

const entries = Object.entries(CODES) as [Code, CodeEntry][];

function toExit(code: Code, { scope }: CodeEntry): string {
  if (scope === 'row') return '';
  const statuses = new Set([toStopExitCode(code, 'SIGINT'), toStopExitCode(code, 'SIGTERM')]);
  return [...statuses].join(', ');
}

describe('README on codes', () => {
  const { head, rows } = readTable('Codes');

  it('has every code, in the order of the table of codes, and no other', () => {
    expect(head).toEqual(['code', 'scope', 'severity', 'exit', 'meaning', 'what to do']);
    expect(rows.map(([code]) => code)).toEqual(entries.map(([code]) => code));
  });

  it.each(entries)('says of %s exactly what the program says', (code, entry) => {
    const { scope, severity, meaning, remedy } = entry;
    expect(rows.find(([name]) => name === code)).toEqual([
      code,
      scope,
      severity,
      toExit(code, entry),
      meaning,
      remedy,
    ]);
  });
});
