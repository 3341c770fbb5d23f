/** The first differences of each status; reconcile.csv has them all. */
import { RECONCILE_STATUSES, type ReconcileStatus } from '../../../core/difference.js';
import { toGrouped } from '../../../core/count-text.js';
import { toChangedPart } from '../../changes/changed-part.js';
import type { DriftExample } from '../drift-examples.js';
import { STATUS_LOOK } from '../drift-words.js';
import { fragment, toProse, type Html } from '../html.js';
import type { PageSection } from '../section.js';
import { toCardTable } from '../findings-table.js';
import { toStepHtml } from '../step.js';
import { toKey } from './totals.js';

export type Examples = ReadonlyMap<ReconcileStatus, readonly DriftExample[]>;

/** `isMasked`: the values are tokens. */
export function toDriftExamples(
  examples: Examples,
  statuses: Readonly<Record<ReconcileStatus, number>>,
  { isMasked }: { readonly isMasked: boolean },
): PageSection {
  return {
    id: 'examples',
    title: 'The first of each kind',
    body: fragment`<p class="muted">
        ${isMasked && 'Values are tokens.'} <a href="reconcile.csv">reconcile.csv</a> has every difference in full.
      </p>
      ${RECONCILE_STATUSES.map((status) => {
        const found = examples.get(status) ?? [];
        return found.length > 0 && toKindHtml(status, found, statuses[status]);
      })}`,
  };
}

function toKindHtml(status: ReconcileStatus, found: readonly DriftExample[], count: number): Html {
  const { label, meaning } = STATUS_LOOK[status];
  const columns = toColumns(found);
  const rows = found.map(
    (one) =>
      fragment`<tr role="row">${columns.map(({ name, className, toCell }) => fragment`<td role="cell" class="${className}" data-label="${name}">${toCell(one)}</td>`)}</tr>\n`,
  );
  return fragment`<article class="cause">
    <h3>${label}</h3>
    <p class="facts">${toKey(STATUS_LOOK[status].look)}<b>${toGrouped(count)}</b>${found.length < count && ` (the first ${found.length} are shown)`} <code class="muted">${status}</code></p>
    <p class="remedy">${toStepHtml(meaning)}</p>
    <div class="scroll" role="region" tabindex="0" aria-label="Examples: ${label}">
      ${toCardTable(columns, fragment`${rows}`)}
    </div>
  </article> `;
}

interface Column {
  readonly name: string;
  readonly className: 'number' | 'name' | 'word' | 'side' | 'found';
  readonly toCell: (one: DriftExample) => Html | string;
}

/** Columns that would stay empty are left out. */
function toColumns(found: readonly DriftExample[]): Column[] {
  const all: (Column & { readonly isUsed: (one: DriftExample) => boolean })[] = [
    { name: 'Row', className: 'number', isUsed: isRow, toCell: (one) => String(one.rowNumber ?? '') },
    { name: 'Line', className: 'number', isUsed: isRow, toCell: (one) => String(one.line ?? '') },
    {
      name: 'Customer',
      className: 'name',
      isUsed: ({ customer }) => customer !== '',
      toCell: ({ customer }) => fragment`<bdi>${customer}</bdi>`,
    },
    {
      name: 'Known as',
      className: 'word',
      isUsed: ({ keyField }) => keyField !== '',
      toCell: ({ key }) => toValueHtml(key),
    },
    {
      name: 'uid',
      className: 'word',
      isUsed: ({ field, uid, keyField }) => field === '' && uid !== '' && keyField !== 'uid',
      toCell: ({ uid }) => toValueHtml(uid),
    },
    {
      name: 'Field',
      className: 'word',
      isUsed: isChange,
      toCell: ({ field }) => fragment`<bdi>${field}</bdi>`,
    },
    {
      name: 'In the file',
      className: 'side',
      isUsed: isChange,
      toCell: ({ remote, source }) => toSideHtml(source, remote),
    },
    {
      name: 'At the remote',
      className: 'side',
      isUsed: isChange,
      toCell: ({ remote, source }) => toSideHtml(remote, source),
    },
    {
      name: 'What was found',
      className: 'found',
      isUsed: ({ message }) => message !== '',
      toCell: toFoundHtml,
    },
  ];
  return all.filter(({ isUsed }) => found.some(isUsed));
}

function isRow({ rowNumber }: DriftExample): boolean {
  return rowNumber !== undefined;
}

function isChange({ field }: DriftExample): boolean {
  return field !== '';
}

function toValueHtml(text: string): Html {
  return text === '' ? fragment`<span class="muted">nothing</span>` : fragment`<code>${text}</code>`;
}

/** The part that the other side has differently is marked. */
function toSideHtml(text: string, other: string): Html {
  if (text === '' || other === '') return toValueHtml(text);
  const { start, end, removed } = toChangedPart(text, other);
  return fragment`<code>${start}${removed !== '' && fragment`<mark>${removed}</mark>`}${end}</code>`;
}

function toFoundHtml({ message, code }: DriftExample): Html {
  return fragment`<bdi>${toProse(message)}</bdi> ${code !== '' && fragment`<code class="muted">${code}</code>`}`;
}
