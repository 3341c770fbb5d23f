/** The findings by cause: what is wrong, what to do, and the first rows. */
import { CODES } from '../../../core/codes.js';
import type { Issue } from '../../../core/types.js';
import { toGrouped } from '../../summary/text-table.js';
import type { ListedGroup } from '../../tally/issue-tally.js';
import { fragment, toProse, type Html } from '../html.js';
import type { PageSection } from '../section.js';
import { toFindingsTable } from '../findings-table.js';
import { toCauseTitle, toColumnName, toFound, toRowName } from '../words.js';

const ROWS_SHOWN = 5;
const COLUMNS_SHOWN = 6;

/** Shown at once where they are few; else the reader opens what matters to him. */
const OPEN_UP_TO = 12;

export function toCauses(causes: readonly ListedGroup[]): PageSection {
  return {
    id: 'causes',
    title: 'What is wrong, and how to fix it',
    body: fragment`${causes.map((cause) => toCauseHtml(cause, causes.length <= OPEN_UP_TO))}`,
  };
}

function toCauseHtml(cause: ListedGroup, isOpen: boolean): Html {
  const { code, severity, count, listed } = cause;
  const title = toCauseTitle(cause);
  const shown = listed.slice(0, ROWS_SHOWN);
  return fragment`<article class="cause ${severity}">
    <h3>${title}</h3>
    <p class="facts">
      <span class="badge ${severity}">${severity === 'error' ? 'Error' : 'Warning'}</span>
      <b>${toTimes(count)}</b>${toPlace(cause)} <code class="muted">${code}</code>
    </p>
    <p class="remedy"><b>To do:</b> ${toProse(CODES[code].remedy)}</p>
    <details ${isOpen && 'open'}>
      <summary>${toHeading(shown.length, count)}<span class="hidden">: ${title}</span></summary>
      <div class="scroll" role="region" tabindex="0" aria-label="Rows: ${title}">
        ${toFindingsTable(['Row', 'Line', 'Column', 'What was found'], fragment`${shown.map(toRowHtml)}`)}
      </div>
      ${
        count > shown.length &&
        fragment`<p>
          <button type="button" class="quiet" data-kind="${cause.key}">
            Show them in the list<span class="hidden">: ${title}</span>
          </button>
        </p>`
      }
    </details>
  </article> `;
}

function toTimes(count: number): string {
  return count === 1 ? 'once' : `${toGrouped(count)} times`;
}

function toPlace({ columns }: ListedGroup): Html | undefined {
  const named = columns.filter(({ name }) => name !== '').slice(0, COLUMNS_SHOWN);
  if (named.length === 0) return undefined;
  const more = columns.length - named.length;
  const names = named.map(({ name }, at) => fragment`${at > 0 && ', '}<b><bdi>${name}</bdi></b>`);
  return fragment` in ${names}${more > 0 && ` and ${toGrouped(more)} more`}`;
}

function toHeading(shown: number, count: number): string {
  if (shown < count) return `The first ${shown} of ${toGrouped(count)}`;
  return count === 1 ? 'Where' : `All ${count}`;
}

function toRowHtml(issue: Issue): Html {
  const { column, line, rowNumber } = issue;
  return fragment`<tr role="row">
    <td role="cell" class="number" data-label="Row">${toRowName(rowNumber)}</td>
    <td role="cell" class="number" data-label="Line">${line}</td>
    <td role="cell" class="name"><bdi>${toColumnName(column)}</bdi></td>
    <td role="cell" class="found"><bdi>${toProse(toFound(issue))}</bdi></td>
  </tr> `;
}
