/** What to type after a run that came to its end with rows that are not done. */
import { join, resolve } from 'node:path';
import type { NextCommand } from '../../record/summary/summary.js';
import type { StatusCounts } from '../../record/tally/outcome-tally.js';
import { countReopenable } from '../../journal/reopen.js';
import { toRunCommand } from '../command-text.js';
import type { JobDeps } from '../deps.js';
import type { Run } from '../run/run.js';

/** Keeps how the rows of rejected.csv are imported: `apply` and `resume`, which end the run later, are typed without its options. */
export function noteSameCommand(run: Run, { toSameCommand }: JobDeps): void {
  const path = toRejectedPath(run);
  if (toSameCommand !== undefined)
    run.set('again', { path, command: toSameCommand(path), from: resolve('.') });
}

/** Of a run that was moved since, the command would name the old folder; in another folder, its paths would mean other files. */
function toSameCommand(run: Run): string | undefined {
  const again = run.get('again');
  return again?.path === toRejectedPath(run) && again.from === resolve('.') ? again.command : undefined;
}

const toRejectedPath = ({ folder }: Run): string => join(folder, 'rejected.csv');

/** An undo works from the journal of another run, so that its rows have no file to correct. */
export function toNext(run: Run, counts: StatusCounts, deps: JobDeps): NextCommand[] {
  const options = run.require('options');
  const isUndo = run.get('undoOf') !== undefined;
  const refused = counts.invalid + counts.conflict;
  const again = isUndo ? undefined : toSameCommand(run);
  return [
    ...(counts.failed === 0 || run.isPlan || !canReopen(run)
      ? []
      : [
          {
            does: 'sends the failed rows again',
            command: `${toRunCommand(deps, 'resume', run.id, options)} --failed`,
          },
        ]),
    ...(isUndo && counts.skipped > 0 ? [toDeletion(run, deps)] : []),
    ...(refused === 0 || again === undefined
      ? []
      : [
          {
            does: `${options.dryRun ? 'plans the import of' : 'imports'} rejected.csv once you have corrected it`,
            command: again,
          },
        ]),
  ];
}

/** Of rows that are carried out as planned, those whose customer was changed since would fail again. */
export function canReopen(run: Run): boolean {
  return countReopenable(run.journal.file, { asPlanned: run.planIsFinal }) > 0;
}

/** An undo leaves out nothing but the customers that the run made. */
function toDeletion(run: Run, deps: JobDeps): NextCommand {
  const command = toRunCommand(deps, 'undo', run.require('undoOf'), run.require('options'));
  const live = run.get('account')?.mode === 'LIVE' ? ' --live' : '';
  return {
    does: 'deletes the customers that the run created, which stay otherwise',
    command: `${command} --delete-created${live}`,
  };
}
