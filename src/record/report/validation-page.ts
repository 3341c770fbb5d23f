/** The page of a check: whether the file can be imported, and if not, what to fix. */
import { basename } from 'node:path';
import type { SourceFormat } from '../../core/types.js';
import { toCount, toGrouped } from '../../core/count-text.js';
import type { ColumnProfile } from '../tally/column-profiles.js';
import type { Summary } from '../summary/summary.js';
import type { ListedGroup } from '../tally/issue-tally.js';
import { fragment } from './html.js';
import type { HtmlPage } from './page.js';
import { toByColumn } from './sections/by-column.js';
import { toCauses } from './sections/causes.js';
import { toColumnProfile } from './sections/column-profile.js';
import { toExplorer } from './sections/explorer.js';
import { toFacts } from './sections/facts.js';
import { toTotals } from './sections/totals.js';
import { toSettings } from './settings.js';
import { toReadingFacts, toSourceFacts, toSourceLabel } from './source-facts.js';
import { toTimeHtml } from './time.js';
import type { PageVerdict } from './verdict.js';

export interface ValidationFindings {
  readonly summary: Summary;
  /** Names of the files next to the page. */
  readonly files: readonly string[];
  readonly format: SourceFormat;
  readonly causes: readonly ListedGroup[];
  /** Rows that have warnings and no error. */
  readonly warnedRows: number;
  readonly columns: readonly (ColumnProfile & { readonly field: string })[];
  readonly options: Readonly<Record<string, unknown>>;
  /** The spreadsheet with the marked cells, if there is one. */
  readonly annotated?: string | undefined;
  /** Whether values have given way to tokens (`--mask`). */
  readonly isMasked: boolean;
  /** Of this program. */
  readonly version: string;
}

export function toValidationPage(findings: ValidationFindings): HtmlPage {
  const { summary, causes, columns, files, format, options, isMasked, version } = findings;
  const { source } = summary;
  return {
    title: `Check of ${toSourceLabel(source)}`,
    subtitle: fragment`${toCount(source.rows, 'row')}, checked on ${toTimeHtml(summary.finishedAt)}. Nothing was sent anywhere.`,
    verdict: toVerdict(findings),
    sections: [
      toTotalsOf(findings),
      ...(causes.length === 0
        ? []
        : [toCauses(causes), toByColumn(causes), toExplorer(causes, { fileName: 'issues.csv' })]),
      toColumnProfile(columns, source.rows),
      toFacts('about', 'About this check', {
        facts: toSourceFacts(summary),
        files,
        technical: [...toReadingFacts(summary, format), ...toSettings(options)],
      }),
    ],
    madeBy: `Made by bitpowr-bulk ${version}. This page loads nothing and sends nothing. ${isMasked ? MASKED : SHOWN}`,
  };
}

const SHOWN = 'It shows the values that were found wrong, so share it only with those who may see them.';
const MASKED = 'Personal data have been replaced by tokens.';

function count(causes: readonly ListedGroup[], severity: ListedGroup['severity']): number {
  return causes.reduce((sum, cause) => sum + (cause.severity === severity ? cause.count : 0), 0);
}

function toTotalsOf({ summary, causes, warnedRows }: ValidationFindings) {
  const { counts, source } = summary;
  const ready = source.rows - counts.invalid - counts.skipped;
  return toTotals({
    figures: [
      { label: 'Rows', value: source.rows },
      { label: 'Ready', value: ready },
      { label: 'To correct', value: counts.invalid },
      { label: 'Errors', value: count(causes, 'error') },
      { label: 'Warnings', value: count(causes, 'warning') },
    ],
    shares: [
      { label: 'Ready without warnings', count: ready - warnedRows, look: 'created' },
      { label: 'Ready with warnings', count: warnedRows, look: 'warned' },
      { label: 'To correct', count: counts.invalid, look: 'invalid' },
      { label: 'Left out', count: counts.skipped, look: 'skipped' },
    ],
  });
}

const STEPS_BY_FILE: readonly string[] = [
  'Correct the rows in your own file, or in `rejected.csv`, which has only them, with the reason at the end of each. What is wrong, and how to fix it, is below.',
  'If you open a CSV file in a spreadsheet, read all columns as text. Otherwise leading zeros and long numbers are lost.',
  'Check the corrected file again.',
];

function toStepsInSpreadsheet(path: string): readonly string[] {
  return [
    `Open \`${basename(path)}\`. It is your file as a spreadsheet: the cells to correct are red, and a comment on each says what is wrong and how to fix it.`,
    'Correct them there, and save it. Yellow cells are taken as they are, if you leave them.',
    'Check the corrected spreadsheet again.',
  ];
}

function toVerdict({ summary, causes, warnedRows, annotated }: ValidationFindings): PageVerdict {
  const { counts, source, exitCode } = summary;
  const ready = source.rows - counts.invalid - counts.skipped;
  if (counts.invalid > 0) {
    return {
      tone: 'bad',
      title: `${toShare(counts.invalid, source.rows)} must be corrected`,
      text: ready === 0 ? 'No row can be imported as it is.' : `${toTheOthers(ready)} can be imported.`,
      steps: annotated === undefined ? STEPS_BY_FILE : toStepsInSpreadsheet(annotated),
    };
  }
  if (exitCode !== 0) {
    return {
      tone: 'bad',
      title: 'The column names must be corrected',
      text: 'The rows are valid, but the header of the file is not.',
      steps: ['Rename or map the columns that are named below.', 'Check the file again.'],
    };
  }
  if (causes.length > 0) {
    return {
      tone: 'fair',
      title: 'The file can be imported; some things are worth a look',
      text:
        warnedRows === 0
          ? 'Every row is fit to be imported. The warnings are about the header.'
          : `Every row is fit to be imported, ${toCount(warnedRows, 'row')} with a warning: these values are sent unchanged.`,
      steps: ['Look through the warnings below. What you know to be right can stay.'],
    };
  }
  return { tone: 'good', title: 'The file can be imported', text: 'Nothing is wrong with it.', steps: [] };
}

function toTheOthers(rows: number): string {
  return rows === 1 ? 'The other row' : `The other ${toGrouped(rows)}`;
}

function toShare(count: number, total: number): string {
  if (count < total) return `${toGrouped(count)} of ${toCount(total, 'row')}`;
  return total === 1 ? 'The only row' : `All ${toCount(total, 'row')}`;
}
