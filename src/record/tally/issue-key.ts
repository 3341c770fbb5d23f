import type { Issue } from '../../core/types.js';

/**
 * What findings are grouped by: under `--strict` one code has one severity, but a page may join more than one run of checks.
 * Rules of the user's own share a code; their columns tell them apart.
 */
export function toIssueKey({ code, severity, column }: Pick<Issue, 'code' | 'severity' | 'column'>): string {
  return code === 'rule_violated' ? `${severity} ${code} ${column}` : `${severity} ${code}`;
}
