/** The drift of this comparison and of the ones before. */
import { toGrouped } from '../../../core/count-text.js';
import { fragment, type Html } from '../html.js';
import type { PageSection } from '../section.js';
import { toTimeHtml } from '../time.js';
import { toKey } from './totals.js';

const NIGHTS_SHOWN = 14;

export interface Night {
  readonly runId: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly drift: number;
  /** Of these, what importing fixup.csv corrects. */
  readonly fixable: number;
}

/** `nights`: at least one, the newest first, which is this comparison. */
export function toNights(nights: readonly Night[]): PageSection {
  const shown = nights.slice(0, NIGHTS_SHOWN);
  const most = Math.max(1, ...shown.map(({ drift }) => drift));
  const rest = nights.length - shown.length;
  return {
    id: 'nights',
    title: 'This time and before',
    body: fragment`<p class="muted">
        Each bar is one comparison of this file with the same place, the newest first.
      </p>
      <ul class="legend">
        <li>${toKey('updated')}an import of <code>fixup.csv</code> corrects it</li>
        <li>${toKey('conflict')}a person decides</li>
      </ul>
      <ul class="columns">
        ${shown.map((night, at) => toNightHtml(night, most, at === 0))}
      </ul>
      ${rest > 0 && fragment`<p class="muted">${toGrouped(rest)} earlier ones are not shown.</p>`}`,
  };
}

function toNightHtml({ runId, startedAt, drift, fixable }: Night, most: number, isThis: boolean): Html {
  const toWidth = (count: number): number =>
    count === 0 ? 0 : Math.max(4, Math.round((count / most) * 1000));
  const parts = [
    ...(fixable > 0 ? [`${toGrouped(fixable)} by the fixup`] : []),
    ...(drift > fixable ? [`${toGrouped(drift - fixable)} by a person`] : []),
  ];
  const words = drift === 0 ? 'in step' : `${toGrouped(drift)} not in step: ${parts.join(', ')}`;
  return fragment`<li>
    <p><b>${toTimeHtml(startedAt)}</b>${isThis && ' (this one)'} <span class="muted">${words}; run <bdi>${runId}</bdi></span></p>
    <svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
      <rect class="updated" x="0" y="0" width="${toWidth(fixable)}" height="10" />
      <rect class="conflict" x="${toWidth(fixable)}" y="0" width="${toWidth(drift - fixable)}" height="10" />
    </svg>
  </li> `;
}
