/** What each column of the file has in it. */
import type { ColumnProfile } from '../../tally/column-profiles.js';
import { toGrouped } from '../../summary/text-table.js';
import { fragment, type Html } from '../html.js';
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
        <table>
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">Read as</th>
              <th scope="col" class="number">Filled</th>
              <th scope="col" class="number">Different</th>
              <th scope="col" class="number">Shortest</th>
              <th scope="col" class="number">Longest</th>
              <th scope="col">Examples</th>
            </tr>
          </thead>
          <tbody>
            ${columns.slice(0, COLUMNS_SHOWN).map((column) => toRow(column, rows))}
          </tbody>
        </table>
      </div>
      ${rest > 0 && fragment`<p class="muted">${toGrouped(rest)} more columns are not shown.</p>`}`,
  };
}

function toRow(column: ReadColumn, rows: number): Html {
  const { name, field, filled, distinct, moreDistinct, shortest, longest, samples } = column;
  const different = moreDistinct ? `over ${toGrouped(distinct)}` : toGrouped(distinct);
  const lengths = filled === 0 ? ['–', '–'] : [toGrouped(shortest), toGrouped(longest)];
  return fragment`<tr>
    <th scope="row"><bdi>${name}</bdi></th>
    <td>${field === '' ? fragment`<span class="muted">not read</span>` : field}</td>
    <td class="number">${toPercent(filled, rows)}</td>
    <td class="number">${different}</td>
    ${lengths.map((length) => fragment`<td class="number">${length}</td>`)}
    <td>${samples.map((sample) => fragment`<code>${sample}</code> `)}</td>
  </tr> `;
}
