/** The page of a comparison: whether the two are in step, and if not, what to do. */
import { RECONCILE_STATUSES } from '../../core/difference.js';
import type { SourceFormat } from '../../core/types.js';
import { toCount, toGrouped } from '../../core/count-text.js';
import type { ReconcileSummary } from '../tally/drift.js';
import type { Summary } from '../summary/summary.js';
import { STATUS_LOOK } from './drift-words.js';
import { fragment } from './html.js';
import type { HtmlPage } from './page.js';
import { toDriftByField } from './sections/drift-by-field.js';
import { toDriftExamples, type Examples } from './sections/drift-examples.js';
import { toFacts } from './sections/facts.js';
import { toNights, type Night } from './sections/nights.js';
import { toTotals } from './sections/totals.js';
import { toSettings } from './settings.js';
import { toReadingFacts, toSourceFacts, toSourceLabel } from './source-facts.js';
import { toTimeHtml } from './time.js';
import type { PageVerdict } from './verdict.js';

export interface ReconcileFindings {
  readonly summary: Summary;
  /** Names of the files next to the page. */
  readonly files: readonly string[];
  readonly reconcile: ReconcileSummary;
  readonly format: SourceFormat;
  readonly examples: Examples;
  /** Earlier comparisons of the same two, the newest first. */
  readonly earlier: readonly Night[];
  readonly options: Readonly<Record<string, unknown>>;
  /** Whether values have given way to tokens (`--mask`). */
  readonly isMasked: boolean;
  /** Of this program. */
  readonly version: string;
}

export function toReconcilePage(findings: ReconcileFindings): HtmlPage {
  const { summary, reconcile, files, format, examples, earlier, options, isMasked, version } = findings;
  const { source } = summary;
  const place = reconcile.against ?? `${summary.mode ?? ''} customers at ${summary.baseUrl ?? 'the remote'}`;
  const { runId, startedAt } = summary;
  const tonight = { runId, startedAt, drift: reconcile.drift, fixable: reconcile.fixupRows };
  return {
    title: `Comparison of ${toSourceLabel(source)}`,
    subtitle: fragment`With ${place}, on ${toTimeHtml(summary.finishedAt)}. Nothing was changed.`,
    verdict: toVerdict(reconcile),
    sections: [
      toCounts(reconcile, source.rows),
      ...(reconcile.fields.length === 0
        ? []
        : [toDriftByField(reconcile.fields, reconcile.statuses.changed)]),
      toNights([tonight, ...earlier]),
      ...(examples.size === 0 ? [] : [toDriftExamples(examples, reconcile.statuses, { isMasked })]),
      toFacts('about', 'About this comparison', {
        facts: [...toSourceFacts(summary), { name: 'Compared with', value: place.trim() }],
        files,
        technical: [...toReadingFacts(summary, format), ...toSettings(options)],
      }),
    ],
    madeBy: `Made by bitpowr-bulk ${version}. This page loads nothing and sends nothing. ${isMasked ? 'Personal data have been replaced by tokens.' : 'It shows values of customers, so share it only with those who may see them.'}`,
  };
}

function toCounts({ statuses, drift, remoteCustomers, previous }: ReconcileSummary, rows: number) {
  return toTotals({
    figures: [
      { label: 'Rows', value: rows },
      { label: 'Customers at the remote', value: remoteCustomers },
      { label: 'In step', value: statuses.same },
      { label: 'Drift', value: drift },
      ...(previous === null
        ? []
        : [
            {
              label: 'New since before',
              value: previous.new,
              note: `${toGrouped(previous.known)} known, ${toGrouped(previous.gone)} gone`,
            },
          ]),
    ],
    shares: RECONCILE_STATUSES.map((status) => ({ ...STATUS_LOOK[status], count: statuses[status] })),
  });
}

function toVerdict(reconcile: ReconcileSummary): PageVerdict {
  const { drift, allowedDrift, unsure } = reconcile;
  if (unsure !== null) {
    return {
      tone: 'bad',
      title: 'Not sure that every customer was seen',
      text: unsure,
      steps: ['Compare again when fewer customers are changed. What is below may lack some.'],
    };
  }
  if (drift === 0) {
    return {
      tone: 'good',
      title: 'The two are in step',
      text: 'Nothing that was compared differs, and no customer is missing.',
      steps: [],
    };
  }
  const title = `${toCount(drift, 'is', 'are')} not in step`;
  const isAllowed = drift <= allowedDrift;
  return {
    tone: isAllowed ? 'fair' : 'bad',
    title: isAllowed ? `${title}, which is allowed` : title,
    text:
      allowedDrift === 0
        ? 'The file and the remote do not say the same.'
        : `Up to ${toCount(allowedDrift, 'is', 'are')} allowed by --max-drift.`,
    steps: toSteps(reconcile),
  };
}

function toSteps({ fixupRows, mend, statuses }: ReconcileSummary): string[] {
  const byHand = statuses.missing_source + statuses.ambiguous;
  return [
    ...(mend === null
      ? []
      : [
          `Look through \`fixup.csv\`: its ${toCount(fixupRows, 'row brings', 'rows bring')} the remote in step with the file. Take out what is right at the remote.`,
          `Import it: \`${mend}\``,
        ]),
    ...(statuses.invalid > 0
      ? [`Correct the rows of the file that are not valid (${toGrouped(statuses.invalid)}).`]
      : []),
    ...(byHand > 0
      ? [
          `Decide on those that are missing in the file or ambiguous (${toGrouped(byHand)}), which no import can correct; \`reconcile.csv\` lists them. Until then they stay drift.`,
        ]
      : []),
    'Compare again.',
  ];
}
