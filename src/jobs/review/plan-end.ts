/** The dry run of a review: how it is made of the review's options, and how it ended. Pure. */
import type { ImportOptions } from '../../config/options.js';
import { BulkError } from '../../core/errors.js';
import type { MappingFile } from '../../core/mapping-file.js';
import type { Summary } from '../../record/summary/summary.js';
import type { ErrorAnswer } from './answers/shared.js';
import { toErrorAnswer } from './error-answer.js';

/** Undefined: there is a plan. */
export type PlanEnd = { readonly kind: 'stopped' } | { readonly kind: 'failed'; readonly error: ErrorAnswer };

export function toPlanOptions(options: ImportOptions, map: MappingFile, runId: string): ImportOptions {
  return { ...options, map, runId, dryRun: true, expectRows: undefined, limit: undefined };
}

export function toEnd({ stopped }: Summary, isStopped: boolean): PlanEnd | undefined {
  if (stopped === null) return undefined;
  if (isStopped) return { kind: 'stopped' };
  return { kind: 'failed', error: toErrorAnswer(new BulkError(stopped.reason, stopped.message)) };
}
