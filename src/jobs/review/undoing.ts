/** What an undo of a run would take back: the plan that `undo` makes, read without making it. */
import { withRun } from '../run/runs.js';
import { readUndoings } from '../undo/undo-entries.js';
import type { UndoAnswer } from './answers/apply.js';
import { toShownField } from './shown-field.js';

const MOST_CHANGES = 100;

/** Throws `run_unknown`, `journal_damaged`. */
export function readUndo(reportsDir: string, id: string): UndoAnswer {
  return withRun(reportsDir, id, (run) => {
    let [restored, made, unknown] = [0, 0, 0];
    const changes: UndoAnswer['changes'][number][] = [];
    for (const batch of readUndoings(run))
      for (const { entry, plan } of batch) {
        if (plan === undefined) unknown += 1;
        else if (entry.todo === 'delete') made += 1;
        else {
          restored += 1;
          if (changes.length < MOST_CHANGES)
            changes.push({
              row: entry.rowNumber,
              name: plan.body.name,
              fields: plan.changes.map(toShownField),
            });
        }
      }
    return { restored, made, unknown, changes };
  });
}
