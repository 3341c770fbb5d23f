/** The end of a job that has a run: its tables, its summary and its page are written, in this order. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Mapping } from '../core/types.js';
import { readIssues } from '../journal/results.js';
import type { ChangeDigest } from '../record/changes/change-digest.js';
import type { RowMask } from '../record/masked.js';
import { writePage, type HtmlPage } from '../record/report/page.js';
import { writeSummary, type Stopped, type Summary } from '../record/summary/summary.js';
import { IssueTally } from '../record/tally/issue-tally.js';
import { eachOf, openRowMask } from './mask.js';
import type { Run } from './run/run.js';
import type { Stop } from './stop.js';

/** A run's end: its summary, and the files that were written, in the order that a person wants them. */
export interface RunReport {
  readonly summary: Summary;
  readonly files: readonly string[];
  /** Of a dry run that has decided on every row: what it would change, with the first rows of each kind. */
  readonly changes?: PlannedChanges | undefined;
}

export interface PlannedChanges extends ChangeDigest {
  /** Whether values are tokens (`--mask`). */
  readonly isMasked: boolean;
  /** The command that shows all of them. */
  readonly showAll: string;
}

export interface Outputs {
  /** In the order that a person wants them. A table may leave out its file. */
  readonly tables: readonly { readonly name: string; readonly write: (path: string) => Promise<unknown> }[];
  /** Called when the tables are written, because it needs what they counted. */
  readonly toSummary: () => Summary;
  /** `files`: the names of those that were written before it. Undefined: no page. */
  readonly toPage: (summary: Summary, files: readonly string[]) => HtmlPage | undefined;
}

/** Throws `output_unwritable`. */
export async function writeOutputs(
  folder: string,
  { tables, toSummary, toPage }: Outputs,
): Promise<RunReport> {
  for (const { name, write } of tables) await write(join(folder, name));
  const summary = toSummary();
  await writeSummary(join(folder, 'summary.json'), summary);
  const isThere = (name: string): boolean => existsSync(join(folder, name));
  const page = toPage(summary, tables.map(({ name }) => name).filter(isThere));
  if (page !== undefined) await writePage(join(folder, 'report.html'), page);
  const names = [...tables.map(({ name }) => name), 'summary.json', 'report.html'];
  return { summary, files: names.filter(isThere).map((name) => join(folder, name)) };
}

/** The issues of a run, counted and grouped; `also`: gets them, too. */
export function tallyIssues(run: Run, mask: RowMask | undefined, also?: IssueTally): IssueTally {
  const issues = new IssueTally();
  for (const batch of eachOf(readIssues(run.journal.file), mask?.issue)) {
    for (const issue of batch) {
      issues.add(issue);
      also?.add(issue);
    }
  }
  return issues;
}

/** Undefined without `--mask`. */
export function toRowMask(
  { folder }: Pick<Run, 'folder'>,
  mapping: Mapping,
  { mask }: { readonly mask: boolean },
): RowMask | undefined {
  return mask ? openRowMask(folder, mapping) : undefined;
}

/** What a summary says about a stop. `isMoot`: everything was done when it came. */
export function toStopFacts(stop: Stop, mask: RowMask | undefined, isMoot: boolean) {
  const stopped: Stopped | null = isMoot ? null : stop.stopped;
  if (stopped === null) return { stopped };
  return {
    stopped: mask?.stopped(stopped) ?? stopped,
    ...(stop.by === undefined ? {} : { signal: stop.by }),
  };
}
