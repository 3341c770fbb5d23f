import type { Code } from '../../core/codes.js';
import type { Issue } from '../../core/types.js';

const BY_COLUMN: ReadonlySet<Code> = new Set<Code>(['rule_violated', 'null_word', 'null_key', 'null_marker']);

/**
 * What findings are grouped by: under `--strict` one code has one severity, but a page may join more than one run of checks.
 * Rules of the user's own share a code; their columns tell them apart. Words for "no value" belong to a column, too.
 */
export function toIssueKey({ code, severity, column }: Pick<Issue, 'code' | 'severity' | 'column'>): string {
  return BY_COLUMN.has(code) ? `${severity} ${code} ${column}` : `${severity} ${code}`;
}
