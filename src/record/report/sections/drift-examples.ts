/** The first differences of each status; reconcile.csv has them all. */
import { RECONCILE_STATUSES, type ReconcileStatus } from '../../../core/difference.js';
import { maskText } from '../../../core/redact.js';
import type { DatedDifference } from '../../table/reconcile-csv.js';
import { toGrouped } from '../../summary/text-table.js';
import { STATUS_LOOK } from '../drift-words.js';
import { fragment, toProse, type Html } from '../html.js';
import type { PageSection } from '../section.js';

export type Examples = ReadonlyMap<ReconcileStatus, readonly DatedDifference[]>;

/** `isMasked`: tokens stand for the values already; else only enough of each is shown to recognise it by. */
export function toDriftExamples(
  examples: Examples,
  statuses: Readonly<Record<ReconcileStatus, number>>,
  { isMasked }: { readonly isMasked: boolean },
): PageSection {
  const show = (text: string): string => (isMasked || text === '' ? text : maskText(text));
  return {
    id: 'examples',
    title: 'The first of each kind',
    body: fragment`<p class="muted">
        ${isMasked ? 'Tokens stand for the values.' : 'Values are masked: only enough is left to recognise them by.'}
        The file <code>reconcile.csv</code> has every difference in full.
      </p>
      ${RECONCILE_STATUSES.map((status) => {
        const found = examples.get(status) ?? [];
        return found.length > 0 && toKindHtml(status, found, statuses[status], show);
      })}`,
  };
}

function toKindHtml(
  status: ReconcileStatus,
  found: readonly DatedDifference[],
  count: number,
  show: (text: string) => string,
): Html {
  const { label, meaning } = STATUS_LOOK[status];
  const columns = toColumns(found, show);
  const rows = found.map(
    (one) =>
      fragment`<tr>${columns.map(({ className, toCell }) => fragment`<td class="${className}">${toCell(one)}</td>`)}</tr>\n`,
  );
  return fragment`<article class="cause">
    <h3>${label}</h3>
    <p class="facts"><b>${toGrouped(count)}</b> <code class="muted">${status}</code></p>
    <p class="remedy">${toProse(meaning)}</p>
    <div class="scroll" role="region" tabindex="0" aria-label="Examples: ${label}"><table>
      <thead><tr>${columns.map(({ name, className }) => fragment`<th scope="col" class="${className}">${name}</th>`)}</tr></thead>
      <tbody>${rows}</tbody>
    </table></div>
  </article> `;
}

interface Column {
  readonly name: string;
  readonly className: 'number' | 'route' | 'found';
  readonly toCell: (one: DatedDifference) => Html | string;
}

/** Columns that would stay empty are left out. */
function toColumns(found: readonly DatedDifference[], show: (text: string) => string): Column[] {
  const all: (Column & { readonly isUsed: (one: DatedDifference) => boolean })[] = [
    { name: 'Row', className: 'number', isUsed: isRow, toCell: (one) => String(one.rowNumber ?? '') },
    { name: 'Line', className: 'number', isUsed: isRow, toCell: (one) => String(one.line ?? '') },
    {
      name: 'Known as',
      className: 'route',
      isUsed: ({ keyField }) => keyField !== '',
      toCell: ({ key, keyField }) => toValueHtml(keyField === 'uid' ? key : show(key)),
    },
    {
      name: 'Customer',
      className: 'route',
      isUsed: ({ field, uid, keyField }) => field === '' && uid !== '' && keyField !== 'uid',
      toCell: ({ uid }) => toValueHtml(uid),
    },
    {
      name: 'Field',
      className: 'route',
      isUsed: isChange,
      toCell: ({ field }) => fragment`<bdi>${field}</bdi>`,
    },
    {
      name: 'In the file',
      className: 'route',
      isUsed: isChange,
      toCell: ({ source }) => toValueHtml(show(source)),
    },
    {
      name: 'At the remote',
      className: 'route',
      isUsed: isChange,
      toCell: ({ remote }) => toValueHtml(show(remote)),
    },
    {
      name: 'What was found',
      className: 'found',
      isUsed: ({ message }) => message !== '',
      toCell: (one) => toFoundHtml(one, show),
    },
  ];
  return all.filter(({ isUsed }) => found.some(isUsed));
}

function isRow({ rowNumber }: DatedDifference): boolean {
  return rowNumber !== undefined;
}

function isChange({ field }: DatedDifference): boolean {
  return field !== '';
}

function toValueHtml(text: string): Html {
  return text === '' ? fragment`<span class="muted">nothing</span>` : fragment`<code>${text}</code>`;
}

/** What a message quotes is a value. */
function toFoundHtml({ message, code }: DatedDifference, show: (text: string) => string): Html {
  const shown = message.replace(/`([^`]+)`/g, (_all, value: string) => `\`${show(value)}\``);
  return fragment`<bdi>${toProse(shown)}</bdi> ${code !== '' && fragment`<code class="muted">${code}</code>`}`;
}
