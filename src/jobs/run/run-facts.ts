import type { Run } from './run.js';

/** What the summary of every run that talks to a server begins with. */
export function toRunFacts(run: Run) {
  return {
    runId: run.id,
    runDir: run.folder,
    source: run.require('source'),
    mode: run.get('account')?.mode ?? null,
    undoOf: run.get('undoOf'),
    baseUrl: run.get('baseUrl') ?? null,
    startedAt: run.require('startedAt'),
  };
}
