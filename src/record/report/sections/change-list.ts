/** Each change as a diff, to search and to filter: what a person looks at before a plan is applied. */
import {
  CHANGE_KINDS,
  isEmptying,
  isEmptyValue,
  type ChangeKind,
  type RowChange,
} from '../../../core/changes.js';
import type { FieldChange } from '../../../core/types.js';
import { toChangedPart } from '../../changes/changed-part.js';
import type { ChangeDigest } from '../../changes/change-digest.js';
import { CHANGE_OUTCOMES, OUTCOME_MARKS } from '../../outcomes.js';
import { toGrouped } from '../../summary/text-table.js';
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

/** `planned`: by a dry run; `held`: stays planned, where a part of a plan was applied; `made`: what is done. */
export type ListedChanges = 'planned' | 'held' | 'made';

const TITLES: Readonly<Record<ListedChanges, string>> = {
  planned: 'Every change, before it is made',
  held: 'Still planned',
  made: 'Changed customers',
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
  const at = which === 'held' ? 'held' : 'changes';
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
      ${toFilterForm({ at, title: TITLES[which] }, kinds, changes)}
      <p id="${at}-count" role="status" class="count muted"></p>
      <div class="scroll" role="region" tabindex="0" aria-label="${TITLES[which]}" id="${at}-listed" hidden>
        <table role="table" class="findings">
          <thead role="rowgroup"><tr role="row">
            <th role="columnheader" scope="col" class="number">Row</th>
            <th role="columnheader" scope="col" class="name">Customer</th>
            <th role="columnheader" scope="col">What</th>
            <th role="columnheader" scope="col">Before and after</th>
          </tr></thead>
          <tbody role="rowgroup"></tbody>
        </table>
      </div>
      <p class="pager" hidden>
        <button type="button" class="quiet" id="${at}-previous">Previous</button>
        <button type="button" class="quiet" id="${at}-next">Next</button>
      </p>
      ${toDataBlock(`${at}-data`, toData(changes))}`,
  };
}

/** `at`: what the ids of the list begin with. */
function toFilterForm(
  { at, title }: { readonly at: string; readonly title: string },
  kinds: readonly ChangeKind[],
  changes: readonly RowChange[],
): Html {
  const fields = [...new Set(changes.flatMap((change) => change.fields.map(({ field }) => field)))].sort();
  return fragment`<form id="${at}-filters" class="filters of-changes" role="search" aria-label="${title}" hidden>
        <p>
          <label for="${at}-search">Search</label>
          <input id="${at}-search" name="search" type="search" autocomplete="off" spellcheck="false" placeholder="Row, name, key or value">
        </p>
        <p>
          <label for="${at}-kind">Kind</label>
          <select id="${at}-kind" name="kind">
            <option value="">All</option>
            ${kinds.map((kind) => fragment`<option value="${kind}">${LABELS[kind]}</option>`)}
          </select>
        </p>
        <p>
          <label for="${at}-field">Field</label>
          <select id="${at}-field" name="field">
            <option value="">All</option>
            ${fields.map((field) => fragment`<option value="${field}">${field}</option>`)}
          </select>
        </p>
        <p>
          <label for="${at}-warning">Warnings</label>
          <select id="${at}-warning" name="warning">
            <option value="">All rows</option>
            <option value="yes">Rows with</option>
            <option value="no">Rows without</option>
          </select>
        </p>
        <p><button type="reset" class="quiet">Show all</button></p>
      </form>`;
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
