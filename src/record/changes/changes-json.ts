/** The changes of a run as one JSON document. */
import type { ChangeDigest } from './change-digest.js';
import type { ChangesTitle } from './changes-text.js';

/** `changes` has the first rows of each kind; `counts` counts all. Ends in a line feed. */
export function toChangesJson(found: ChangesTitle & ChangeDigest): string {
  const { runId, isPlan, isMasked, counts, addresses, emptiedFields, changes } = found;
  const json = { schemaVersion: 1, runId, isPlan, isMasked, counts, addresses, emptiedFields, changes };
  return `${JSON.stringify(json, undefined, 2)}\n`;
}
