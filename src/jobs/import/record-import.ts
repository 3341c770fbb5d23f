/** The files of an import: results.csv, undo.csv, rejected.csv, summary.json and report.html, all from its journal. */
import type { ImportOptions } from '../../config/options.js';
import { MOST_CHANGES, type RowChange } from '../../core/changes.js';
import type { Emit } from '../../core/events.js';
import type { ResultRow } from '../../core/types.js';
import { countHeld } from '../../journal/plan-part.js';
import { readRejectedResults, readResults } from '../../journal/results.js';
import { digestChanges, type ChangeDigest } from '../../record/changes/change-digest.js';
import { toRunPage } from '../../record/report/run-page.js';
import type { RunCommand } from '../../record/summary/summary.js';
import { writeRejected } from '../../record/table/rejected.js';
import { writeResults } from '../../record/table/results.js';
import { writeUndo } from '../../record/table/undo.js';
import { ChangeTally } from '../../record/tally/change-tally.js';
import { IssueTally } from '../../record/tally/issue-tally.js';
import { OutcomeTally } from '../../record/tally/outcome-tally.js';
import { toChangesCommand } from '../command-text.js';
import { eachOf } from '../mask.js';
import { toRowMask, writeOutputs, type Outputs, type RunReport } from '../outputs.js';
import { makeNameFinder, makeShownName } from '../row-names.js';
import { listChanges } from '../run/changes.js';
import type { Run } from '../run/run.js';
import type { StoppableDeps } from '../stop.js';
import { readUndoEntries } from '../undo/undo-entries.js';
import type { WorkDone } from '../work.js';
import { toImportSummary } from './import-summary.js';

export async function recordImport(
  run: Run,
  { command, done }: { readonly command: RunCommand; readonly done: WorkDone },
  options: ImportOptions,
  deps: StoppableDeps,
): Promise<RunReport> {
  const source = run.require('source');
  const mapping = run.require('mapping');
  const { file } = run.journal;
  deps.emit({ type: 'phase', phase: 'writing', total: source.rows });
  const mask = toRowMask(run, mapping, options);
  const outcomes = new OutcomeTally();
  /** For the page: what the checks found, and what the server refused. */
  const causes = new IssueTally();
  const results = eachOf(readResults(file, run), mask?.result);
  const watched = outcomes.watch(causes.watchRows(withProgress(results, deps.emit, source.rows)));
  const changes = tallyChanges(run, { isMasked: options.mask });
  const { digest } = changes;
  const held = run.isPlan || countHeld(file) === 0 ? undefined : tallyHeld(run, { isMasked: options.mask });
  const showAll = toChangesCommand(deps, run.id, options, held === undefined ? [digest] : [digest, held]);
  const report = await writeOutputs(run.folder, {
    tables: toTables(run, watched, options),
    toSummary: () => toImportSummary({ run, command, done, mask, digest }, { outcomes, causes }, deps),
    toPage: (summary, files) =>
      toRunPage({
        summary,
        files,
        format: source.format,
        causes: causes.toListedGroups(makeNameFinder(file, makeShownName(mapping, mask))),
        points: done.timeline.toPoints(),
        slowest: done.timeline.slowest,
        changes: { ...changes, held, showAll },
        options,
        isMasked: options.mask,
        version: deps.version,
      }),
  });
  run.end(report.summary);
  if (report.summary.changes === undefined) return report;
  return { ...report, changes: { ...digest, isMasked: options.mask, showAll } };
}

function toTables(
  run: Run,
  results: AsyncIterable<readonly ResultRow[]>,
  options: ImportOptions,
): Outputs['tables'] {
  const { columns } = run.require('mapping');
  const undo = { name: 'undo.csv', write: (path: string) => writeUndo(path, readUndoEntries(run)) };
  return [
    {
      name: 'results.csv',
      write: (path) => writeResults(path, columns, results, { isMasked: options.mask, bom: options.bom }),
    },
    ...(run.isPlan ? [] : [undo]),
    {
      name: 'rejected.csv',
      write: (path) => writeRejected(path, columns, readRejectedResults(run.journal.file), options),
    },
  ];
}

function tallyChanges(run: Run, { isMasked }: { readonly isMasked: boolean }) {
  const changes = new ChangeTally();
  const watched = function* (): Generator<RowChange> {
    // Reading everything that was created would take long, and results.csv has it.
    for (const change of listChanges(run, run.isPlan ? 'planned' : 'altered', { isMasked })) {
      if (change.kind === 'updated' || change.kind === 'emptied') changes.add(change.fields);
      yield change;
    }
  };
  const digest = digestChanges(watched(), MOST_CHANGES);
  return { customers: changes.customers, fields: changes.toFields(), digest };
}

/** What stays planned, where a part of a plan was applied. */
function tallyHeld(run: Run, { isMasked }: { readonly isMasked: boolean }): ChangeDigest {
  return digestChanges(listChanges(run, 'held', { isMasked }), MOST_CHANGES);
}

function* withProgress(batches: Iterable<readonly ResultRow[]>, emit: Emit, total: number) {
  let done = 0;
  for (const batch of batches) {
    yield batch;
    done += batch.length;
    emit({ type: 'progress', phase: 'writing', done, total });
  }
}
