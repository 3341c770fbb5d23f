/** A picture of the findings: which column has how many, and of what kind. */
import type { Severity } from '../../../core/types.js';
import { toCount, toGrouped } from '../../../core/count-text.js';
import type { ListedGroup } from '../../tally/issue-tally.js';
import { fragment, type Html } from '../html.js';
import type { PageSection } from '../section.js';
import { toCauseTitle, toColumnName } from '../words.js';
import { toKey } from './totals.js';

const COLUMNS_SHOWN = 25;
const KINDS_SHOWN = 4;

interface ColumnFindings {
  readonly name: string;
  readonly counts: Readonly<Record<Severity, number>>;
  /** The most frequent first. */
  readonly kinds: readonly { readonly cause: ListedGroup; readonly count: number }[];
}

export function toByColumn(causes: readonly ListedGroup[]): PageSection {
  const all = toColumns(causes);
  const shown = all.slice(0, COLUMNS_SHOWN);
  const most = Math.max(...shown.map(({ counts }) => counts.error + counts.warning));
  const rest = all.length - shown.length;
  const has = (severity: Severity): boolean => causes.some((cause) => cause.severity === severity);
  return {
    id: 'columns',
    title: 'Where it is',
    body: fragment`<p class="muted">
        Each bar is one column of the file; its length is the number of findings in it.
      </p>
      <ul class="legend">
        ${has('error') && fragment`<li>${toKey('invalid')}errors: the row is not taken</li>`}
        ${has('warning') && fragment`<li>${toKey('warned')}warnings: the row is taken as it is</li>`}
      </ul>
      <ul class="columns">
        ${shown.map((column) => toColumnHtml(column, most))}
      </ul>
      ${rest > 0 && fragment`<p class="muted">${toGrouped(rest)} more columns have fewer findings; the list below has them too.</p>`}`,
  };
}

function toColumns(causes: readonly ListedGroup[]): ColumnFindings[] {
  const found = new Map<
    string,
    { counts: Record<Severity, number>; kinds: { cause: ListedGroup; count: number }[] }
  >();
  for (const cause of causes) {
    for (const { name, count } of cause.columns) {
      const column = found.get(name) ?? { counts: { error: 0, warning: 0 }, kinds: [] };
      found.set(name, column);
      column.counts[cause.severity] += count;
      column.kinds.push({ cause, count });
    }
  }
  return [...found]
    .map(([name, { counts, kinds }]) => ({ name, counts, kinds: kinds.sort((a, b) => b.count - a.count) }))
    .sort((a, b) => b.counts.error - a.counts.error || b.counts.warning - a.counts.warning);
}

function toColumnHtml({ name, counts, kinds }: ColumnFindings, most: number): Html {
  const total = counts.error + counts.warning;
  const errors = toWidth(counts.error, most);
  const words = [toWords(counts.error, 'error'), toWords(counts.warning, 'warning')].filter(
    (part) => part !== '',
  );
  return fragment`<li>
    <p>
      <button type="button" class="link" data-column="${name}" title="Show in the list">
        <bdi>${toColumnName(name)}</bdi>
      </button>
      <span class="muted">${words.join(', ')}</span>
    </p>
    <svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
      <rect class="invalid" x="0" y="0" width="${errors}" height="10" />
      <rect class="warned" x="${errors}" y="0" width="${toWidth(total, most) - errors}" height="10" />
    </svg>
    <p class="kinds">
      ${kinds.slice(0, KINDS_SHOWN).map(({ cause, count }) => fragment`<span>${toGrouped(count)} × ${toCauseTitle(cause)}</span> `)}${kinds.length > KINDS_SHOWN && fragment`<span>${kinds.length - KINDS_SHOWN} more kinds</span>`}
    </p>
  </li> `;
}

/** Of 1000; what is there can be seen. */
function toWidth(count: number, most: number): number {
  return count === 0 ? 0 : Math.max(4, Math.round((count / most) * 1000));
}

function toWords(count: number, word: string): string {
  return count === 0 ? '' : toCount(count, word);
}
