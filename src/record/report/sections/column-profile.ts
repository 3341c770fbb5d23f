/** What each column of the file has in it. */
import { toGrouped } from '../../../core/count-text.js';
import type { ColumnProfile } from '../../tally/column-profiles.js';
import { fragment, type Html } from '../html.js';
import { toCardTable } from '../findings-table.js';
import type { PageSection } from '../section.js';
import { toPercent } from './totals.js';

/** A column and what it is read as; empty text where it is not read. */
export type ReadColumn = ColumnProfile & { readonly field: string };

const COLUMNS_SHOWN = 200;

export function toColumnProfile(columns: readonly ReadColumn[], rows: number): PageSection {
  const rest = columns.length - COLUMNS_SHOWN;
  return {
    id: 'profile',
    title: 'What is in each column',
    body: fragment`<p class="muted">
        Does each column have what you expect? The examples are masked: only enough is left to recognise a
        value by.
      </p>
      <div class="scroll" role="region" tabindex="0" aria-label="Columns">
        ${toCardTable(HEADS, fragment`${columns.slice(0, COLUMNS_SHOWN).map((column) => toRow(column, rows))}`)}
      </div>
      ${rest > 0 && fragment`<p class="muted">${toGrouped(rest)} more columns are not shown.</p>`}`,
  };
}

const HEADS = [
  { name: 'Column', className: 'name' },
  { name: 'Read as', className: 'word' },
  ...['Filled', 'Different', 'Shortest', 'Longest'].map((name) => ({ name, className: 'number' })),
  { name: 'Examples', className: 'side' },
] as const;

function toRow(column: ReadColumn, rows: number): Html {
  const { name, field, filled, distinct, moreDistinct, shortest, longest, samples } = column;
  const different = moreDistinct ? `over ${toGrouped(distinct)}` : toGrouped(distinct);
  const lengths = filled === 0 ? ['–', '–'] : [toGrouped(shortest), toGrouped(longest)];
  const figures = [toPercent(filled, rows), different, ...lengths];
  return fragment`<tr role="row">
    <th role="rowheader" scope="row" class="name"><bdi>${name}</bdi></th>
    <td role="cell" class="word" data-label="Read as">${field === '' ? fragment`<span class="muted">not read</span>` : field}</td>
    ${figures.map((figure, at) => fragment`<td role="cell" class="number" data-label="${HEADS[at + 2]?.name}">${figure}</td>`)}
    <td role="cell" class="side" data-label="Examples">${samples.map((sample) => fragment`<code>${sample}</code> `)}</td>
  </tr> `;
}
