/** A picture of the drift: which field differs how often. */
import { toCount, toGrouped } from '../../../core/count-text.js';
import { fragment, type Html } from '../html.js';
import type { PageSection } from '../section.js';
import { toPercent } from './totals.js';

const FIELDS_SHOWN = 25;

export interface DriftedField {
  readonly field: string;
  readonly count: number;
}

/** `fields`: at least one, the most frequent first; `changed`: how many rows differ in any. */
export function toDriftByField(fields: readonly DriftedField[], changed: number): PageSection {
  const most = fields[0]?.count ?? 1;
  const rest = fields.length - FIELDS_SHOWN;
  return {
    id: 'fields',
    title: 'Which fields differ',
    body: fragment`<p class="muted">
        Each bar is one field; its length is the number of rows where it differs. A row may differ in several.
      </p>
      <ul class="columns">
        ${fields.slice(0, FIELDS_SHOWN).map((field) => toFieldHtml(field, most, changed))}
      </ul>
      ${rest > 0 && fragment`<p class="muted">${toGrouped(rest)} more fields differ less often.</p>`}`,
  };
}

function toFieldHtml({ field, count }: DriftedField, most: number, changed: number): Html {
  const rows = toCount(count, 'row');
  return fragment`<li>
    <p><b><bdi>${field}</bdi></b> <span class="muted">${rows}, ${toPercent(count, changed)} of those that differ</span></p>
    <svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
      <rect class="updated" x="0" y="0" width="${Math.max(4, Math.round((count / most) * 1000))}" height="10" />
    </svg>
  </li> `;
}
