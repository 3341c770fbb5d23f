/** The findings by cause: what is wrong, what to do, and the first rows. */
import { CODES, type Code } from '../../../core/codes.js';
import { toGrouped } from '../../../core/count-text.js';
import type { FoundValue, ListedGroup } from '../../tally/issue-tally.js';
import { fragment, toProse, type Html } from '../html.js';
import type { PageSection } from '../section.js';
import { OWNER_REMEDIES } from '../owner-remedies.js';
import { toFindingsTable } from '../findings-table.js';
import { hasName, toCauseText, toCauseTitle, toColumnName, toFound, toRowName } from '../words.js';

const VALUES_SHOWN = 5;
const COLUMNS_SHOWN = 6;

export function toCauses(causes: readonly ListedGroup[]): PageSection {
  return {
    id: 'causes',
    title: 'What is wrong, and how to fix it',
    body: fragment`${causes.map((cause, at) => toCauseHtml(cause, at === 0))}`,
  };
}

function toCauseHtml(cause: ListedGroup, isOpen: boolean): Html {
  const { code, severity, count, found } = cause;
  const title = toCauseTitle(cause);
  const more = toCauseText(cause);
  const values = found.values.toSorted((a, b) => b.count - a.count);
  const shown = values.slice(0, VALUES_SHOWN);
  const isRepeated = values.some((value) => value.count > 1);
  const isNamed = shown.some(({ first }) => hasName(first));
  return fragment`<article class="cause ${severity}">
    <h3>${title}</h3>
    ${more !== '' && fragment`<p>${more}</p>`}
    <p class="facts">
      ${toBadge(cause)}
      <b>${toTimes(count)}</b>${toPlace(cause)}
    </p>
    <p class="remedy"><b>To do:</b> ${toProse(OWNER_REMEDIES[code] ?? CODES[code].remedy)}</p>
    <details ${isOpen && 'open'}>
      <summary>${toHeading(shown.length, values.length, { hasMore: found.rest > 0, isRepeated })}<span class="hidden">: ${title}</span></summary>
      <div class="scroll" role="region" tabindex="0" aria-label="Rows: ${title}">
        ${toFindingsTable([isRepeated ? 'First row' : 'Row', 'Line', ...(isNamed ? ['Customer'] : []), 'Column', 'What was found', ...(isRepeated ? ['Times'] : [])], fragment`${shown.map((value) => toRowHtml(value, { isRepeated, isNamed }))}`)}
      </div>
      ${toOperatorHtml(code)}
    </details>
    ${
      count > shown.length &&
      fragment`<p>
          <button type="button" class="quiet" data-kind="${cause.key}">
            Show them in the list<span class="hidden">: ${title}</span>
          </button>
        </p>`
    }
  </article> `;
}

/** The name of the cause for who runs the tool, and what can be done there. */
function toOperatorHtml(code: Code): Html {
  const more = OWNER_REMEDIES[code] === undefined ? undefined : CODES[code].remedy;
  return fragment`<p class="muted">
    Code <code>${code}</code>${more !== undefined && fragment`. On the command line: ${toProse(more)}`}
  </p>`;
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

/** Findings that say the same in one column are one value. */
function toHeading(
  shown: number,
  values: number,
  { hasMore, isRepeated }: { readonly hasMore: boolean; readonly isRepeated: boolean },
): string {
  const things = isRepeated ? 'values' : 'rows';
  if (values === 1) return isRepeated ? 'The value, which is always the same' : 'The row';
  if (shown === values && !hasMore) return `All ${values} ${things}`;
  return `The ${isRepeated ? 'most frequent' : 'first'} ${shown} of ${hasMore ? 'over ' : ''}${toGrouped(values)} ${things}`;
}

function toBadge({ origin, severity }: ListedGroup): Html {
  if (severity === 'warning') return fragment`<span class="badge warning">! Warning</span>`;
  if (origin === 'api') return fragment`<span class="badge failed">x Failed</span>`;
  return fragment`<span class="badge error">! Error</span>`;
}

function toRowHtml(
  { first, count }: FoundValue,
  { isNamed, isRepeated }: { readonly isNamed: boolean; readonly isRepeated: boolean },
): Html {
  const { column, line, rowNumber } = first;
  return fragment`<tr role="row">
    <td role="cell" class="number" data-label="Row">${toRowName(rowNumber)}</td>
    <td role="cell" class="number" data-label="Line">${line}</td>
    ${isNamed && fragment`<td role="cell" class="name"><bdi>${first.rowName ?? ''}</bdi></td>`}
    <td role="cell" class="column"><bdi>${toColumnName(column)}</bdi></td>
    <td role="cell" class="found"><bdi>${toProse(toFound(first))}</bdi></td>
    ${isRepeated && fragment`<td role="cell" class="number" data-label="Times">${toGrouped(count)}</td>`}
  </tr> `;
}
