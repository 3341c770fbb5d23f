/** What a finished comparison writes: one pass over its differences for reconcile.csv, and what that pass counted. */
import { rm } from 'node:fs/promises';
import { toIdentity, type Difference } from '../../core/difference.js';
import { toAllowedRows } from '../../core/row-quota.js';
import type { Comparison } from '../../journal/comparison.js';
import type { RowMask } from '../../record/masked.js';
import type { HtmlPage } from '../../record/report/page.js';
import { toReconcilePage } from '../../record/report/reconcile-page.js';
import type { Night } from '../../record/report/sections/nights.js';
import { type Summary } from '../../record/summary/summary.js';
import { toFixupColumns, writeFixup } from '../../record/table/fixup.js';
import { writeReconcile, type DatedDifference } from '../../record/table/reconcile-csv.js';
import { DriftExamples } from '../../record/report/drift-examples.js';
import { DriftTally, toDrift, type ReconcileSummary } from '../../record/tally/drift.js';
import { toFixupCommand } from '../command-text.js';
import { type Outputs } from '../outputs.js';
import { makeNameFinder, makeShownName } from '../row-names.js';
import type { Run } from '../run/run.js';
import type { StoppableDeps } from '../stop.js';
import { listDifferences } from './differences.js';
import { toSourceTitle } from '../../record/summary/source-title.js';
import { listComparisons, type Previous } from './previous.js';

export interface ComparisonOutputs extends Pick<Outputs, 'tables' | 'toPage'> {
  readonly toReconcile: () => ReconcileSummary | null;
}

interface ProjectionDeps {
  readonly mask: RowMask | undefined;
  readonly deps: StoppableDeps;
}

/** One pass over the differences writes reconcile.csv, and counts all that the other files need. */
export class Projection {
  readonly #run: Run;
  readonly #comparison: Comparison;
  readonly #previous: Previous | undefined;
  readonly #deps: ProjectionDeps;
  readonly #tally = new DriftTally();
  readonly #examples = new DriftExamples();
  readonly #fixupColumns = new Set<string>();
  readonly #since = { new: 0, known: 0 };
  #fixupRows = 0;

  constructor(run: Run, comparison: Comparison, previous: Previous | undefined, deps: ProjectionDeps) {
    this.#run = run;
    this.#comparison = comparison;
    this.#previous = previous;
    this.#deps = deps;
  }

  toOutputs(endpoint: string): ComparisonOutputs {
    return {
      tables: [
        {
          name: 'reconcile.csv',
          write: (path) =>
            writeReconcile(path, this.#examples.watch(this.#differences()), this.#run.require('reconcile')),
        },
        { name: 'fixup.csv', write: (path) => this.#writeFixup(path, endpoint) },
      ],
      toReconcile: () => this.#toReconcile(),
      toPage: (summary, files) => this.#toPage(summary, files, endpoint),
    };
  }

  *#differences(): Generator<DatedDifference[]> {
    const { rows } = this.#run.require('source');
    const { deps, mask } = this.#deps;
    deps.emit({ type: 'phase', phase: 'writing', total: rows });
    let done = 0;
    for (const { compared, differences, fixups } of listDifferences(this.#run, this.#comparison)) {
      for (const { status, fields } of compared) this.#tally.add(status, fields);
      for (const { fixup } of fixups) for (const column of fixup.keys()) this.#fixupColumns.add(column);
      this.#comparison.addFixups(fixups);
      this.#fixupRows += fixups.length;
      done += compared.length;
      // `since` is found before the masking, because the tokens of two runs may differ.
      yield differences.map((one) => ({ ...(mask?.difference(one) ?? one), since: this.#toSince(one) }));
      deps.emit({ type: 'progress', phase: 'writing', done: Math.min(done, rows), total: rows });
    }
  }

  #toSince(one: Difference): DatedDifference['since'] {
    if (this.#previous === undefined) return '';
    const word = this.#comparison.meetEarlier(toIdentity(one)) ? 'known' : 'new';
    this.#since[word] += 1;
    return word;
  }

  #command: string | null = null;

  async #writeFixup(path: string, endpoint: string): Promise<void> {
    if (this.#fixupRows === 0) return rm(path, { force: true });
    await writeFixup(path, toFixupColumns(this.#fixupColumns), this.#comparison.fixups());
    this.#command = toFixupCommand(this.#deps.deps, path, { endpoint }, this.#run.require('reconcile'));
  }

  #toReconcile(): ReconcileSummary {
    const { against, maxDrift } = this.#run.require('reconcile');
    const { id } = this.#previous ?? {};
    const statuses = this.#tally.toStatuses();
    return {
      against: against ?? null,
      remoteCustomers: this.#comparison.countRemote(),
      unsure: this.#run.get('listDoubt') ?? null,
      statuses,
      drift: toDrift(statuses),
      allowedDrift: toAllowedRows(maxDrift, this.#run.require('source').rows),
      fields: this.#tally.toFields(),
      fixupRows: this.#fixupRows,
      mend: this.#command,
      previous: id === undefined ? null : { runId: id, ...this.#since, gone: this.#comparison.countGone() },
    };
  }

  /** As the row has it; of a customer without a row, as the remote has it. */
  #nameOf({ rowNumber, uid }: DatedDifference): string {
    const { journal } = this.#run;
    const { mask } = this.#deps;
    if (rowNumber === undefined) {
      const name = journal.directory.get(uid)?.name ?? '';
      return mask === undefined || name === '' ? name : mask.field('name', name);
    }
    return makeNameFinder(journal.file, makeShownName(this.#run.require('mapping'), mask))(rowNumber);
  }

  #toPage(summary: Summary, files: readonly string[], endpoint: string): HtmlPage | undefined {
    const { reconcile } = summary;
    if (reconcile === null) return undefined;
    const source = this.#run.require('source');
    const compared = { source: toSourceTitle(source), endpoint };
    const options = this.#run.require('reconcile');
    return toReconcilePage({
      summary,
      files,
      reconcile,
      format: source.format,
      examples: this.#examples.toExamples((one) => this.#nameOf(one)),
      earlier: listComparisons(options.reportsDir, compared).flatMap(toNight),
      options,
      isMasked: options.mask,
      version: this.#deps.deps.version,
    });
  }
}

function toNight({ runId, startedAt, reconcile }: Summary): Night[] {
  return reconcile === null
    ? []
    : [{ runId, startedAt, drift: reconcile.drift, fixable: reconcile.fixupRows }];
}
