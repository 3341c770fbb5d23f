import { CODES, type Code, type CodeEntry } from '../../../src/core/codes.js';
import { EXPLANATIONS } from '../../../src/cli/explain/explanations.js';
import { toStopExitCode } from '../../../src/record/summary/exit-code.js';
import { toText } from './markdown.js';

const ENTRIES = Object.entries(CODES) as [Code, CodeEntry][];

/** The exit statuses with which a code ends a run. */
export function toExitStatuses(code: Code): string {
  const statuses = new Set(
    (['SIGHUP', 'SIGINT', 'SIGTERM'] as const).map((signal) => toStopExitCode(code, signal)),
  );
  return [...statuses].join(', ');
}

/** Every code of a scope, each under a heading of its own. */
export function toCodeSections(scope: CodeEntry['scope']): string {
  return ENTRIES.filter(([, entry]) => entry.scope === scope)
    .map(([code, entry]) => toSection(code, entry))
    .join('\n\n');
}

function toSection(code: Code, { scope, severity, meaning, remedy }: CodeEntry): string {
  const ofRow = severity === 'error' ? 'Error' : 'Warning';
  const kind = scope === 'run' ? `Exit status ${toExitStatuses(code)}` : ofRow;
  const { causes, example } = EXPLANATIONS[code];
  return [
    `### ${code}`,
    `${kind}. ${toText(meaning)}`,
    `**What to do:** ${toText(remedy)}`,
    `**Usual causes:**`,
    causes.map((cause) => `- ${toText(cause)}`).join('\n'),
    '**Example:**',
    `\`\`\`text\n${example}\n\`\`\``,
  ].join('\n\n');
}
