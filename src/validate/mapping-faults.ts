/** What the mapping could not make of a row's cells, as findings. */
import type { MappedRow } from '../core/types.js';
import { showText, type Finding } from './finding.js';

const NONE: readonly FaultFinding[] = [];

interface FaultFinding {
  readonly field: string;
  readonly finding: Finding;
}

export function toFaultFindings({ faults }: MappedRow): readonly FaultFinding[] {
  if (faults === undefined) return NONE;
  return faults.map(({ field, code, text, expected }) => ({
    field,
    finding: { code, message: `expected ${expected}, found ${showText(text)}.` },
  }));
}
