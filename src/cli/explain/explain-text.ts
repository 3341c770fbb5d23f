/** What `explain` prints. */
import { CODES, type Code, type CodeEntry, type StopStatus } from '../../core/codes.js';
import { toEntries, wrapText } from '../help/layout.js';
import { EXPLANATIONS } from './explanations.js';

export interface ExplainedCode extends Omit<CodeEntry, 'exitStatus'> {
  /** Of a run that this code stops; of a row's code, that of a run which comes to its end with such rows. */
  readonly exitStatus: StopStatus | 0 | 1;
  readonly code: Code;
  readonly causes: readonly string[];
  readonly example: string;
}

const TITLES = {
  row: {
    error: 'error of a row: the row is not sent',
    warning: 'warning of a row: the row is sent all the same',
  },
  run: { error: 'ends a run, or keeps it from starting', warning: 'note of a run' },
} as const;

export function explainCode(code: Code): ExplainedCode {
  const entry = CODES[code];
  const ofRow = entry.severity === 'error' ? 1 : 0;
  const exitStatus = entry.scope === 'row' ? ofRow : entry.exitStatus;
  return { code, ...entry, exitStatus, ...EXPLANATIONS[code] };
}

/** All codes, each with its meaning. */
export function toCodeList(width: number): string {
  const entries = Object.entries(CODES).map(([name, { meaning }]) => ({ name, text: meaning }));
  return `${toEntries(entries, width).join('\n')}\n`;
}

export function toExplanation(
  { code, scope, severity, exitStatus, meaning, causes, remedy, example }: ExplainedCode,
  { width, docs }: { readonly width: number; readonly docs: string },
): string {
  const status = scope === 'run' ? ` (exit status ${exitStatus})` : '';
  return [
    ...wrapText(`${code}: ${TITLES[scope][severity]}${status}`, width),
    '',
    'Meaning:',
    ...wrapText(meaning, width, '  '),
    '',
    'Usual causes:',
    ...causes.flatMap((cause) => toItem(cause, width)),
    '',
    'What to do:',
    ...wrapText(remedy, width, '  '),
    '',
    'Example:',
    ...example.split('\n').map((line) => `  ${line}`),
    '',
    'Documentation:',
    `  ${docs}reference/codes.md#${code}`,
    '',
  ].join('\n');
}

function toItem(text: string, width: number): string[] {
  return wrapText(text, width, '    ').map((line, at) => (at === 0 ? line.replace('    ', '  - ') : line));
}
