/** The changes of a run as one JSON document. */
import type { ChangeDigest } from './change-digest.js';
import type { ChangesTitle } from './changes-text.js';

/** What a run changed, or would change; and what stays planned, where a part of a plan was applied. */
export interface ChangesFound extends ChangesTitle, ChangeDigest {
  readonly rest?: ChangeDigest | undefined;
}

/** `changes` has the first rows of each kind; `counts` counts all. Ends in a line feed. */
export function toChangesJson({ runId, isPlan, isMasked, rest, ...digest }: ChangesFound): string {
  const planned = rest === undefined ? {} : { planned: toDocument(rest) };
  const json = { schemaVersion: 1, runId, isPlan, isMasked, ...toDocument(digest), ...planned };
  return `${JSON.stringify(json, undefined, 2)}\n`;
}

function toDocument({ counts, addresses, emptiedFields, changes }: ChangeDigest): ChangeDigest {
  return { counts, addresses, emptiedFields, changes };
}
