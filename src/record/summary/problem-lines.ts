/** What is wrong, for people: each code with its count, an example and the remedy. */
import { CODES, type Code } from '../../core/codes.js';
import { toGrouped } from '../../core/count-text.js';
import type { Look } from './look.js';
import type { Summary } from './summary.js';
import { toAlignedLines, toPrintable } from './text-table.js';

export function toErrorLines(summary: Summary, look: Look): string[] {
  return toProblems(look.paint('bad', 'Errors'), toErrors(summary));
}

export function toWarningLines(summary: Summary, look: Look): string[] {
  return toProblems(look.paint('fair', 'Warnings'), toFindings(summary, 'warning'));
}

interface Problem {
  readonly code: Code;
  readonly count: number;
  readonly where: string;
  readonly message: string;
  readonly hint?: string | undefined;
}

/** Findings and refusals, each code once: where a code is both, the findings tell more (line and column). */
function toErrors(summary: Summary): Problem[] {
  const found = toFindings(summary, 'error');
  const codes = new Set(found.map((problem) => problem.code));
  const refused = summary.errors
    .filter((group) => !codes.has(group.code))
    .map(({ code, count, example }) => ({
      code,
      count,
      where: `row ${example.row}`,
      message: example.message,
    }));
  return [...found, ...refused].sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}

function toFindings(summary: Summary, severity: 'error' | 'warning'): Problem[] {
  return summary.issues
    .filter((group) => group.severity === severity)
    .map(({ code, count, example }) => ({
      code,
      count,
      where:
        (example.row === 0 ? 'header' : `row ${example.row} (line ${example.line})`) +
        // Most messages begin with the column's name.
        (example.column === '' || example.message.startsWith(`${example.column}:`)
          ? ''
          : `, ${example.column}`),
      message: example.message,
      hint: example.hint,
    }));
}

function toProblems(title: string, problems: readonly Problem[]): string[] {
  if (problems.length === 0) return [];
  const heads = toAlignedLines(
    problems.map(({ code, count }) => [`${toGrouped(count)} x`, code]),
    [0],
  );
  return [
    title,
    ...problems.flatMap(({ code, where, message, hint = CODES[code].remedy }, at) => [
      `  ${heads[at] ?? ''}`,
      `      first: ${toPrintable(`${where}: ${message}`)}`,
      `      to do: ${toPrintable(hint)}`,
    ]),
  ];
}
