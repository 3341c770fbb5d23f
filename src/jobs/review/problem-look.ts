/** How a problem looks: its mark, and whether it must be fixed. */
import type { Code } from '../../core/codes.js';
import { OUTCOME_MARKS } from '../../record/outcomes.js';
import type { ProblemSeverity } from './answers/fix.js';

/** Rows that share a key: which of them is right, only a person knows. */
const CONFLICTS: ReadonlySet<Code> = new Set(['duplicate_uid', 'duplicate_external_id', 'duplicate_email']);

export const toProblemSeverity = (severity: 'error' | 'warning'): ProblemSeverity =>
  severity === 'error' ? 'must' : 'look';

export const toProblemMark = (kind: Code): string =>
  OUTCOME_MARKS[CONFLICTS.has(kind) ? 'conflict' : 'invalid'];
