/**
 * Edits that the server has not confirmed yet, oldest first. They are sent one by one, and each again with the same id until
 * there is an answer, so that nothing is lost and nothing is done twice.
 */
import type { EditOp } from '../../wire.js';

export interface UnsavedEdit {
  readonly id: string;
  /** The revision that the person saw. */
  readonly base: number;
  readonly ops: readonly EditOp[];
  /** What its cells show until the answer is there. */
  readonly values: readonly { readonly row: number; readonly at: number; readonly value: string }[];
}

export type Outbox = readonly UnsavedEdit[];

/** More than this stay in no window: editing stops until they are saved. */
export const MOST_UNSAVED = 100;

/** Pauses in ms before the same edit is sent again. */
export const RETRY_MS = [1000, 2000, 4000, 8000] as const;

export function toRetryMs(tries: number): number {
  return RETRY_MS[Math.min(tries, RETRY_MS.length - 1)] ?? 8000;
}

export function isFull(outbox: Outbox): boolean {
  return outbox.length >= MOST_UNSAVED;
}

/** Without the edit that was saved; what was made on top of it is now based on its revision. */
export function confirm(outbox: Outbox, id: string, revision: number): Outbox {
  return outbox
    .filter((edit) => edit.id !== id)
    .map((edit) => ({ ...edit, base: Math.max(edit.base, revision) }));
}

/** The same edit, wanted in spite of what another window did. Its id is a new one: the old one was answered. */
export function insist(
  outbox: Outbox,
  id: string,
  again: { readonly id: string; readonly base: number },
): Outbox {
  return outbox.map((edit) => (edit.id === id ? { ...edit, ...again } : edit));
}

export function drop(outbox: Outbox, id: string): Outbox {
  return outbox.filter((edit) => edit.id !== id);
}

/** Values that are shown before they are saved, by row and column. */
export function toUnsavedValues(outbox: Outbox): ReadonlyMap<number, ReadonlyMap<number, string>> {
  const values = new Map<number, Map<number, string>>();
  for (const { row, at, value } of outbox.flatMap((edit) => edit.values))
    values.set(row, (values.get(row) ?? new Map<number, string>()).set(at, value));
  return values;
}
