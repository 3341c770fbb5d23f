/** Each change as a diff, to search and to filter: what a person looks at before a plan is applied. */
import {
  CHANGE_KINDS,
  isEmptying,
  isEmptyValue,
  type ChangeKind,
  type RowChange,
} from '../../../core/changes.js';
import type { FieldChange } from '../../../core/types.js';
import { toGrouped } from '../../../core/count-text.js';
import { toChangedPart } from '../../changes/changed-part.js';
import type { ChangeDigest } from '../../changes/change-digest.js';
import { CHANGE_OUTCOMES, OUTCOME_MARKS } from '../../outcomes.js';
import { toFilteredList, type ListFilter } from '../filtered-list.js';
import { fragment, toDataBlock, type Html } from '../html.js';
import type { PageSection } from '../section.js';
import { toStepHtml } from '../step.js';
import { toKey } from './totals.js';

const LABELS: Readonly<Record<ChangeKind, string>> = {
  deleted: 'Deleted',
  emptied: 'Updated, with fields emptied',
  updated: 'Updated',
  created: 'Created',
  address: 'Only a deposit address',
};

/** `planned`: by a dry run; `held`: stays planned, where a part of a plan was applied; `made`: what is done; `reverted`: by an undo. */
export type ListedChanges = 'planned' | 'held' | 'made' | 'reverted';

const TITLES: Readonly<Record<ListedChanges, string>> = {
  planned: 'Every change, before it is made',
  held: 'Still planned',
  made: 'Changed customers',
  reverted: 'Changed customers',
};

export interface ChangeListOptions {
  readonly which: ListedChanges;
  /** The command that shows what the page does not hold. */
  readonly showAll: string;
  /** The command that applies what stays planned; undefined while that is not to be applied. */
  readonly apply?: string | undefined;
}

export function toChangeList(
  digest: ChangeDigest,
  { which, showAll, apply }: ChangeListOptions,
): PageSection {
  const { changes, counts } = digest;
  const prefix = which === 'held' ? 'held-' : 'changes-';
  const total = CHANGE_KINDS.reduce((sum, kind) => sum + counts[kind], 0);
  const kinds = CHANGE_KINDS.filter((kind) => counts[kind] > 0);
  return {
    id: which === 'held' ? 'held' : 'change-list',
    title: TITLES[which],
    body: fragment`${which === 'made' && fragment`<p class="muted">Customers that were created are in <a href="results.csv">results.csv</a>, not here.</p>`}
      ${apply !== undefined && toApplyHtml(apply, changes, total)}
      ${toNote(changes.length, total, showAll)}
      <ul class="legend">
        ${kinds.map((kind) => fragment`<li>${toKey(CHANGE_OUTCOMES[kind])}${LABELS[kind]}: <b>${toGrouped(counts[kind])}</b></li>`)}
      </ul>
      <noscript><p>To show the changes, the page needs JavaScript; results.csv has the changes of each row.</p></noscript>
      ${toFilteredList({
        prefix,
        label: TITLES[which],
        placeholder: 'Row, name, key or value',
        className: 'filters of-changes',
        filters: toFilters(kinds, changes),
        headings: ['Row', 'Customer', 'What', 'Before and after'],
      })}
      ${toDataBlock(`${prefix}data`, toData(changes))}`,
  };
}

function toFilters(kinds: readonly ChangeKind[], changes: readonly RowChange[]): ListFilter[] {
  const fields = [...new Set(changes.flatMap((change) => change.fields.map(({ field }) => field)))].sort();
  return [
    {
      name: 'kind',
      label: 'Kind',
      options: [['', 'All'], ...kinds.map((kind) => [kind, LABELS[kind]] as const)],
    },
    {
      name: 'field',
      label: 'Field',
      options: [['', 'All'], ...fields.map((field) => [field, field] as const)],
    },
    {
      name: 'warning',
      label: 'Warnings',
      options: [
        ['', 'All rows'],
        ['yes', 'Rows with'],
        ['no', 'Rows without'],
      ],
    },
  ];
}

function toNote(shown: number, total: number, showAll: string): Html | undefined {
  if (shown === total) return undefined;
  return fragment`<p class="notice">This page shows ${toGrouped(shown)} of ${toGrouped(total)} changes: the first of each kind. To print all of them: ${toStepHtml(`\`${showAll}\``)}</p>`;
}

/** All of what stays planned, or rows of it by their numbers. */
function toApplyHtml(apply: string, [first]: readonly RowChange[], total: number): Html {
  const one = total > 1 && first !== undefined;
  return fragment`<p>${toStepHtml(`To apply ${total === 1 ? 'it' : `all ${toGrouped(total)}`}: \`${apply}\``)}</p>
      ${one && fragment`<p>${toStepHtml(`To apply some of them, name their rows, such as \`${apply} --only ${first.rowNumber}\``)}</p>`}`;
}

/** As the page's script reads it: for each change its row, kind, customer, key, fields, address and warnings. */
function toData(changes: readonly RowChange[]) {
  return {
    looks: Object.fromEntries(
      CHANGE_KINDS.map((kind) => {
        const look = CHANGE_OUTCOMES[kind];
        return [kind, [LABELS[kind], look, OUTCOME_MARKS[look]]];
      }),
    ),
    changes: changes.map(({ fields, key, kind, name, rowNumber, wantsAddress, warnings }) => [
      rowNumber,
      kind,
      name,
      key,
      fields.map(toFieldData),
      wantsAddress ? 1 : 0,
      warnings,
    ]),
  };
}

/** Field, common start, removed part, added part, common end, and whether the field is emptied. */
function toFieldData(change: FieldChange): readonly (string | number)[] {
  const { field, before, after } = change;
  if (isEmptying(change)) return [field, '', toText(before), '', '', 1];
  if (isEmptyValue(before)) return [field, '', '', toText(after), '', 0];
  const { start, removed, added, end } = toChangedPart(toText(before), toText(after));
  return [field, start, removed, added, end, 0];
}

/** A text as it is; anything else as JSON. */
function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
