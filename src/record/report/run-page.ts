/** The page of an import, a resumed one, or the plan of one: how it went, and what to do next. */
import type { BulkStatus, SourceFormat } from '../../core/types.js';
import { toCount, toGrouped } from '../../core/count-text.js';
import type { ChangeDigest } from '../changes/change-digest.js';
import { STATUS_OUTCOMES } from '../outcomes.js';
import type { ChangedField } from '../tally/change-tally.js';
import type { SlowCall, TimelinePoint } from '../tally/request-timeline.js';
import type { Summary } from '../summary/summary.js';
import type { ListedGroup } from '../tally/issue-tally.js';
import { fragment } from './html.js';
import type { HtmlPage } from './page.js';
import { toRunVerdict } from './run-verdict.js';
import { toByColumn } from './sections/by-column.js';
import { toCauses } from './sections/causes.js';
import { toChangeList } from './sections/change-list.js';
import { toChanges } from './sections/changes.js';
import { toExplorer } from './sections/explorer.js';
import { toFacts, type Fact } from './sections/facts.js';
import { toSlowest } from './sections/slowest.js';
import { toTimeline } from './sections/timeline.js';
import { toTotals } from './sections/totals.js';
import type { PageSection } from './section.js';
import { toSettings } from './settings.js';
import { toReadingFacts, toSourceFacts, toSourceLabel } from './source-facts.js';
import { toTimeHtml } from './time.js';

export interface RunFindings {
  readonly summary: Summary;
  /** Names of the files next to the page. */
  readonly files: readonly string[];
  readonly format: SourceFormat;
  /** What the checks found, and the rows that are in conflict or failed. */
  readonly causes: readonly ListedGroup[];
  readonly points: readonly TimelinePoint[];
  readonly slowest: readonly SlowCall[];
  readonly changes: {
    readonly customers: number;
    readonly fields: readonly ChangedField[];
    /** The first of each kind; of a run that is done, without the customers that it created. */
    readonly digest: ChangeDigest;
    /** What stays planned, where a part of a plan was applied. */
    readonly held?: ChangeDigest | undefined;
    /** The command that shows all changes. */
    readonly showAll: string;
  };
  /** As the user gave them; no credential is among them. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Whether values have given way to tokens (`--mask`). */
  readonly isMasked: boolean;
  /** Of this program. */
  readonly version: string;
}

const STATUS_LABELS: Readonly<Record<BulkStatus, string>> = {
  created: 'Created',
  updated: 'Updated',
  would_create: 'Would be created',
  would_update: 'Would be updated',
  unchanged: 'Unchanged',
  exists: 'There already',
  skipped: 'Left out',
  pending: 'Not done yet',
  deleted: 'Deleted',
  invalid: 'Invalid',
  conflict: 'In conflict',
  failed: 'Failed',
};

/** Of rows that stay planned while others are done. */
const HELD_LABELS = { would_create: 'Planned: to create', would_update: 'Planned: to update' } as const;

export function toRunPage(findings: RunFindings): HtmlPage {
  const { summary, causes, files, format, isMasked, options, points, slowest, version } = findings;
  const { dryRun, requests, source } = summary;
  return {
    title: toTitle(summary),
    subtitle: fragment`${toCount(source.rows, 'row')}, ${toPlace(summary)}, ${toTimeHtml(summary.finishedAt)}.`,
    verdict: toRunVerdict(summary),
    sections: [
      toOutcomes(summary),
      ...(dryRun ? toChangeSections(findings) : []),
      ...toHeldSections(findings),
      ...(causes.length === 0
        ? []
        : [toCauses(causes), toByColumn(causes), toExplorer(causes, { fileName: 'results.csv' })]),
      ...(dryRun ? [] : toChangeSections(findings)),
      ...(points.length === 0 ? [] : [toTimeline(points, requests), toSlowest(slowest)]),
      toFacts('about', 'About this run', {
        facts: [...toSourceFacts(summary), ...toServerFacts(summary)],
        files,
        technical: [...toReadingFacts(summary, format), ...toSettings(options)],
      }),
    ],
    madeBy: `Made by bitpowr-bulk ${version}. This page loads nothing and sends nothing. ${isMasked ? 'Personal data have been replaced by tokens.' : 'It quotes the values that were found wrong, so share it only with those who may see them.'}`,
  };
}

function toChangeSections({ changes, summary }: RunFindings): PageSection[] {
  const { dryRun, undoOf } = summary;
  const { customers, digest, fields, showAll } = changes;
  const done = undoOf === undefined ? 'made' : 'reverted';
  return [
    ...(customers === 0 ? [] : [toChanges(fields, customers, { isPlanned: dryRun })]),
    ...(digest.changes.length === 0
      ? []
      : [toChangeList(digest, { which: dryRun ? 'planned' : done, showAll })]),
  ];
}

/** What stays planned comes before what is done: somebody has to decide on it. */
function toHeldSections({ changes: { held, showAll }, summary: { plan } }: RunFindings): PageSection[] {
  if (held === undefined) return [];
  return [toChangeList(held, { which: 'held', showAll, apply: plan?.apply })];
}

function toTitle({ command, dryRun, plan, source, undoOf }: Summary): string {
  if (undoOf !== undefined) return `Undo of run ${undoOf}`;
  const what = `mport of ${toSourceLabel(source)}`;
  if (dryRun) return `Plan: i${what}`;
  if (command !== 'apply') return `I${what}`;
  return `Plan applied${plan === null ? '' : ' in part'}: i${what}`;
}

function toPlace({ mode, baseUrl }: Summary): string {
  return mode === null ? 'no server was asked' : `${mode} customers at ${baseUrl ?? 'a server'}`;
}

function toServerFacts({ mode, baseUrl }: Summary): Fact[] {
  return [
    ...(mode === null ? [] : [{ name: 'Mode', value: mode }]),
    ...(baseUrl === null ? [] : [{ name: 'Server', value: baseUrl }]),
  ];
}

function toOutcomes({ counts, addresses, dryRun, source }: Summary) {
  const labels = dryRun ? STATUS_LABELS : { ...STATUS_LABELS, ...HELD_LABELS };
  const shares = (Object.keys(labels) as BulkStatus[]).map((status) => ({
    label: labels[status],
    isPlanned: !dryRun && Object.hasOwn(HELD_LABELS, status),
    look: STATUS_OUTCOMES[status],
    count: counts[status],
  }));
  const made = addresses.created + addresses.existing + addresses.failed;
  const parts = [
    toPart(addresses.created, 'made'),
    toPart(addresses.existing, 'found'),
    toPart(addresses.failed, 'failed'),
  ];
  const note = parts.filter((part) => part !== '').join(', ');
  return toTotals({
    figures: [
      { label: 'Rows', value: source.rows },
      ...shares.filter(({ count }) => count > 0).map(({ label, count }) => ({ label, value: count })),
      ...(made === 0 ? [] : [{ label: 'Addresses', value: addresses.created + addresses.existing, note }]),
    ],
    shares,
  });
}

function toPart(count: number, word: string): string {
  return count === 0 ? '' : `${toGrouped(count)} ${word}`;
}
