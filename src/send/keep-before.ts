import type { Plan } from '../core/journal-port.js';

/**
 * The plan of an update that is sent again. If the previous one took effect after all (a field that it changed has a new
 * value), the plan keeps the state before that one: `undo` restores it.
 */
export function keepPrior(before: Plan | undefined, again: Plan): Plan {
  if (before === undefined) return again;
  const now = new Map(again.changes.map((change) => [change.field, JSON.stringify(change.before)]));
  const tookEffect = before.changes.some((change) => now.get(change.field) !== JSON.stringify(change.before));
  return tookEffect ? { ...again, remote: before.remote, changes: before.changes } : again;
}
